import { describe, expect, test } from "@devicescript/test"
import { findContact } from "../../../src/calls/contacts"
import { Entry, ensureFile, ensureFolder } from "../../../src/fat/directory"
import { Volume } from "../../../src/fat/volume"
import { formatFat16 } from "../support/formatter"

/** A volume with a contacts.csv. */
async function withContacts(text: string): Promise<Volume> {
    const volume = new Volume(formatFat16(1))
    await volume.mountVolume()
    const folder = await ensureFolder(volume, volume.rootCluster, "AFTERBEEP")
    const bytes = Buffer.from(text)
    const fill = async (sector: number) => {
        for (let at = 0; at < bytes.length; at += 512) {
            volume.sector.fillAt(0, 512, 0x33)
            volume.sector.blitAt(0, bytes, at, 512)
            await volume.storeSector(sector + Math.idiv(at, 512))
        }
    }
    const file = { sizeBytes: bytes.length, attributes: 0, fill }
    const entry: Entry | undefined = await ensureFile(volume, folder, "contacts.csv", file)
    expect(entry !== undefined).toBe(true)
    return volume
}

describe("contacts.csv", () => {
    test("has a name for a number, with or without what is dialled before it", async () => {
        const volume = await withContacts("number,name\r\n+48501234567,Zofia Żółć\r\n112,Help\r\n")
        for (const number of ["+48501234567", "501234567", "0048501234567", "0501234567"])
            expect(await findContact(volume, number)).toBe("Zofia Żółć")
        for (const number of ["601234567", "501234568", "12", "2112"])
            expect(await findContact(volume, number)).toBe("")
        expect(await findContact(volume, "112")).toBe("Help")
    })
    test("has it for the same number of another area only where one of the two is short", async () => {
        const volume = await withContacts('5550123,"Smith, J."\n')
        expect(await findContact(volume, "2125550123")).toBe("Smith, J.")
        expect(await findContact(volume, "550123")).toBe("")
        const long = await withContacts("3125550123,Other\n2125550123,Right\n")
        expect(await findContact(long, "12125550123")).toBe("Right")
        expect(await findContact(long, "4155550123")).toBe("")
        const russian = await withContacts("+74955550123,Москва\n")
        expect(await findContact(russian, "84955550123")).toBe("Москва")
    })
    test("is read over the ends of its sectors, also in the middle of a letter", async () => {
        let text = ""
        // 27 bytes a line: in the course of 512 each place comes to the end of a sector.
        for (let i = 0; i < 100; i++) text += `5012340${i + 100},Zażółć gęślą\n`
        const volume = await withContacts(text.slice(0, text.length - 1))
        for (let i = 0; i < 100; i++)
            expect(await findContact(volume, `48${5012340}${i + 100}`)).toBe("Zażółć gęślą")
    })
    test("is left out where a line is no contact, and cut where a name is long", async () => {
        let long = ""
        for (let i = 0; i < 70; i++) long += "a long one"
        const volume = await withContacts(`${long}\n5550199\n,5550123\n5550123,${long}\n`)
        expect(await findContact(volume, "5550199")).toBe("")
        expect((await findContact(volume, "5550123")).length).toBe(40)
        const none = new Volume(formatFat16(1))
        await none.mountVolume()
        expect(await findContact(none, "5550123")).toBe("")
    })
    test("of a file that is no longer there in its length is read up to its end", async () => {
        const volume = await withContacts("5550123,Here\n")
        expect(await findContact(volume, "3333333")).toBe("")
    })
})
