import { describe, expect, test } from "@devicescript/test"
import { ALAW_LEVELS, MULAW_LEVELS, U8_LEVELS } from "../../../src/hearing/level-tables.gen"
import { FAINT_LEVEL, SOUND_LEVEL } from "../../../src/hearing/levels"

describe("levels", () => {
    test("are 0 where there is no sound, in each codec", async () => {
        expect(MULAW_LEVELS[0xff]).toBe(0)
        expect(MULAW_LEVELS[0x7f]).toBe(0)
        expect(ALAW_LEVELS[0xd5] < FAINT_LEVEL).toBe(true)
        expect(U8_LEVELS[0x80]).toBe(0)
        expect(U8_LEVELS[0x7f]).toBe(0)
    })
    test("the loudest sample of each codec is a sine of 3.14 dBm0", async () => {
        expect(MULAW_LEVELS[0x80]).toBe(126)
        expect(MULAW_LEVELS[0x00]).toBe(126)
        expect(ALAW_LEVELS[0xaa]).toBe(126)
        expect(U8_LEVELS[0x00]).toBe(126)
    })
    test("half of it is 6 dB less", async () => {
        expect(U8_LEVELS[0xc0]).toBe(114)
        // ITU-T G.711, table 2a: the code of half of the largest value.
        expect(MULAW_LEVELS[0x90]).toBe(114)
    })
    test("the least that unsigned samples can hold is sound", async () => {
        expect(U8_LEVELS[0x81] >= SOUND_LEVEL).toBe(true)
        expect(U8_LEVELS[0x7e] >= SOUND_LEVEL).toBe(true)
    })
})
