import { describe, expect, test } from "@devicescript/test"
import { Codec } from "../../../src/hal/sound"
import { LineListener } from "../support/line-listener"
import {
    KEY_HASH_MULAW,
    TONE_350_440_MULAW,
    TONE_400_U8,
    TONE_425_ALAW,
    TONE_425_U8,
    TONE_440_U8,
    TONE_480_620_MULAW,
    TONE_480_620_U8,
    VOICE_MULAW,
} from "../support/line-sounds"

const SECTOR_MS = 64

/** The tone comes after 100 ms, and must be found when its third cycle has ended, and not before its third burst. */
async function expectFound(
    codec: Codec,
    silentByte: number,
    tone: Buffer,
    partsMs: number[],
    cyclesMax = 3
): Promise<void> {
    const line = new LineListener(codec, silentByte)
    await line.pause(100)
    await line.cadence(tone, partsMs, cyclesMax + 1)
    let cycleMs = 0
    for (const part of partsMs) cycleMs += part
    const foundMs = line.foundMs - 100
    expect(foundMs > 2 * cycleMs).toBe(true)
    expect(foundMs <= cyclesMax * cycleMs + SECTOR_MS + 16).toBe(true)
}

function expectNothing(line: LineListener): void {
    expect(line.foundMs).toBe(-1)
}

describe("Cadence", () => {
    test("finds busy and congestion of six countries within three cycles, at −35 dBm0", async () => {
        const u8 = Codec.PcmU8
        await expectFound(u8, 0x80, TONE_480_620_U8, [500, 500])
        await expectFound(u8, 0x80, TONE_480_620_U8, [250, 250])
        await expectFound(u8, 0x80, TONE_400_U8, [375, 375])
        await expectFound(u8, 0x80, TONE_400_U8, [400, 350, 225, 525])
        await expectFound(u8, 0x80, TONE_425_U8, [500, 500])
        await expectFound(u8, 0x80, TONE_425_U8, [350, 350])
        await expectFound(u8, 0x80, TONE_425_U8, [175, 175])
        await expectFound(u8, 0x80, TONE_425_U8, [480, 480])
        await expectFound(u8, 0x80, TONE_425_U8, [240, 240])
        await expectFound(u8, 0x80, TONE_440_U8, [500, 500])
        await expectFound(u8, 0x80, TONE_440_U8, [250, 250])
    })
    test("finds them at their usual level, in µ-law and A-law", async () => {
        await expectFound(Codec.MuLaw, 0xff, TONE_480_620_MULAW, [500, 500])
        await expectFound(Codec.MuLaw, 0xff, TONE_480_620_MULAW, [250, 250])
        await expectFound(Codec.ALaw, 0xd5, TONE_425_ALAW, [500, 500])
        await expectFound(Codec.ALaw, 0xd5, TONE_425_ALAW, [175, 175])
    })
    test("silence that is 0x7F is silence, too", async () => {
        await expectFound(Codec.PcmU8, 0x7f, TONE_425_U8, [500, 500])
    })
    test("two cycles are not enough", async () => {
        const line = new LineListener(Codec.MuLaw, 0xff)
        await line.cadence(TONE_480_620_MULAW, [500, 500], 2)
        await line.pause(5000)
        expectNothing(line)
    })
    test("a word said in the same cadence is no tone", async () => {
        const line = new LineListener(Codec.MuLaw, 0xff)
        await line.cadence(VOICE_MULAW, [500, 500], 8)
        await line.cadence(VOICE_MULAW, [250, 250], 8)
        expectNothing(line)
    })
    test("keys pressed in the same cadence are none", async () => {
        const line = new LineListener(Codec.MuLaw, 0xff)
        await line.cadence(KEY_HASH_MULAW, [250, 250], 8)
        expectNothing(line)
    })
    test("bursts of unequal length, ringback and a steady tone are none", async () => {
        const line = new LineListener(Codec.MuLaw, 0xff)
        await line.cadence(TONE_480_620_MULAW, [500, 500, 250, 300, 400, 200, 600, 250], 3)
        await line.cadence(TONE_480_620_MULAW, [2000, 4000], 4)
        await line.sound(TONE_350_440_MULAW, 8000)
        expectNothing(line)
    })
    test("begins anew with each recording", async () => {
        const line = new LineListener(Codec.MuLaw, 0xff)
        await line.cadence(TONE_480_620_MULAW, [500, 500], 4)
        expect(line.hearing.isToneFound()).toBe(true)
        line.hearing.begin(Codec.MuLaw)
        expect(line.hearing.isToneFound()).toBe(false)
    })
})
