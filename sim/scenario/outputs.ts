/**
 * What a run leaves behind in its folder (docs/scenarios.md): the sound, the timeline and the counts.
 *
 * Equal runs make equal files, but for `wallSeconds` in stats.json. Nothing names the host or one of its paths.
 */

import { readdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { makeFolder } from "../card/make-folder.ts"
import { type SoundPiece } from "../audio/sound-recorder.ts"
import { WavCodec, encodeWav16, encodeWavCodec } from "../audio/wav.ts"
import { encodePng } from "./picture/png.ts"
import { drawRun, type PicturedRun } from "./picture/run-picture.ts"
import { type VoiceCodec, type World } from "./world.ts"

const WAV_CODECS: Readonly<Record<VoiceCodec, WavCodec>> = {
    ulaw: WavCodec.MuLaw,
    alaw: WavCodec.ALaw,
    u8: WavCodec.PcmU8,
}
/** Names that a run gives to its files: those of the run before are taken away, nothing else is. */
const OUTPUT_NAME =
    /^(line-\d+\.wav|modem-\d+-\d+\.wav|room\.wav|display\.png|stats\.json|timeline\.jsonl|timeline\.svg)$/

interface OutputFile {
    readonly name: string
    readonly content: Uint8Array | string
    /** Of WAVs only. */
    readonly pieces?: readonly SoundPiece[]
}

export interface RunTime {
    readonly seed: number
    readonly virtualSeconds: number
    readonly wallSeconds: number
}

/**
 * Make the folder if needed, and take away what a run before this one left in it under the same names.
 *
 * @throws CardError: no folder can be made there
 */
export function clearOutputs(folder: string): void {
    makeFolder(folder)
    for (const name of readdirSync(folder)) if (OUTPUT_NAME.test(name)) rmSync(join(folder, name))
}

/**
 * Write all outputs of a run that has ended.
 *
 * @param callCount calls that were placed
 */
export function writeOutputs(folder: string, world: World, callCount: number, time: RunTime): void {
    const wavs = [roomWav(world), ...callWavs(world, callCount)]
    const files: OutputFile[] = [
        ...wavs,
        { name: "stats.json", content: formatStats(world, wavs, time) },
        { name: "timeline.jsonl", content: world.timeline.toJsonLines() },
        { name: "timeline.svg", content: drawRun(picturedRun(world, callCount)) },
    ]
    const picture = world.displayPicture()
    if (picture) files.push({ name: "display.png", content: encodePng(picture) })
    for (const file of files) writeFileSync(join(folder, file.name), file.content)
}

function picturedRun(world: World, callCount: number): PicturedRun {
    const heard = Array.from({ length: callCount }, (_, index) => world.heard(index + 1))
    return { events: world.timeline.events, heard, room: world.room() }
}

function roomWav(world: World): OutputFile {
    const { samples, pieces } = world.room()
    return { name: "room.wav", content: encodeWav16(samples), pieces }
}

function callWavs(world: World, callCount: number): OutputFile[] {
    const files: OutputFile[] = []
    for (let call = 1; call <= callCount; call++) {
        const { samples, pieces } = world.heard(call)
        files.push({ name: `line-${call}.wav`, content: encodeWav16(samples), pieces })
        world.voiceReceives(call).forEach(({ bytes, codec, pieces }, index) => {
            const content = encodeWavCodec(bytes, WAV_CODECS[codec])
            files.push({ name: `modem-${call}-${index + 1}.wav`, content, pieces })
        })
    }
    return files
}

function formatStats(world: World, wavs: readonly OutputFile[], time: RunTime): string {
    const pieces = wavs.map(wav => [wav.name, wav.pieces] as const)
    const stats = { ...time, wavs: Object.fromEntries(pieces), ...world.stats() }
    return JSON.stringify(stats, undefined, 4) + "\n"
}
