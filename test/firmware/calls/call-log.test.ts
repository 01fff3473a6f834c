import { describe, test, expect } from "@devicescript/test"
import { FAT32_RESERVED, formatFat16, formatFat32, PARTITION_START } from "../support/formatter"
import { AT, leaveNumbered, mounted, present } from "../support/messages"
import { Cut, RamDisk } from "../support/ram-disk"
import { CallLog, LoggedCall } from "../../../src/calls/call-log"
import { ReturnState } from "../../../src/calls/return-state"
import { ensureFolder, Entry, findEntry } from "../../../src/fat/directory"
import { settleFree } from "../../../src/fat/fs-info"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { Fault } from "../../../src/util/fault"

const LINE_BYTES = 128
const FILE_SECTORS = 128
/** Calls that a file holds. */
const CALLS = 507

/** A card with a list of calls, as after power-on. */
class Desk {
    volume: Volume
    log: CallLog
    folder = 0

    constructor(private disk: RamDisk) {
        this.volume = new Volume(disk)
        this.log = new CallLog(this.volume)
    }

    async mounted(): Promise<Desk> {
        const { volume } = this
        await mountVolume(volume)
        this.folder = await ensureFolder(volume, volume.rootCluster, "AFTERBEEP")
        await this.log.mountList(this.folder)
        await settleFree(volume)
        this.disk.written = []
        return this
    }

    async add(number: string): Promise<number> {
        return await this.log.addCall(call(number, "", undefined), "")
    }

    async find(name: string): Promise<Entry | undefined> {
        return await findEntry(this.volume, this.folder, name)
    }

    async first(name: string): Promise<number> {
        return this.volume.sectorOf(present(await this.find(name)).firstCluster)
    }

    /** A line of a file without the blanks at its end. */
    async line(index: number, name = "calls.csv"): Promise<string> {
        const content = this.disk.peek((await this.first(name)) + (index >> 2))
        const at = (index & 3) * LINE_BYTES
        expect(content[at + LINE_BYTES - 1]).toBe(0x0a)
        return content
            .slice(at, at + LINE_BYTES)
            .toString()
            .trim()
    }

    /** Numbers of the calls in a file, from its first line on: "1 2 3 ". */
    async numbers(name = "calls.csv"): Promise<string> {
        let all = ""
        for (let i = 1; i < 12; i++) {
            const line = await this.line(i, name)
            if (line === "") break
            all += line.split(",")[2] + " "
        }
        return all
    }

    /** Use all lines but that of the title, and the last `left` sectors. */
    async fill(left: number): Promise<void> {
        const line = Buffer.alloc(512)
        line.fillAt(0, 512, 0x78)
        for (let at = 127; at < 512; at += LINE_BYTES) line[at] = 0x0a
        const first = await this.first("calls.csv")
        await this.disk.write(first + 1, line, 0, FILE_SECTORS - 2 - left)
        this.disk.written = []
    }
}

function call(number: string, name: string, at: any): LoggedCall {
    return { number, name, at, outcome: "greeting", seconds: 3, state: ReturnState.NoNeed }
}

async function desk(disk: RamDisk): Promise<Desk> {
    return await new Desk(disk).mounted()
}

/** Add a call while the power goes. @returns whether it went */
async function isCut(disk: RamDisk, cutIn: number, cut: Cut, d: Desk): Promise<boolean> {
    disk.cutIn = cutIn
    disk.cut = cut
    let isOff = false
    try {
        await d.add("6")
    } catch (e) {
        if (!(e instanceof Fault)) throw e
        isOff = true
    }
    disk.powerOn()
    return isOff
}

/** Clusters that the table has as taken, and chains that end. */
function tableOf(disk: RamDisk): string {
    let taken = 0
    let ends = 0
    for (let i = 0; i < 2; i++) {
        const table = disk.peek(PARTITION_START + FAT32_RESERVED + i)
        for (let at = 0; at < 512; at += 4) {
            const entry = table.getAt(at, "u32")
            if (entry !== 0) taken++
            if (entry >= 0x0ffffff8) ends++
        }
    }
    return taken + " " + ends
}

const CUTS = [
    Cut.Before,
    Cut.TornFirst,
    Cut.TornSecond,
    Cut.Zeros,
    Cut.Ones,
    Cut.Garbage,
    Cut.Reordered,
    Cut.StreamLost,
    Cut.After,
]

describe("calls.csv", () => {
    test("has a title, and then nothing", async () => {
        const d = await desk(formatFat32(64))
        expect(await d.line(0)).toBe("date,time,number,name,outcome,seconds,message,return")
        expect(await d.line(1)).toBe("")
        expect(await d.line(511)).toBe("")
        expect(present(await d.find("calls.csv")).sizeBytes).toBe(65536)
    })
    test("a call is one line; where others are in its sector that is copied before, and the copy cleared", async () => {
        const disk = formatFat32(64)
        const d = await desk(disk)
        const first = await d.first("calls.csv")
        await d.log.addCall(
            {
                number: "2125550123",
                name: "J SMITH",
                at: AT,
                outcome: "message",
                seconds: 12,
                state: ReturnState.ToReturn,
            },
            "2026-11-22 14.05 2125550123 J SMITH.wav"
        )
        expect(disk.written.join()).toBe(`${first + 127},${first},${first + 127}`)
        await d.add("2")
        await d.add("3")
        disk.written = []
        await d.add("4")
        expect(disk.written.join()).toBe(`${first + 1}`)
        expect(await d.line(1)).toBe(
            '2026-11-22,14:05:30,2125550123,"J SMITH",message,12,"2026-11-22 14.05 2125550123 J SMITH.wav",to return'
        )
        expect(await d.line(4)).toBe(',,4,"",greeting,3,,no need')
        expect(await d.line(508)).toBe("")
    })
    test("goes on after a mount, on any cluster size, and reads nothing before the first call", async () => {
        const disk = formatFat16(2)
        for (let i = 1; i <= 9; i++) await (await desk(disk)).add(`${i}`)
        const d = await desk(disk)
        expect(await d.numbers()).toBe("1 2 3 4 5 6 7 8 9 ")
    })
    test("a name cannot leave its column, and a long line is cut before its state", async () => {
        const d = await desk(formatFat32(64))
        const name = 'a",bx1234567890123456789012345678901234567890'
        await d.log.addCall(call("2125550123", name, AT), "")
        expect((await d.line(1)).indexOf('"a_,bx')).toBe(31)
        await d.log.addCall(call("2125550123", name + name + name, AT), "")
        const long = await d.line(2)
        expect(long.length).toBe(LINE_BYTES - 1)
        expect(long.endsWith('",no need')).toBe(true)
    })
    test("when it is full it gets a number, and a new one goes on: no call is lost", async () => {
        const disk = formatFat32(64)
        let d = await desk(disk)
        for (let i = 1; i <= 2; i++) {
            d = await desk(disk)
            await d.fill(1)
            for (let n = 0; n < 5; n++) await d.add(`${n}`)
            expect(await d.numbers()).toBe("4 ")
            expect(await d.line(CALLS - 3, `calls${i}.csv`)).toBe(',,0,"",greeting,3,,no need')
            expect(await d.line(CALLS, `calls${i}.csv`)).toBe(',,3,"",greeting,3,,no need')
        }
        expect(present(await d.find("CALLS2.CSV")).sizeBytes).toBe(65536)
    })
    test("a card that takes no line says so, where there is no message either", async () => {
        const disk = formatFat32(64)
        const store = await mounted(disk)
        await leaveNumbered(store, 1)
        disk.isWriteProtected = true
        expect(await store.logCall(call("1", "", undefined))).toBe(true)
        expect(await store.logCall(call("2", "", undefined))).toBe(false)
        expect(await (await mounted(disk)).logCall(call("3", "", undefined))).toBe(false)
    })
    test("one that a PC has rewritten is its owner's, under another name, and a new one goes on", async () => {
        const disk = formatFat32(64)
        const before = await desk(disk)
        await before.add("1")
        const entry = present(await before.find("calls.csv"))
        // Its sector is the one that was read last.
        const folder = disk.peek(before.volume.loadedSector)
        for (let at = 0; at < 512; at += 32) {
            if (folder.slice(at, at + 5).toString() === "CALLS") folder.setAt(at + 28, "u32", 60000)
        }
        const d = await desk(disk)
        await d.add("2")
        expect(await d.numbers()).toBe("2 ")
        const archived = present(await d.find("calls1.csv"))
        expect(archived.firstCluster).toBe(entry.firstCluster)
        expect(archived.sizeBytes).toBe(60000)
        expect(await d.numbers("calls1.csv")).toBe("1 ")
    })
    test("and so is one of our size whose clusters do not follow each other", async () => {
        const disk = formatFat32(64)
        const d = await desk(disk)
        const { firstCluster } = present(await d.find("calls.csv"))
        for (let copy = 0; copy < 2; copy++) {
            const table = disk.peek(PARTITION_START + FAT32_RESERVED + copy * 547)
            table.setAt(firstCluster * 4, "u32", 100)
            table.setAt(400, "u32", 0x0fffffff)
            table.setAt(firstCluster * 4 + 4, "u32", 0)
        }
        const again = await desk(disk)
        expect(present(await again.find("calls1.csv")).firstCluster).toBe(firstCluster)
        expect(present(await again.find("calls.csv")).firstCluster === firstCluster).toBe(false)
    })
    test("power cut at any write of a call costs none of the calls before", async () => {
        for (const cut of CUTS) {
            for (let n = 0; n <= 3; n++) {
                const disk = formatFat32(64)
                const before = await desk(disk)
                for (let i = 1; i <= 5; i++) await before.add(`${i}`)
                const isOff = await isCut(disk, n, cut, before)
                expect(isOff).toBe(n < 3)
                const d = await desk(disk)
                await d.add("7")
                const numbers = await d.numbers()
                const isThere = numbers === "1 2 3 4 5 6 7 "
                expect(isThere || numbers === "1 2 3 4 5 7 ").toBe(true)
                if (n > 1) expect(isThere).toBe(true)
                expect(await d.line(508)).toBe("")
            }
        }
    })
    test("power cut at any write of a new file leaves the calls in the old one, and the volume whole", async () => {
        // What is destroyed of a folder's or the table's sector is not made good here.
        for (const cut of [Cut.Before, Cut.TornFirst, Cut.TornSecond, Cut.After]) {
            const whole = formatFat32(64)
            const first = await desk(whole)
            await first.fill(0)
            await first.add("1")
            const table = tableOf(whole)
            for (let n = 0; n < 40; n++) {
                const disk = formatFat32(64)
                const before = await desk(disk)
                await before.fill(0)
                const isOff = await isCut(disk, n, cut, before)
                const d = await desk(disk)
                await d.add("2")
                const numbers = await d.numbers()
                expect(numbers === "2 " || numbers === "6 2 ").toBe(true)
                expect((await d.line(5, "calls1.csv")).startsWith("xxx")).toBe(true)
                expect(await d.find("calls2.csv")).toBe(undefined)
                expect(tableOf(disk)).toBe(table)
                if (!isOff) {
                    expect(n > 8).toBe(true)
                    break
                }
            }
        }
    })
})
