import { describe, expect, test } from "@devicescript/test"
import { formatFat32, PARTITION_START } from "../support/formatter"
import { RamDisk } from "../support/ram-disk"
import { carryOpen } from "../../../src/calls/carry"
import { ATTRIBUTE_ARCHIVE } from "../../../src/fat/layout"
import { ensureFile } from "../../../src/fat/directory"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"

/** A sector far from everything. */
const TARGET = PARTITION_START + 60000
const KEPT_SECTORS = 10

/** A list as a PC has saved it, in a file of its own length. @returns the lines that go on, "|" behind each */
async function carried(text: string, archived = "calls1.csv"): Promise<string> {
    const disk = formatFat32(64)
    const volume = new Volume(disk)
    await mountVolume(volume)
    const list = Buffer.from(text)
    const fill = async (sector: number) => {
        const padded = Buffer.alloc((list.length + 511) & ~511)
        padded.blitAt(0, list, 0, list.length)
        await disk.write(sector, padded, 0, padded.length >> 9)
    }
    const file = { sizeBytes: list.length, attributes: ATTRIBUTE_ARCHIVE, fill }
    await ensureFile(volume, volume.rootCluster, "CALLS1.CSV", file)
    forgetful(disk)
    await carryOpen(volume, volume.rootCluster, archived, TARGET)
    return linesAt(disk)
}

/** There is no room in the VM for all that goes on: the first sectors are kept. */
function forgetful(disk: RamDisk): void {
    const card: any = disk
    card.write = async (sector: number, from: Buffer) => {
        if (sector < TARGET + KEPT_SECTORS) disk.edit(sector).blitAt(0, from, 0, 512)
    }
}

function linesAt(disk: RamDisk): string {
    let all = ""
    for (let line = 0; line < 40; line++) {
        const at = (line & 3) * 128
        const text = disk
            .peek(TARGET + (line >> 2))
            .slice(at, at + 127)
            .toString()
            .trim()
        if (text !== "" && text.charCodeAt(0) !== 0) all += text + "|"
    }
    return all
}

const TITLE = "date,time,number,name,outcome,seconds,message,return|"

describe("a list of calls that a PC has saved", () => {
    test("hands on what waits, and nothing else", async () => {
        const list =
            '2026-11-22,14:05:31,1234567,"A",message,3,,to return\r\n' +
            "2026-11-22,14:06:31,1234568,B,message,3,,done\r\n" +
            "my note\r\n" +
            "2026-11-22,14:07:31,1234569,C,message,3,,tried"
        expect(await carried(list)).toBe(
            TITLE +
                '2026-11-22,14:05:31,1234567,"A",message,3,,to return|' +
                "2026-11-22,14:07:31,1234569,C,message,3,,tried|"
        )
    })
    test("also with other marks between its columns, and quotation marks around them", async () => {
        expect(await carried("d;t;1234567;A;message;3;;to return\n")).toBe(
            TITLE + "d,t,1234567,A,message,3,,to return|"
        )
        expect(await carried('"d","t","1234567","A","message","3","","to return"\n')).toBe(
            TITLE + '"d","t","1234567","A","message","3","",to return|'
        )
    })
    test("is found by its number where nobody says its name", async () => {
        const list = ",,1234567,A,message,3,,to return\n"
        expect(await carried(list, "")).toBe(TITLE + ",,1234567,A,message,3,,to return|")
    })
    test("lines that go over sectors are whole, and of very many the last ones go on", async () => {
        let list = ""
        for (let i = 0; i < 300; i++) list += `,,${1000000 + i},"Ł",m,3,,to return\n`
        const lines = await carried(list)
        expect(lines.startsWith(TITLE + ',,1000049,"Ł",m,3,,to return|')).toBe(true)
        expect(lines.includes('|,,1000078,"Ł",m,3,,to return|')).toBe(true)
    })
    test("one with nothing in it hands on nothing", async () => {
        expect(await carried("x")).toBe(TITLE)
    })
})
