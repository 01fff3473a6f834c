import { describe, expect, test } from "@devicescript/test"
import { RING_BYTES } from "../../../src/audio/recorder"
import { examineSpeed, judgeCard } from "../../../src/selftest/card-exam"
import { Verdict } from "../../../src/selftest/finding"
import { Storage } from "../../../src/app/storage"
import { Settings } from "../../../src/settings/settings"
import { MessageStore } from "../../../src/store/message-store"
import { FakeGreetings } from "../support/fake-greetings"
import { formatFat16 } from "../support/formatter"
import { rested } from "../support/messages"
import { MachineFixture } from "../support/machine-fixture"
import { RamDisk } from "../support/ram-disk"

function storageOf(disk: RamDisk, store: MessageStore): Storage {
    const card: any = disk
    const greetings: any = new FakeGreetings()
    const storage = new Storage(card, store, new Settings(), greetings)
    storage.isReady = true
    return storage
}

describe("card exam", () => {
    test("what is there and can be used is well; else it says what to do", async () => {
        const f = await new MachineFixture().mounted()
        const card: any = f.store.volume.card
        expect(judgeCard(f.storage).found.startsWith("1000 MB, ")).toBe(true)
        f.store.isReadOnly = true
        expect(judgeCard(f.storage).found).toBe("1000 MB, can't be written")
        f.storage.isReady = false
        expect(judgeCard(f.storage).advice.includes("card make")).toBe(true)
        card.sectorCount = 0
        const finding = judgeCard(f.storage)
        expect(finding.verdict).toBe(Verdict.Trouble)
        expect(finding.found).toBe("no card answers")
    })
    test("speed is measured in a free slot: nothing else is written", async () => {
        const disk = formatFat16(64)
        const store = await rested(disk)
        const first = await store.spareSector()
        disk.written = []
        const finding = await examineSpeed(storageOf(disk, store), Buffer.alloc(RING_BYTES))
        expect(finding.found.startsWith("writes ")).toBe(true)
        expect(disk.written.length > 0).toBe(true)
        for (const sector of disk.written)
            expect(sector >= first && sector < first + 2812).toBe(true)
        // The slot is not one of those that wait for a caller.
        const again = await rested(disk)
        expect(again.messages.freeCount).toBe(store.messages.freeCount)
        expect(again.messages.messageCount).toBe(0)
    })
    test("sectors that come back as others are trouble", async () => {
        const disk = formatFat16(64)
        const store = await rested(disk)
        const card: any = disk
        const { read } = disk
        card.read = async (start: number, into: Buffer, at: number, count: number) => {
            await read(start, into, at, count)
            if (count > 1) into[at] = 0
        }
        const finding = await examineSpeed(storageOf(disk, store), Buffer.alloc(RING_BYTES))
        expect(finding.verdict).toBe(Verdict.Trouble)
        expect(finding.found.startsWith("8 sectors came back as others; writes ")).toBe(true)
    })
    test("a card that is busy for half a second and more is slow", async () => {
        const disk = formatFat16(64)
        const store = await rested(disk)
        const card: any = disk
        card.longestBusyUs = 600000
        const finding = await examineSpeed(storageOf(disk, store), Buffer.alloc(RING_BYTES))
        expect(finding.verdict).toBe(Verdict.Trouble)
        expect(finding.found.startsWith("slow: ")).toBe(true)
        expect(finding.found.endsWith("longest pause 600 ms")).toBe(true)
    })
    test("nothing is written where no slot is free, or nothing may be written", async () => {
        const disk = formatFat16(64)
        const store = await rested(disk)
        store.isReadOnly = true
        disk.written = []
        const finding = await examineSpeed(storageOf(disk, store), Buffer.alloc(RING_BYTES))
        expect(finding.verdict).toBe(Verdict.None)
        expect(disk.written.length).toBe(0)
    })
})
