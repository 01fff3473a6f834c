import { describe, expect, test } from "@devicescript/test"
import { Announcement } from "../../../src/speech/announcement"
import { Codec } from "../../../src/hal/sound"
import { MachineFixture } from "../support/machine-fixture"
import { CountingSound } from "../support/sounds"

const END = "end|1"

/** Bytes of each read, with the codec: "10/1 …". */
async function readAll(sound: Announcement): Promise<string> {
    const block = Buffer.alloc(512)
    let all = ""
    let total = 0
    let count = await sound.read(0, block)
    while (count > 0) {
        total += count
        all += count + "/" + sound.codec + " "
        count = await sound.read(total, block)
    }
    return all
}

describe("Announcement", () => {
    test("plays the clips of the language and codec, then the message in its own codec", async () => {
        const f = await new MachineFixture().mounted()
        f.store.hasPrompts = true
        f.settings.language = "pl"
        f.line.codec = Codec.ALaw
        const announcement = new Announcement(f.parts)
        await announcement.begin("message 1|l", new CountingSound(Codec.MuLaw, 20), END)
        expect(announcement.isClosing).toBe(false)
        expect(await readAll(announcement)).toBe("10/1 10/1 20/7 10/1 ")
        expect(announcement.isClosing).toBe(true)
        expect(f.store.opened).toBe(
            "AFTERBEEP/prompts/pl/alaw/message.wav\nAFTERBEEP/prompts/pl/alaw/1.wav\n" +
                "AFTERBEEP/prompts/pl/alaw/end.wav\n"
        )
    })
    test("a pause is a moment of silence", async () => {
        const f = await new MachineFixture().mounted()
        f.store.hasPrompts = true
        const announcement = new Announcement(f.parts)
        await announcement.begin(" message , 1|l", undefined, undefined)
        expect(await readAll(announcement)).toBe("10/1 512/7 512/7 256/7 10/1 ")
    })
    test("a word that the card lacks is left out, wherever it stands, and said so once", async () => {
        const f = await new MachineFixture().mounted()
        f.store.hasPrompts = true
        f.store.lacking = "1 end"
        const announcement = new Announcement(f.parts)
        await announcement.begin("1 message 1 2|l", undefined, END)
        expect(await readAll(announcement)).toBe("10/1 10/1 320/7 400/7 ")
        await announcement.begin("1 2|l", undefined, undefined)
        expect(await readAll(announcement)).toBe("10/1 ")
        const storage: any = f.storage
        expect(storage.missed).toBe(" 1 end ")
    })
    test("beeps where the card has no voice, and where there is no card", async () => {
        const f = await new MachineFixture().mounted()
        const announcement = new Announcement(f.parts)
        await announcement.begin("message 1|5", new CountingSound(Codec.PcmU8, 20), END)
        expect(await readAll(announcement)).toBe("320/7 400/7 20/1 320/7 400/7 ")
        const without = new Announcement(new MachineFixture().parts)
        await without.begin(END, undefined, undefined)
        expect(await readAll(without)).toBe("320/7 400/7 ")
    })
})
