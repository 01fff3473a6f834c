/** What the demo shows when the call is over: the call and the message drawn, the promises checked, the files left. */

import { join } from "node:path"
import { lengthText } from "../../audio/length-text.ts"
import { decodeWav, encodeWavCodec, writeWavCodec } from "../../audio/wav.ts"
import { SAMPLE_RATE_HZ } from "../../clock/audio-clock.ts"
import { type CallSpec } from "../../exchange/call-spec.ts"
import { type World } from "../../scenario/world.ts"
import { drawCall } from "./call-chart.ts"
import { drawBars, loudness } from "./drawing.ts"
import {
    copyMessagesCommand,
    listCardCommand,
    listFilesLeft,
    listFolderCommand,
    typedPath,
} from "./left-behind.ts"
import { messageNames, readMessage, type CardMessage } from "./message-on-card.ts"
import { checkPromises, type CheckedPromise } from "./promises.ts"
import { type Screen } from "./screen.ts"

/** The message by itself, as the demo copies it from the card. */
export const MESSAGE_NAME = "message.wav"
const WAVEFORM_ROWS = 3
const MARGIN = "  "

export interface FinishedCall {
    readonly world: World
    readonly cardPath: string
    readonly outFolder: string
    readonly spec: CallSpec
    /** The owner's greeting, 8000 Hz. */
    readonly greeting: Float32Array
}

/** Show all of it, and write the message's copy; answers whether every promise was kept. */
export function summarise(call: FinishedCall, screen: Screen): boolean {
    const { world, outFolder } = call
    const message = findMessage(call)
    const [callerHeard, room] = [world.heard(1), world.room()]
    const { events } = world.timeline
    heading(screen, "The call at one look")
    screen.drawing(drawCall({ events, callerHeard, room }, screen.look))
    if (message) drawMessage(message, screen)
    const promises = checkPromises({
        events,
        number: call.spec.number!,
        said: soundOf(call.spec),
        received: world.voiceReceives(1)[0]?.bytes,
        message,
        room: room.samples,
        greeting: call.greeting,
        heard: callerHeard.samples,
    })
    showPromises(promises, screen)
    if (message) writeWavCodec(join(outFolder, MESSAGE_NAME), message.bytes, message.codec)
    showFiles(call, message, screen)
    return promises.every(promise => promise.isKept)
}

function findMessage({ cardPath, spec }: FinishedCall): CardMessage | undefined {
    const name = messageNames(cardPath).find(each => each.includes(spec.number!))
    return name === undefined ? undefined : readMessage(cardPath, name)
}

function soundOf(spec: CallSpec): Float32Array {
    const first = spec.audio[0]
    if (first?.kind !== "sound") throw new Error("the caller of the demo says nothing")
    return first.samples
}

function drawMessage(message: CardMessage, screen: Screen): void {
    const { columns, signs } = screen.look
    const samples = decodeWav(encodeWavCodec(message.bytes, message.codec), message.name)
    const levels = loudness(samples, columns - 2 * MARGIN.length)
    const length = lengthText(message.bytes.length / SAMPLE_RATE_HZ)
    heading(screen, `The message, ${length} without the silence at its end`)
    screen.entry(MARGIN, message.name)
    screen.drawing(drawBars(levels, WAVEFORM_ROWS, signs).map(row => MARGIN + row))
}

function showPromises(promises: readonly CheckedPromise[], screen: Screen): void {
    const { signs } = screen.look
    heading(screen, "Did it keep its promises?")
    for (const { isKept, text } of promises) {
        const sign = isKept ? signs.kept : signs.broken
        screen.entry(`${MARGIN}${sign} `, text, isKept ? "plain" : "red")
    }
}

function showFiles(
    { outFolder, cardPath, spec }: FinishedCall,
    message: CardMessage | undefined,
    screen: Screen
): void {
    const file = (name: string, what: string) => ({ path: join(outFolder, name), what })
    const copy = message && file(MESSAGE_NAME, "the message alone, copied from the card")
    heading(screen, `Left for you in ${typedPath(outFolder)}`)
    listFilesLeft(screen, [
        ...(copy ? [copy] : []),
        file("room.wav", "what the loudspeaker played"),
        file("line-1.wav", "what the caller heard: ringing, greeting, beep"),
        file("modem-1-1.wav", "what the modem handed over while it recorded"),
        { path: cardPath, what: "the memory card, as a PC would find it" },
        file("timeline.svg", "the call as a picture, for a browser"),
        file("timeline.jsonl", "everything that happened, an event a line"),
        file("stats.json", "what it took: bus, card, memory"),
    ])
    screen.line()
    screen.line("To listen, open a .wav with any player, or with sox installed:")
    const toHear = [...(copy ? [copy.path] : []), join(outFolder, "line-1.wav")]
    screen.drawing(toHear.map(path => `${MARGIN}play ${typedPath(path)}`))
    screen.line("To look into the card, and, with mtools installed, as a PC does:")
    const pc = [listFolderCommand(cardPath), copyMessagesCommand(cardPath, spec.number!)]
    screen.drawing([listCardCommand(cardPath), ...pc].map(command => MARGIN + command))
}

function heading(screen: Screen, text: string): void {
    screen.line()
    screen.line(text, "bold")
}
