import { describe, expect, test } from "@devicescript/test"
import { linkRun } from "../../../src/fat/allocation"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { WavFile } from "../../../src/fat/wav-file"
import { Converter, PIECE_BYTES } from "../../../src/greeting/converter"
import { Codec } from "../../../src/hal/sound"
import { formatFat16 } from "../support/formatter"

const CLUSTER = 4
const SCRATCH_BYTES = 2304

/** A file of a format (tag, channels, rate, bits) with a header of 44 bytes, whose sound is `pattern` again and again. */
async function fileOf(form: number[], pattern: Buffer, soundBytes: number): Promise<WavFile> {
    const disk = formatFat16(2)
    const volume = new Volume(disk)
    await mountVolume(volume)
    await linkRun(volume, CLUSTER, 16, 16)
    const whole = Buffer.alloc(8192)
    whole.blitAt(0, hex`52494646 00000000 57415645 666d7420 10000000`, 0, 20)
    whole.setAt(20, "u16", form[0])
    whole.setAt(22, "u16", form[1])
    whole.setAt(24, "u32", form[2])
    whole.setAt(34, "u16", form[3])
    whole.blitAt(36, hex`64617461`, 0, 4)
    whole.setAt(40, "u32", soundBytes)
    for (let at = 0; at < soundBytes; at += pattern.length)
        whole.blitAt(44 + at, pattern, 0, pattern.length)
    await disk.write(volume.sectorOf(CLUSTER), whole, 0, 16)
    return await new WavFile(volume, CLUSTER, 44 + soundBytes).parseHeader()
}

/** Some samples of the middle, in hex. */
async function converted(file: WavFile, codec: Codec, at = 64): Promise<string> {
    const into = Buffer.alloc(PIECE_BYTES)
    await new Converter(file, codec, Buffer.alloc(SCRATCH_BYTES)).convert(at, into, 0)
    return into.toString("hex")
}

function repeated(hexText: string, count: number): string {
    let text = ""
    for (let i = 0; i < count; i++) text += hexText
    return text
}

/** One sample of 16 bits, again and again. */
function constant(value: number): Buffer {
    const pattern = Buffer.alloc(4)
    pattern.setAt(0, "i16", value)
    pattern.setAt(2, "i16", value)
    return pattern
}

describe("Converter", () => {
    test("16 bits become µ-law, A-law and unsigned by ITU-T G.711", async () => {
        // As sox has them: 0, 100, −100, 1000, −8000, 32767, −32768, 4.
        const pattern = hex`0000 6400 9cff e803 c0e0 ff7f 0080 0400`
        const file = await fileOf([1, 1, 8000, 16], pattern, 1600)
        expect(await converted(file, Codec.MuLaw)).toBe(repeated("fff272ce208000fe", 4))
        expect(await converted(file, Codec.PcmU8)).toBe(repeated("80808084" + "61ff0080", 4))
        const aLaw = Buffer.from(await converted(file, Codec.ALaw), "hex")
        expect(aLaw[0]).toBe(0xd5)
        expect(aLaw[5]).toBe(0xaa)
    })
    test("two channels become their mean", async () => {
        // 1000 and 3000, 500 and −500.
        const file = await fileOf([1, 2, 8000, 16], hex`e803 b80b f401 0cfe`, 1600)
        expect(await converted(file, Codec.PcmU8)).toBe(repeated("8880", 16))
    })
    test("8 bits, A-law and µ-law of other rates are read too", async () => {
        const u8 = await fileOf([1, 1, 16000, 8], hex`90`, 1600)
        expect(await converted(u8, Codec.PcmU8)).toBe(repeated("90", 32))
        // A quarter of full scale or a little less.
        const muLaw = await fileOf([7, 1, 16000, 8], hex`a0`, 1600)
        expect(await converted(muLaw, Codec.MuLaw)).toBe(repeated("a0", 32))
        const aLaw = await fileOf([6, 1, 16000, 8], hex`8a`, 1600)
        expect(await converted(aLaw, Codec.MuLaw)).toBe(repeated("9f", 32))
    })
    test("what does not change comes out as it is, from each rate", async () => {
        for (const rateHz of [16000, 32000, 48000]) {
            const file = await fileOf([1, 1, rateHz, 16], constant(16384), 4800)
            expect(await converted(file, Codec.PcmU8)).toBe(repeated("c0", 32))
        }
    })
    test("what a telephone can't carry does not come back as another tone", async () => {
        // 8000 Hz in 16000 samples a second: + − + −. It would be a constant.
        const file = await fileOf([1, 1, 16000, 16], hex`0040 00c0`, 4800)
        expect(await converted(file, Codec.PcmU8)).toBe(repeated("80", 32))
        // 8000 Hz in 48000.
        const fast = await fileOf([1, 1, 48000, 16], hex`0040 6e37 9cf2 00c0 92c8 640d`, 7200)
        const into = await converted(fast, Codec.PcmU8)
        const bytes = Buffer.from(into, "hex")
        for (let i = 0; i < PIECE_BYTES; i++)
            expect(bytes[i] >= 0x7f && bytes[i] <= 0x81).toBe(true)
    })
    test("before its beginning and after its end there is silence", async () => {
        const file = await fileOf([1, 1, 8000, 16], constant(16384), 80)
        expect(await converted(file, Codec.PcmU8, 32)).toBe(repeated("c0", 8) + repeated("80", 24))
        const slow = await fileOf([1, 1, 16000, 16], constant(16384), 1600)
        const first = Buffer.from(await converted(slow, Codec.PcmU8, 0), "hex")
        expect(first[0] > 0x90 && first[0] < 0xb0).toBe(true)
        expect(first[16]).toBe(0xc0)
    })
})
