import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { LoopSense } from "../../../../sim/chips/voice-modem/loop-sense.ts"
import { SI2494 } from "../../../../sim/chips/voice-modem/profiles/si2494.ts"
import { Scheduler } from "../../../../sim/clock/scheduler.ts"
import { bench, receiving, transmitting } from "./profile-bench.ts"

/** AN93: a sample every 520 ms, 6 mA, nobody wrote ACL; hang up, 1 s of settling. */
const U76 = 0x76
const U77 = 0x77
const EVERY_520_MS = 0x1a40
const HANG_UP = 0x481e

function sensing(u76 = EVERY_520_MS, u77 = HANG_UP) {
    const scheduler = new Scheduler()
    const registers = new Map([
        [U76, u76],
        [U77, u77],
    ])
    let intrudedMs: number | undefined
    const sense = new LoopSense(registers, scheduler, () => {
        intrudedMs = scheduler.nowUs / 1000
    })
    const run = (ms: number) => scheduler.runUntil(scheduler.nowUs + ms * 1000)
    return { sense, registers, run, intrudedMs: () => intrudedMs }
}

test("on-hook the level is the line's voltage in steps of 2.75 V: above 40 V idle, below 25 V held", () => {
    const { sense } = sensing()
    assert.ok(sense.level * 2.75 > 40)
    sense.share(true)
    assert.ok(sense.level > 0 && sense.level * 2.75 < 25)
    sense.share(false)
    assert.ok(sense.level * 2.75 > 40)
})

describe("off-hook intrusion", () => {
    test("is found at the second low sample in a row", () => {
        const { sense, run, intrudedMs } = sensing()
        sense.seize()
        run(5000)
        sense.share(true)
        run(519)
        assert.equal(intrudedMs(), undefined)
        run(521)
        const ms = intrudedMs()!
        assert.ok(ms > 5520 && ms <= 6040, `${ms}`)
    })

    test("is not found where the telephone is put down before the second sample", () => {
        const { sense, run, intrudedMs } = sensing()
        sense.seize()
        run(5000)
        sense.share(true)
        run(519)
        sense.share(false)
        run(5000)
        assert.equal(intrudedMs(), undefined)
    })

    test("that was there before the modem is the reference the first time, and found in the next call", () => {
        const { sense, run, intrudedMs, registers } = sensing()
        sense.share(true)
        sense.seize()
        run(5000)
        assert.equal(intrudedMs(), undefined)
        sense.share(false)
        run(2000)
        sense.release()
        assert.ok((registers.get(U76)! & 0x1f) > 0)
        sense.share(true)
        sense.seize()
        run(1520)
        assert.ok(intrudedMs() !== undefined)
    })

    test("does nothing unless register U77 says so, and nothing after the release", () => {
        const lazy = sensing(EVERY_520_MS, HANG_UP & ~0x800)
        lazy.sense.seize()
        lazy.run(3000)
        lazy.sense.share(true)
        lazy.run(5000)
        assert.equal(lazy.intrudedMs(), undefined)
        const { sense, run, intrudedMs } = sensing()
        sense.seize()
        run(3000)
        sense.share(true)
        sense.release()
        run(5000)
        assert.equal(intrudedMs(), undefined)
    })

    test("comes as seldom as the register says: a second from the factory", () => {
        const { sense, run, intrudedMs } = sensing(0x3240)
        sense.seize()
        run(5500)
        sense.share(true)
        run(1400)
        assert.equal(intrudedMs(), undefined)
        run(700)
        assert.ok(intrudedMs() !== undefined)
    })
})

describe("a modem that hangs up by itself", () => {
    const SET_UP = ["AT%V1", "AT:U76,1A40,481E"]

    test("ends a receive as streams end, and says why", () => {
        const on = bench(SI2494)
        receiving(on, SI2494, SET_UP)
        on.run(4000)
        on.modem.extension(true)
        on.run(1200)
        assert.match(on.text(), /\x10\x03\r\nLINE IN USE\r\n$/)
        assert.deepEqual(on.hook, ["off", "on"])
        assert.ok(!on.modem.isStreaming && !on.modem.isOffHook)
        assert.match(on.command("AT:R79"), /0003\r\n\r\nOK/)
    })

    test("and a transmit; what the host sends after it is not sound", () => {
        const on = bench(SI2494)
        for (const command of SET_UP) assert.match(on.command(command), /OK/)
        transmitting(on, SI2494)
        on.run(4000)
        on.modem.extension(true)
        on.run(1200)
        assert.match(on.text(), /\x10\x03\r\nLINE IN USE\r\n$/)
        assert.deepEqual(on.hook, ["off", "on"])
    })

    test("in command state says so at once, and without %V not at all", () => {
        for (const isTold of [true, false]) {
            const on = bench(SI2494)
            on.command("AT+FCLASS=8")
            for (const command of SET_UP.slice(isTold ? 0 : 1)) on.command(command)
            on.command("AT+VLS=1")
            on.run(4000)
            const from = on.heard.length
            on.modem.extension(true)
            on.run(1200)
            assert.equal(on.text(from).includes("LINE IN USE"), isTold)
            assert.deepEqual(on.hook, ["off", "on"])
        }
    })
})
