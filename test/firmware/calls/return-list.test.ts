import { describe, expect, test } from "@devicescript/test"
import { formatFat32 } from "../support/formatter"
import { AT } from "../support/messages"
import { Cut, RamDisk } from "../support/ram-disk"
import { CallLog } from "../../../src/calls/call-log"
import { ReturnList } from "../../../src/calls/return-list"
import { ReturnState } from "../../../src/calls/return-state"
import { ensureFolder, findEntry } from "../../../src/fat/directory"
import { settleFree } from "../../../src/fat/fs-info"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { Fault } from "../../../src/util/fault"

/** A card with a list of calls, as after power-on. */
class Desk {
    volume: Volume
    log: CallLog
    returns: ReturnList
    folder = 0

    constructor(readonly disk: RamDisk) {
        this.volume = new Volume(disk)
        this.log = new CallLog(this.volume)
        this.returns = new ReturnList(this.volume, this.log)
    }

    async mounted(): Promise<Desk> {
        const { volume } = this
        await mountVolume(volume)
        this.folder = await ensureFolder(volume, volume.rootCluster, "AFTERBEEP")
        await this.log.mountList(this.folder)
        await settleFree(volume)
        return this
    }

    async counted(): Promise<number> {
        while (await this.returns.countNext()) {}
        return this.returns.openCount
    }

    async add(number: string, state = ReturnState.ToReturn): Promise<void> {
        const call = { number, name: "N" + number, at: AT, outcome: "message", seconds: 3, state }
        this.returns.noteAdded(await this.log.addCall(call, ""), state)
    }

    /** Numbers that wait, in their order. */
    async waiting(): Promise<string> {
        let all = ""
        let call = await this.returns.nextOpen()
        while (call) {
            all += call.number + " "
            call = await this.returns.nextOpen(call.line)
        }
        return all
    }
}

async function desk(disk: RamDisk): Promise<Desk> {
    return await new Desk(disk).mounted()
}

/** Mark while the power goes. @returns whether it went */
async function isCut(d: Desk, cutIn: number, cut: Cut): Promise<boolean> {
    const { disk } = d
    disk.cutIn = cutIn
    disk.cut = cut
    let isOff = false
    try {
        await d.returns.markCalls("2125550102", ReturnState.Done)
    } catch (e) {
        if (!(e instanceof Fault)) throw e
        isOff = true
    }
    disk.powerOn()
    return isOff
}

const CUTS = [
    Cut.Before,
    Cut.TornFirst,
    Cut.TornSecond,
    Cut.Zeros,
    Cut.Ones,
    Cut.Garbage,
    Cut.After,
]

describe("calls that wait to be returned", () => {
    test("are counted after a mount, and as they come from then on", async () => {
        const disk = formatFat32(64)
        const before = await desk(disk)
        for (let i = 1; i <= 9; i++)
            await before.add("212555010" + i, i === 5 ? ReturnState.NoNeed : ReturnState.ToReturn)
        const d = await desk(disk)
        expect(d.returns.openCount).toBe(0)
        expect(await d.counted()).toBe(8)
        await d.add("2125550110")
        await d.add("private", ReturnState.NoNumber)
        expect(d.returns.openCount).toBe(9)
    })
    test("one that comes before its part of the list is counted is counted once", async () => {
        const disk = formatFat32(64)
        const before = await desk(disk)
        for (let i = 1; i <= 30; i++) await before.add("2125550" + (100 + i))
        const d = await desk(disk)
        await d.add("2125550200")
        expect(d.returns.openCount).toBe(0)
        expect(await d.returns.countNext()).toBe(true)
        await d.add("2125550201")
        await d.returns.markCalls("2125550101", ReturnState.Done)
        await d.returns.markCalls("2125550201", ReturnState.Done)
        expect(await d.counted()).toBe(30)
    })
    test("counting reads no more than the sectors in use, and a few to find them", async () => {
        const disk = formatFat32(64)
        const before = await desk(disk)
        for (let i = 1; i <= 9; i++) await before.add("1234")
        const d = await desk(disk)
        disk.readCount = 0
        await d.counted()
        expect(disk.readCount <= 14).toBe(true)
    })
    test("the oldest comes first, with who and when", async () => {
        const d = await desk(formatFat32(64))
        await d.add("private", ReturnState.NoNumber)
        await d.add("2125550102")
        await d.add("+48501234567")
        expect(await d.waiting()).toBe("2125550102 +48501234567 ")
        const oldest = await d.returns.nextOpen()
        expect(oldest?.name).toBe("N2125550102")
        expect(oldest?.at?.hour).toBe(14)
    })
    test("a number that is marked stands in all its calls, also where the network wrote it in another way", async () => {
        const d = await desk(formatFat32(64))
        for (const number of ["+48501234567", "2125550102", "501234567", "0048501234567", "9"])
            await d.add(number)
        await d.counted()
        expect(await d.returns.markCalls("501234567", ReturnState.Done)).toBe(3)
        expect(await d.waiting()).toBe("2125550102 9 ")
        expect(d.returns.openCount).toBe(2)
        expect(await d.returns.markCalls("501234567", ReturnState.NoNeed)).toBe(0)
    })
    test("who was tried waits on, and can be done; the last one of a number can be made to wait again", async () => {
        const d = await desk(formatFat32(64))
        await d.add("2125550101")
        await d.add("2125550101")
        await d.counted()
        await d.returns.markCalls("2125550101", ReturnState.Tried)
        expect(d.returns.openCount).toBe(2)
        await d.returns.markCalls("2125550101", ReturnState.Done)
        expect(await d.waiting()).toBe("")
        expect(await d.returns.markCalls("2125550101", ReturnState.ToReturn)).toBe(1)
        expect((await d.returns.nextOpen())?.line).toBe(2)
        expect(d.returns.openCount).toBe(1)
    })
    test("go on in the new list when one is full", async () => {
        const disk = formatFat32(64)
        const d = await desk(disk)
        await d.add("2125550101")
        const line = Buffer.alloc(512)
        line.fillAt(0, 512, 0x78)
        for (let at = 127; at < 512; at += 128) line[at] = 0x0a
        const first = d.log.firstSector ?? 0
        await disk.write(first + 1, line, 0, 126)
        const after = await desk(disk)
        expect(await after.counted()).toBe(1)
        await after.add("2125550102")
        expect(await after.waiting()).toBe("2125550101 2125550102 ")
        expect(await after.counted()).toBe(2)
        expect(await findEntry(after.volume, after.folder, "calls1.csv"))
            .not()
            .toBe(undefined)
    })
    test("power cut at any write of a mark costs no call: it is marked, or it is not", async () => {
        for (const cut of CUTS) {
            for (let n = 0; n <= 3; n++) {
                const disk = formatFat32(64)
                const before = await desk(disk)
                for (let i = 1; i <= 9; i++) await before.add("212555010" + i)
                const isOff = await isCut(before, n, cut)
                expect(isOff).toBe(n < 3)
                const d = await desk(disk)
                const count = await d.counted()
                expect(count === 8 || count === 9).toBe(true)
                if (n > 1) expect(count).toBe(8)
                await d.add("2125550110")
                const waiting = await d.waiting()
                expect(waiting.startsWith("2125550101 ")).toBe(true)
                expect(
                    waiting.endsWith(
                        "2125550103 2125550104 2125550105 2125550106 2125550107 2125550108 2125550109 2125550110 "
                    )
                ).toBe(true)
            }
        }
    })
})
