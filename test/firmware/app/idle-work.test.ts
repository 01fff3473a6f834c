import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { IdleWork } from "../../../src/app/idle-work"
import { Sign } from "../../../src/app/storage"
import { Fault, FaultCode } from "../../../src/util/fault"
import { MachineFixture, SOME_CALL } from "../support/machine-fixture"

describe("IdleWork", () => {
    test("notices a card that was put in within some seconds", async () => {
        const f = new MachineFixture()
        f.card.isAbsent = true
        await f.mounted()
        const work = new IdleWork(f.parts)
        await work.step()
        f.card.isAbsent = false
        for (let i = 0; i < 60; i++) {
            await ds.sleep(100)
            await work.step()
        }
        expect(f.storage.isReady).toBe(true)
    })
    test("notices a card that was pulled out, and the next one", async () => {
        const f = await new MachineFixture().mounted()
        const work = new IdleWork(f.parts)
        f.card.isAbsent = true
        for (let i = 0; i < 60; i++) {
            await ds.sleep(100)
            await work.step()
        }
        expect(f.storage.isReady).toBe(false)
        expect(f.storage.sign()).toBe(Sign.Trouble)
    })
    test("tells the line that nobody looks at it while there is work on the card", async () => {
        const f = await new MachineFixture().mounted()
        const work = new IdleWork(f.parts)
        // Card and modem may be due first.
        for (let i = 0; i < 3 && f.store.maintainCount === 0; i++) await work.step()
        expect(f.line.awayCount).toBe(1)
        work.hasMore = false
        await work.step()
        expect(f.store.maintainCount).toBe(2)
        expect(f.line.awayCount).toBe(1)
    })
    test("asks in the midst of long work on the card whether somebody is waiting", async () => {
        const f = await new MachineFixture().mounted()
        let isThere = false
        const work = new IdleWork(f.parts, { hasNews: async () => isThere })
        f.store.isLong = true
        for (let i = 0; i < 3 && f.store.maintainCount === 0; i++) await work.step()
        expect(f.store.wasWanted).toBe(false)
        // Nobody was: from here on nobody looks again.
        expect(f.line.awayCount).toBe(2)
        isThere = true
        await work.step()
        expect(f.store.wasWanted).toBe(true)
        expect(work.hasMore).toBe(true)
    })
    test("a line that fails in the midst of work on the card is none of the card's faults", async () => {
        const f = await new MachineFixture().mounted()
        const work = new IdleWork(f.parts, {
            hasNews: async () => {
                throw new Fault(FaultCode.TimedOut, "the line")
            },
        })
        f.store.isLong = true
        let code: FaultCode | undefined = undefined
        try {
            for (let i = 0; i < 3 && f.store.maintainCount === 0; i++) await work.step()
        } catch (e: any) {
            code = e.code
        }
        expect(code).toBe(FaultCode.TimedOut)
        expect(f.store.wasWanted).toBe(true)
        expect(f.storage.isReady).toBe(true)
    })
    test("does one thing in a step, so that a key need not wait for two", async () => {
        const f = await new MachineFixture().mounted()
        const work = new IdleWork(f.parts)
        await ds.sleep(15100)
        // The card is looked after, then the modem, then the store.
        await work.step()
        await work.step()
        expect(f.store.maintainCount).toBe(0)
        await work.step()
        expect(f.store.maintainCount).toBe(1)
    })
    test("makes a card new before all else, and does not look for another one meanwhile", async () => {
        const f = await new MachineFixture().withForeignCard(3)
        const work = new IdleWork(f.parts)
        await ds.sleep(5100)
        f.storage.beginNewCard()
        for (let i = 0; i < 4; i++) {
            await work.step()
            expect(work.hasMore).toBe(true)
        }
        expect(f.card.initialiseCount).toBe(1)
        expect(f.storage.isReady).toBe(true)
    })
    test("brings the count of lost calls into flash", async () => {
        const f = await new MachineFixture().mounted()
        await f.parts.lostCalls.add(SOME_CALL)
        await new IdleWork(f.parts).step()
        expect(f.keepsake.value).toBe(65536)
    })
})
