import { describe, expect, test } from "@devicescript/test"
import { ensureFolder, findPath } from "../../../src/fat/directory"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { WavFile } from "../../../src/fat/wav-file"
import { eraseGreeting, Take } from "../../../src/greeting/take"
import { Codec } from "../../../src/hal/sound"
import { formatFat32 } from "../support/formatter"
import { RamDisk } from "../support/ram-disk"

const NAME = "default.wav"
const MODIFIED = 0x5d770000

class Desk {
    volume: Volume

    constructor(readonly disk: RamDisk) {
        this.volume = new Volume(disk)
    }

    async mounted(): Promise<Desk> {
        await mountVolume(this.volume)
        const { volume } = this
        volume.topCluster = await ensureFolder(volume, volume.rootCluster, "AFTERBEEP")
        return this
    }

    /** Record sectors of sound, each full of its number from 1 on; keep some. */
    async record(sectors: number, fromByte: number, endByte: number): Promise<void> {
        const take = new Take(this.volume, Codec.ALaw)
        await take.prepare(NAME)
        const sector = Buffer.alloc(512)
        for (let i = 1; i <= sectors; i++) {
            sector.fillAt(0, 512, i)
            expect(await take.put(sector, 0)).toBe(1)
        }
        expect(await take.flush()).toBe(true)
        await take.keep(fromByte, endByte, MODIFIED)
    }

    async sound(): Promise<WavFile | undefined> {
        const entry = await findPath(this.volume, "AFTERBEEP/greetings/" + NAME)
        if (!entry) return undefined
        expect(entry.modified).toBe(MODIFIED)
        return await new WavFile(this.volume, entry.firstCluster, entry.sizeBytes).open()
    }
}

async function desk(): Promise<Desk> {
    return await new Desk(formatFat32(64)).mounted()
}

/** First bytes of the sectors of a sound, and its length. */
async function contents(sound: WavFile | undefined): Promise<string> {
    if (!sound) return "none"
    const into = Buffer.alloc(512)
    let text = `${sound.codec}, ${sound.lengthBytes} bytes:`
    for (let at = 0; (await sound.read(at, into)) > 0; at += 512) text += ` ${into[0]}`
    return text
}

describe("a greeting that is recorded", () => {
    test("is a WAV file of what was said, whose last millisecond is the header of the rest", async () => {
        const d = await desk()
        await d.record(4, 0, 2048)
        expect(await contents(await d.sound())).toBe("6, 2040 bytes: 1 2 3 4")
    })
    test("begins and ends where it is told to, at sectors", async () => {
        const d = await desk()
        await d.record(6, 1100, 2100)
        expect(await contents(await d.sound())).toBe("6, 1528 bytes: 3 4 5")
        // What the recorder had and the card has not.
        await d.record(3, 512, 5000)
        expect(await contents(await d.sound())).toBe("6, 1016 bytes: 2 3")
    })
    test("before it is kept, the one before is the greeting, and erased there is none", async () => {
        const d = await desk()
        await d.record(3, 0, 1536)
        const take = new Take(d.volume, Codec.ALaw)
        await take.prepare(NAME)
        const sector = Buffer.alloc(512)
        await take.put(sector, 0)
        await take.flush()
        expect(await contents(await d.sound())).toBe("6, 1528 bytes: 1 2 3")
        expect(await eraseGreeting(d.volume, NAME)).toBe(true)
        expect(await d.sound()).toBe(undefined)
        expect(await eraseGreeting(d.volume, NAME)).toBe(false)
    })
})
