import { describe, expect, test } from "@devicescript/test"
import { Codec } from "../../../src/hal/sound"
import { Tail } from "../../../src/hearing/hearing"
import { LineListener } from "../support/line-listener"
import {
    KEY_HASH_MULAW,
    TONE_350_440_MULAW,
    TONE_480_620_MULAW,
    VOICE_MULAW,
} from "../support/line-sounds"

/** The block in which a sound begins or ends is 16 ms long. */
const BLOCK_MS = 16

function listener(): LineListener {
    return new LineListener(Codec.MuLaw, 0xff)
}

/** 200 ms after the start of the tail are kept, and the rest of that sector. */
function expectKept(line: LineListener, tail: Tail, tailMs: number): void {
    const keptMs = line.keptMs(tail) - tailMs
    expect(keptMs >= 200 - BLOCK_MS && keptMs <= 264 + BLOCK_MS).toBe(true)
}

describe("Hearing", () => {
    test("silence at the end is cut, up to the last sound", async () => {
        const line = listener()
        await line.pause(300)
        await line.sound(VOICE_MULAW, 1900)
        await line.pause(7000)
        expectKept(line, Tail.Silence, 2200)
        expect(line.hearing.quietMs() > 6900 && line.hearing.quietMs() < 7100).toBe(true)
    })
    test("a click in the silence is none of the message", async () => {
        const line = listener()
        await line.sound(VOICE_MULAW, 1500)
        await line.pause(700)
        await line.sound(KEY_HASH_MULAW, 4)
        await line.pause(700)
        expectKept(line, Tail.Silence, 1500)
    })
    test("busy tone is cut to where it began, though the voice went on to there", async () => {
        const line = listener()
        await line.sound(VOICE_MULAW, 2450)
        await line.cadence(TONE_480_620_MULAW, [500, 500], 6)
        expectKept(line, Tail.Tone, 2450)
    })
    test("so is a tone that ends in a burst, and a steady one with the pause before it", async () => {
        const fast = listener()
        await fast.sound(VOICE_MULAW, 1450)
        await fast.cadence(TONE_480_620_MULAW, [250, 250], 5)
        await fast.sound(TONE_480_620_MULAW, 150)
        expectKept(fast, Tail.Tone, 1450)
        const steady = listener()
        await steady.sound(VOICE_MULAW, 1450)
        await steady.pause(1000)
        await steady.sound(TONE_350_440_MULAW, 3000)
        expectKept(steady, Tail.Tone, 1450)
    })
    test("one odd block among the first of a tone hides none of them", async () => {
        const line = listener()
        await line.sound(VOICE_MULAW, 1450)
        await line.pause(950)
        await line.sound(TONE_480_620_MULAW, 48)
        await line.pause(16)
        await line.sound(TONE_480_620_MULAW, 3000)
        expectKept(line, Tail.Tone, 1450)
    })
    test("a short pause before a tone is kept, a long one is cut with it", async () => {
        const short = listener()
        await short.sound(VOICE_MULAW, 1450)
        await short.pause(300)
        await short.cadence(TONE_480_620_MULAW, [500, 500], 4)
        expectKept(short, Tail.Tone, 1750)
        const long = listener()
        await long.sound(VOICE_MULAW, 1450)
        await long.pause(2000)
        await long.cadence(TONE_480_620_MULAW, [500, 500], 4)
        expectKept(long, Tail.Tone, 1450)
    })
    test("the key that ends a message is cut, with the pause before it", async () => {
        const line = listener()
        await line.sound(VOICE_MULAW, 1450)
        await line.pause(900)
        await line.sound(KEY_HASH_MULAW, 60)
        await line.pause(60)
        expectKept(line, Tail.Key, 1450)
    })
    test("nothing is cut for other reasons", async () => {
        const line = listener()
        await line.sound(VOICE_MULAW, 1450)
        await line.pause(3000)
        expect(line.keptMs(Tail.None)).toBe(4450)
    })
    test("where nothing was said nothing is kept", async () => {
        const silent = listener()
        await silent.pause(7000)
        expect(silent.keptMs(Tail.Silence)).toBe(0)
        const click = listener()
        await click.pause(1000)
        await click.sound(KEY_HASH_MULAW, 10)
        await click.pause(1000)
        expect(click.keptMs(Tail.Silence)).toBe(0)
        const busy = listener()
        await busy.pause(400)
        await busy.cadence(TONE_480_620_MULAW, [500, 500], 4)
        expect(busy.keptMs(Tail.Tone)).toBe(0)
    })
    test("a tail that has just begun is left", async () => {
        const line = listener()
        await line.sound(VOICE_MULAW, 1450)
        await line.pause(100)
        expect(line.keptMs(Tail.Silence)).toBe(1550)
    })
    test("a message longer than what is remembered is cut at its end", async () => {
        const line = listener()
        await line.sound(VOICE_MULAW, 20000)
        await line.cadence(TONE_480_620_MULAW, [500, 500], 4)
        expectKept(line, Tail.Tone, 20000)
    })
})
