/** Hours of talk by synthesised voices, made when a test first asks for it and kept in build/, outside git. */

import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { Random } from "../../sim/clock/random.ts"
import { runJudge } from "./judges.ts"
import { soxSound } from "./sound.ts"

const KEPT_IN = fileURLToPath(new URL("../../build/test-speech/", import.meta.url))

/** What people say to answering machines; long vowels, whistled s and numbers are what tone detectors fall for. */
const WORDS = `
    hello hi good morning evening this is it's me again mister Green missus Lee mom dad Peter Sophie Anna from the garage
    school dentist bank office your our car bike house music lesson keys cheese tea tyres shoes tooth is was are were
    will be ready easy free busy late early please call me him her them back tomorrow today week Friday Tuesday weekend
    before after at about for with without and or but because zero one two three four five six seven eight nine ten
    eleven twelve thirteen twenty thirty hundred thousand o'clock half past quarter number invoice telephone machine
    nobody everybody answered heard moved needs wants to see meet leave keep send bring buy eleven sheets letters pieces
    noise voice choice blue moon soon room you too who lose news few year near hear fear we he she tree three green
    all fall call hall long song wrong off of oh no so go slow know follow yellow window thank you very much goodbye
`
    .trim()
    .split(/\s+/)

export interface Voice {
    readonly name: string
    readonly judge: string
    /** Makes the program say what is in the text file and write it to the WAV file. */
    readonly args: (textFile: string, wavFile: string) => string[]
    /** Words a minute, roughly. */
    readonly pace: number
}

/** Three voices of two engines, of two languages. */
export const VOICES: readonly Voice[] = [
    {
        name: "slt",
        judge: "flite",
        args: (text, wav) => ["-voice", "slt", "-f", text, "-o", wav],
        pace: 170,
    },
    {
        name: "en-us",
        judge: "espeak-ng",
        args: (text, wav) => ["-v", "en-us", "-f", text, "-w", wav],
        pace: 190,
    },
    {
        name: "pl",
        judge: "espeak-ng",
        args: (text, wav) => ["-v", "pl", "-p", "70", "-f", text, "-w", wav],
        pace: 150,
    },
]

/** At least `minutes` of a voice, or a little less; 8 kHz, its peak 6 dB below full scale. Takes some seconds once. */
export function speech(voice: Voice, minutes: number): Float32Array {
    const text = sentences(Math.round(minutes * voice.pace), voice.name)
    const key = createHash("sha256").update(`${voice.name}\n${text}`).digest("hex").slice(0, 16)
    const kept = join(KEPT_IN, `${key}.f32`)
    if (!existsSync(kept)) keep(kept, spoken(voice, text, kept))
    const bytes = readFileSync(kept)
    return new Float32Array(
        bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
    )
}

function sentences(wordCount: number, stream: string): string {
    const random = new Random(1, stream)
    let text = ""
    for (let i = 0; i < wordCount; i++) {
        const ends = random.nextUnit() < 0.1
        text += WORDS[random.nextInteger(0, WORDS.length - 1)]! + (ends ? ".\n" : " ")
    }
    return text
}

function spoken(voice: Voice, text: string, scratch: string): Float32Array {
    mkdirSync(KEPT_IN, { recursive: true })
    const textFile = `${scratch}.${process.pid}.txt`
    const wavFile = `${scratch}.${process.pid}.wav`
    writeFileSync(textFile, text)
    runJudge(voice.judge, voice.args(textFile, wavFile))
    const sound = soxSound("norm -6", [wavFile])
    rmSync(textFile)
    rmSync(wavFile)
    return sound
}

/** Whole or not at all, for tests run side by side. */
function keep(file: string, sound: Float32Array): void {
    const half = `${file}.${process.pid}`
    writeFileSync(half, new Uint8Array(sound.buffer))
    renameSync(half, file)
}
