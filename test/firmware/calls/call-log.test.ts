import { describe, test, expect } from "@devicescript/test"
import { formatFat16, formatFat32 } from "../support/formatter"
import { AT, ENVELOPE, leaveNumbered, mounted, present } from "../support/messages"
import { MessageStore } from "../../../src/store/message-store"
import { findPath } from "../../../src/fat/directory"

const LINE_BYTES = 128

/** A line of calls.csv without the blanks at its end. */
async function line(store: MessageStore, index: number): Promise<string> {
    const { volume } = store
    const file = present(await findPath(volume, "AFTERBEEP/calls.csv"))
    await volume.load(volume.sectorOf(file.firstCluster) + (index >> 2))
    const at = (index & 3) * LINE_BYTES
    expect(volume.sector[at + LINE_BYTES - 1]).toBe(0x0a)
    return volume.sector
        .slice(at, at + LINE_BYTES)
        .toString()
        .trim()
}

describe("calls.csv", () => {
    test("has a title, and then nothing", async () => {
        const store = await mounted(formatFat32(64))
        expect(await line(store, 0)).toBe("date,time,number,name,outcome,seconds,message")
        expect(await line(store, 1)).toBe("")
        expect(await line(store, 511)).toBe("")
        expect(present(await findPath(store.volume, "AFTERBEEP/calls.csv")).sizeBytes).toBe(65536)
    })
    test("a call is one sector written, with the file of its message", async () => {
        const disk = formatFat32(64)
        const store = await mounted(disk)
        await leaveNumbered(store, 1)
        disk.written = []
        expect(await store.logCall(ENVELOPE.number, ENVELOPE.name, AT, "message", 12)).toBe(true)
        expect(disk.written.length).toBe(1)
        await store.logCall("private", "", undefined, "greeting", 3)
        expect(await line(store, 1)).toBe(
            '2026-11-22,14:05:30,2125550123,"J SMITH",message,12,"2026-11-22 14.05 2125550123 J SMITH.wav"'
        )
        expect(await line(store, 2)).toBe(',,private,"",greeting,3,')
    })
    test("goes on after a mount, on any cluster size", async () => {
        const disk = formatFat16(2)
        for (let i = 1; i <= 9; i++) {
            await (await mounted(disk)).logCall(`${i}`, "", undefined, "greeting", i)
        }
        const store = await mounted(disk)
        for (let i = 1; i <= 9; i++) expect(await line(store, i)).toBe(`,,${i},"",greeting,${i},`)
        expect(await line(store, 10)).toBe("")
    })
    test("a name cannot leave its column, and a long line ends in its message", async () => {
        const store = await mounted(formatFat32(64))
        const name = 'a",bx1234567890123456789012345678901234567890'
        await store.logCall("2125550123", name, AT, "message", 1)
        const text = await line(store, 1)
        expect(text.indexOf('"a_,bx')).toBe(31)
        await store.logCall("2125550123", name + name + name, AT, "message", 1)
        const long = await line(store, 2)
        expect(long.length).toBe(LINE_BYTES - 1)
        expect(long.endsWith('"')).toBe(true)
    })
    test("when it is full the machine goes on", async () => {
        const disk = formatFat32(64)
        const store = await mounted(disk)
        const file = present(await findPath(store.volume, "AFTERBEEP/calls.csv"))
        const full = Buffer.alloc(512)
        full.fillAt(0, 512, 0x78)
        const first = store.volume.sectorOf(file.firstCluster)
        await disk.write(first, full, 0, 128)
        disk.written = []
        expect(await store.logCall("1", "", undefined, "greeting", 1)).toBe(false)
        expect(disk.written.length).toBe(0)
        expect(store.isReadOnly).toBe(false)
    })
    test("a card that takes no line says so, where there is no message either", async () => {
        const disk = formatFat32(64)
        const store = await mounted(disk)
        await leaveNumbered(store, 1)
        disk.isWriteProtected = true
        expect(await store.logCall("1", "", undefined, "message", 1)).toBe(true)
        expect(await store.logCall("2", "", undefined, "greeting", 1)).toBe(false)
        expect(await (await mounted(disk)).logCall("3", "", undefined, "greeting", 1)).toBe(false)
    })
    test("one that a PC has made longer is left alone", async () => {
        const disk = formatFat32(64)
        const store = await mounted(disk)
        const top = present(await findPath(store.volume, "AFTERBEEP"))
        const sector = disk.peek(store.volume.sectorOf(top.firstCluster))
        for (let at = 0; at < 512; at += 32) {
            if (sector.slice(at, at + 5).toString() === "CALLS") sector.setAt(at + 28, "u32", 70000)
        }
        const again = await mounted(disk)
        await again.logCall("1", "", undefined, "greeting", 1)
        expect(disk.written.length).toBe(0)
        expect(again.isReadOnly).toBe(false)
    })
})
