import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { AtChat, Input } from "../../../../src/drivers/v253/at-chat"
import { Health } from "../../../../src/drivers/v253/health"
import { RingWatch } from "../../../../src/drivers/v253/ring-watch"
import { RECEIVED_AT } from "../../../../src/hal/uart"
import { FaultCode } from "../../../../src/util/fault"
import { faultOf } from "../../support/fault-of"
import { ScriptedUart } from "../../support/scripted-uart"

const SIX_HOURS_MS = 21600000

/** A modem that tells of rings in text, with what looks after it. */
class Fixture implements Input {
    uart = new ScriptedUart(64)
    rings = new RingWatch()
    chat = new AtChat(this.uart, this)
    health = new Health(this.chat, this.uart, this, this.rings)

    async takePiece(): Promise<boolean> {
        const piece = await this.uart.read()
        if (!piece) return false
        for (const line of piece.slice(RECEIVED_AT).toString().split("\n")) {
            if (line.startsWith("RING")) this.tellRing()
            else this.chat.offer(line.trim())
        }
        return true
    }

    tellRing(): void {
        this.health.ringTold()
        this.rings.rang()
    }

    /** @returns code of the fault, 0 where there was none */
    async watched(): Promise<number> {
        const { health } = this
        return (await faultOf(async () => await health.watchRings())) ?? 0
    }

    async checked(): Promise<number> {
        const { health } = this
        return (await faultOf(async () => await health.check())) ?? 0
    }
}

describe("Health", () => {
    test("takes the power of a modem away after 2, 4, 8 … set-ups in vain, for some seconds", async () => {
        const f = new Fixture()
        let cuts = ""
        for (let i = 0; i < 17; i++) {
            f.uart.power = ""
            const startMs = ds.millis()
            await f.health.restorePower()
            const ms = ds.millis() - startMs
            if (f.uart.power === "010" && ms >= 8000 && ms < 8200) cuts += i + " "
            else if (f.uart.power !== "0" || ms > 100) cuts += "? "
        }
        expect(cuts).toBe("2 4 8 16 ")
    })
    test("begins to count again when a set-up has worked", async () => {
        const f = new Fixture()
        await f.health.restorePower()
        await f.health.restorePower()
        await f.health.begin("")
        f.uart.power = ""
        await f.health.restorePower()
        await f.health.restorePower()
        expect(f.uart.power).toBe("00")
    })
    test("does without the pin, and does not wait then", async () => {
        const f = new Fixture()
        f.uart.canSwitchPower = false
        const startMs = ds.millis()
        for (let i = 0; i < 5; i++) await f.health.restorePower()
        expect(ds.millis() - startMs < 100).toBe(true)
    })
    test("a modem without the mark was reset", async () => {
        const f = new Fixture()
        await f.health.begin("ATE0V1Q0S8=33+VCID=1")
        f.uart.when("ATS8?", "033\r\n\r\nOK").when("ATS8?", "002\r\n\r\nOK")
        expect(await f.checked()).toBe(0)
        expect(await f.checked()).toBe(FaultCode.TimedOut)
        expect(f.chat.isLost).toBe(true)
    })
    test("one that has not taken the mark is asked if it is there, and must not echo", async () => {
        const f = new Fixture()
        await f.health.begin("AT#CID=1")
        f.uart.when("ATV1", "OK").when("ATV1", "ATV1\r\nOK")
        expect(await f.checked()).toBe(0)
        expect(await f.checked()).toBe(FaultCode.TimedOut)
    })
    test("a ring that is told within a second of its end is none that was not told", async () => {
        const f = new Fixture()
        await ds.sleep(3000)
        f.uart.isRingOver = true
        f.uart.receive(Buffer.from("RING\n"))
        const startMs = ds.millis()
        expect(await f.watched()).toBe(0)
        // And is not kept waiting.
        expect(ds.millis() - startMs < 50).toBe(true)
    })
    test("a ring that is not told has the modem set up anew, the next one without power, and the third is not believed", async () => {
        const f = new Fixture()
        let driven = ""
        let faults = ""
        for (let i = 0; i < 4; i++) {
            await ds.sleep(3000)
            f.uart.isRingOver = true
            faults += (await f.watched()) + " "
            f.uart.power = ""
            await f.health.restorePower()
            driven += f.uart.power + " "
            await f.health.begin("")
        }
        const lost = FaultCode.TimedOut
        expect(faults).toBe(`${lost} ${lost} 0 0 `)
        expect(driven).toBe("0 010 0 0 ")
        f.tellRing()
        await ds.sleep(4500)
        f.uart.isRingOver = true
        expect(await f.watched()).toBe(lost)
    })
    test("a ring that was told some seconds ago is none that was not told, though its end is told so late", async () => {
        const f = new Fixture()
        await ds.sleep(3000)
        f.tellRing()
        await ds.sleep(3500)
        f.uart.isRingOver = true
        expect(await f.watched()).toBe(0)
    })
    test("rings while the modem is set up are no reason to do it again", async () => {
        const f = new Fixture()
        await ds.sleep(3000)
        f.uart.isRingOver = true
        await f.health.begin("")
        expect(await f.watched()).toBe(0)
    })
    test("a modem is in doubt six hours after it was set up, or has told of a ring", async () => {
        const f = new Fixture()
        await f.health.begin("")
        expect(f.health.isDoubtful()).toBe(false)
        // So long no test may run.
        const health: any = f.health
        health.wellMs -= SIX_HOURS_MS
        expect(f.health.isDoubtful()).toBe(true)
        f.health.ringTold()
        expect(f.health.isDoubtful()).toBe(false)
    })
})
