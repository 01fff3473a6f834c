import { describe, test, expect } from "@devicescript/test"
import { linkRun } from "../../../src/fat/allocation"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { WavFile } from "../../../src/fat/wav-file"
import { Codec } from "../../../src/hal/sound"
import { Fault, FaultCode } from "../../../src/util/fault"
import { formatFat16 } from "../support/formatter"

const PCM_8_BIT = "666d7420 10000000 0100 0100 401f0000 401f0000 0100 0800"
const MU_LAW = "666d7420 12000000 0700 0100 401f0000 401f0000 0100 0800 0000"
const A_LAW = "666d7420 12000000 0600 0100 401f0000 401f0000 0100 0800 0000"
const PCM_16_BIT = "666d7420 10000000 0100 0100 401f0000 803e0000 0200 1000"
const STEREO = "666d7420 10000000 0100 0200 401f0000 803e0000 0200 0800"
const FAST = "666d7420 10000000 0100 0100 11 2b0000 112b0000 0100 0800"

/** A file of two-sector clusters that are not next to each other: header in hex, then bytes that count up. */
async function fileOf(header: string, soundBytes: number): Promise<WavFile> {
    const disk = formatFat16(2)
    const volume = new Volume(disk)
    await mountVolume(volume)
    // 4, 5 and then 9.
    await linkRun(volume, 4, 2, 2)
    await linkRun(volume, 9, 1, 1)
    volume.putEntry(await volume.loadTable(5), 9)
    await volume.storeTable()
    const start = Buffer.from("52494646 00000000 57415645" + header, "hex")
    const whole = Buffer.alloc(6 * 512)
    whole.blitAt(0, start, 0, start.length)
    for (let i = 0; i < soundBytes; i++) whole[start.length + i] = i
    const clusters = [4, 5, 9]
    for (let i = 0; i < 3; i++) await disk.write(volume.sectorOf(clusters[i]), whole, i * 1024, 2)
    return new WavFile(volume, 4, start.length + soundBytes)
}

/** Read the whole sound in pieces, and check each byte. */
async function checkSound(file: WavFile, bufferBytes: number): Promise<void> {
    const into = Buffer.alloc(bufferBytes)
    let at = 0
    let wrongCount = 0
    while (at < file.lengthBytes) {
        const count = await file.read(at, into)
        expect(count > 0 && count <= bufferBytes).toBe(true)
        for (let i = 0; i < count; i += 7) if (into[i] !== ((at + i) & 255)) wrongCount++
        at += count
    }
    expect(wrongCount).toBe(0)
    expect(at).toBe(file.lengthBytes)
    expect(await file.read(at, into)).toBe(0)
}

async function refusal(header: string): Promise<FaultCode | undefined> {
    const file = await fileOf(header, 10)
    try {
        await file.open()
    } catch (e) {
        if (e instanceof Fault) return e.code
        throw e
    }
    return undefined
}

describe("WavFile", () => {
    test("reads PCM behind a header of 44 bytes, across clusters", async () => {
        const file = await fileOf(PCM_8_BIT + "64617461 d0070000", 2000)
        await file.open()
        expect(file.codec).toBe(Codec.PcmU8)
        expect(file.lengthBytes).toBe(2000)
        await checkSound(file, 1024)
        await checkSound(file, 512)
        await checkSound(file, 100)
    })
    test("clusters that follow each other on the card are read in one go", async () => {
        const file = await fileOf(PCM_8_BIT + "64617461 b80b0000", 3000)
        await file.open()
        const into = Buffer.alloc(4 * 512)
        expect(await file.read(0, into)).toBe(512 - 44)
        // What is left of cluster 4, and cluster 5; cluster 9 lies elsewhere.
        expect(await file.read(512 - 44, into)).toBe(3 * 512)
        expect(into[3 * 512 - 1]).toBe((4 * 512 - 44 - 1) & 255)
    })
    test("18 sectors are read in one go, and 8 from a card that has once been slow", async () => {
        const disk = formatFat16(2)
        const volume = new Volume(disk)
        await mountVolume(volume)
        await linkRun(volume, 4, 30, 30)
        const header = Buffer.alloc(512)
        const start = Buffer.from(`52494646 00000000 57415645 ${PCM_8_BIT}`, "hex")
        header.blitAt(0, start, 0, start.length)
        const rest = Buffer.from("4a554e4b c8010000", "hex")
        header.blitAt(36, rest, 0, 8)
        header.blitAt(500, Buffer.from("64617461 00700000", "hex"), 0, 8)
        await disk.write(volume.sectorOf(4), header, 0, 1)
        const file = new WavFile(volume, 4, 60 * 512)
        await file.open()
        const into = Buffer.alloc(20 * 512)
        const first = await file.read(0, into)
        expect(first).toBe(4)
        expect(await file.read(4, into)).toBe(18 * 512)
        volume.readSectorsMax = 8
        expect(await file.read(4, into)).toBe(8 * 512)
    })
    test("reads from anywhere, back and forth", async () => {
        const file = await fileOf(PCM_8_BIT + "64617461 d0070000", 2000)
        await file.open()
        const into = Buffer.alloc(512)
        await file.read(1500, into)
        expect(into[0]).toBe(1500 & 255)
        await file.read(3, into)
        expect(into[0]).toBe(3)
    })
    test("knows the codecs, and steps over chunks that it does not know", async () => {
        const file = await fileOf(
            "4c495354 03000000 61626300" + MU_LAW + "66616374 04000000 0a000000 64617461 0a000000",
            10
        )
        await file.open()
        expect(file.codec).toBe(Codec.MuLaw)
        await checkSound(file, 512)
        const other = await fileOf(A_LAW + "64617461 0a000000", 10)
        await other.open()
        expect(other.codec).toBe(Codec.ALaw)
    })
    test("a chunk header may straddle two sectors", async () => {
        // 12 + 8 + 462 + 24 = 506: "data" begins 6 bytes before the end of the sector.
        let filler = ""
        for (let i = 0; i < 462; i++) filler += "00"
        const file = await fileOf(
            "4a554e4b ce010000" + filler + PCM_8_BIT + "64617461 64000000",
            100
        )
        await file.open()
        expect(file.lengthBytes).toBe(100)
        await checkSound(file, 512)
    })
    test("a length that the file does not have is cut", async () => {
        const file = await fileOf(PCM_8_BIT + "64617461 ffffffff", 700)
        await file.open()
        expect(file.lengthBytes).toBe(700)
        await checkSound(file, 512)
    })
    test("refuses what cannot be played", async () => {
        expect(await refusal(PCM_16_BIT + "64617461 0a000000")).toBe(FaultCode.Corrupt)
        expect(await refusal(STEREO + "64617461 0a000000")).toBe(FaultCode.Corrupt)
        expect(await refusal(FAST + "64617461 0a000000")).toBe(FaultCode.Corrupt)
        expect(await refusal("64617461 0a000000")).toBe(FaultCode.Corrupt)
        expect(await refusal(PCM_8_BIT)).toBe(FaultCode.Corrupt)
    })
})
