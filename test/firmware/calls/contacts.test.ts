import { describe, expect, test } from "@devicescript/test"
import { BLOCKED, findContact } from "../../../src/calls/contacts"
import { Entry, ensureFile, ensureFolder } from "../../../src/fat/directory"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { formatFat16 } from "../support/formatter"

/** A volume with a contacts.csv. */
async function withContacts(text: string): Promise<Volume> {
    const volume = new Volume(formatFat16(1))
    await mountVolume(volume)
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
            expect((await findContact(volume, number)).name).toBe("Zofia Żółć")
        for (const number of ["601234567", "501234568", "12", "2112"])
            expect((await findContact(volume, number)).name).toBe("")
        expect((await findContact(volume, "112")).name).toBe("Help")
    })
    test("has it for the same number of another area only where one of the two is short", async () => {
        const volume = await withContacts('5550123,"Smith, J."\n')
        expect((await findContact(volume, "2125550123")).name).toBe("Smith, J.")
        expect((await findContact(volume, "550123")).name).toBe("")
        const long = await withContacts("3125550123,Other\n2125550123,Right\n")
        expect((await findContact(long, "12125550123")).name).toBe("Right")
        expect((await findContact(long, "4155550123")).name).toBe("")
        const russian = await withContacts("+74955550123,Москва\n")
        expect((await findContact(russian, "84955550123")).name).toBe("Москва")
        const remark = await withContacts("#2125550123,Pest,block\n2125550123,Ann\n")
        expect((await findContact(remark, "2125550123")).name).toBe("Ann")
    })
    test("says after how many rings to answer, behind the name", async () => {
        const volume = await withContacts(
            '5550101,Ann,2\n5550102,"Bob, B.",never\r\n5550103,,0\n5550104,Max,11\n5550105,"Eve, 3"\n5550106,Eve\n5550108,Zoe,\r\n5550109,"Ina, I.",""\n'
        )
        let said = ""
        for (let i = 1; i <= 9; i++) {
            const contact = await findContact(volume, "555010" + i)
            said += contact.name + ":" + contact.rings + " "
        }
        expect(said).toBe("Ann:2 Bob, B.:0 :0 Max,11:-1 Eve, 3:-1 Eve:-1 :-1 Zoe:-1 Ina, I.:-1 ")
    })
    test("blocks a number, and all that begin alike but for those that stand there in full", async () => {
        const volume = await withContacts(
            '1900*,Premium,block\n"7770101",Ann,block\n19005550102,Aunt,3\n+44870*,UK,never\n555*,"Five, five"\n1*,One\n'
        )
        let said = ""
        for (const number of [
            "7770101",
            "19005550101",
            "19005550102",
            "+448705550103",
            "5550104",
            "15550105",
            "9005550101",
        ]) {
            const contact = await findContact(volume, number)
            said += contact.name + ":" + contact.rings + " "
        }
        expect(BLOCKED).toBe(-2)
        expect(said).toBe("Ann:-2 Premium:-2 Aunt:3 UK:0 Five, five:-1 One:-1 :-1 ")
        const all = await withContacts("*,,block\n5550101,Ann\n")
        expect((await findContact(all, "5550101")).rings).toBe(-1)
        expect((await findContact(all, "5550102")).rings).toBe(BLOCKED)
    })
    test("is read as spreadsheets write it: with semicolons, and all in quotation marks", async () => {
        const volume = await withContacts(
            '900*;Premium;block\r\n5550101;Ann;2\r\n"0800*","Free, of charge","never"\r\n"5550102","Bob","block"\r\n'
        )
        let said = ""
        for (const number of ["9001234567", "5550101", "8001234567", "5550102"]) {
            const contact = await findContact(volume, number)
            said += contact.name + ":" + contact.rings + " "
        }
        expect(said).toBe("Premium:-2 Ann:2 Free, of charge:0 Bob:-2 ")
    })
    test("finds a beginning and a number behind it wherever its sectors end", async () => {
        const filler = "5012340100,Somebody else\n"
        for (let count = 18; count < 22; count++) {
            let text = ""
            for (let i = 0; i < count; i++) text += filler
            const volume = await withContacts(`1900*,Premium,block\n${text}19005550102,Aunt\n`)
            expect((await findContact(volume, "19005550102")).name).toBe("Aunt")
            expect((await findContact(volume, "19005550103")).rings).toBe(BLOCKED)
            const last = await withContacts(`${text}1900*,Premium,block\n`)
            expect((await findContact(last, "19005550103")).rings).toBe(BLOCKED)
        }
    })
    test("is read over the ends of its sectors, also in the middle of a letter", async () => {
        let text = ""
        // 27 bytes a line: in the course of 512 each place comes to the end of a sector.
        for (let i = 0; i < 100; i++) text += `5012340${i + 100},Zażółć gęślą\n`
        const volume = await withContacts(text.slice(0, text.length - 1))
        for (let i = 0; i < 100; i++)
            expect((await findContact(volume, `48${5012340}${i + 100}`)).name).toBe("Zażółć gęślą")
    })
    test("is left out where a line is no contact, and cut where a name is long", async () => {
        let long = ""
        for (let i = 0; i < 70; i++) long += "a long one"
        const volume = await withContacts(`${long}\n5550199\n,5550123\n5550123,${long}\n`)
        expect((await findContact(volume, "5550199")).name).toBe("")
        expect((await findContact(volume, "5550123")).name.length).toBe(40)
        const none = new Volume(formatFat16(1))
        await mountVolume(none)
        expect((await findContact(none, "5550123")).name).toBe("")
    })
    test("of a file that is no longer there in its length is read up to its end", async () => {
        const volume = await withContacts("5550123,Here\n")
        expect((await findContact(volume, "3333333")).name).toBe("")
    })
})
