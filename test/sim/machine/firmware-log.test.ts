import assert from "node:assert/strict"
import { test } from "node:test"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { FirmwareLog } from "../../../sim/machine/firmware-log.ts"
import { Timeline } from "../../../sim/report/timeline.ts"

function fixture() {
    const timeline = new Timeline(new Scheduler())
    return { timeline, log: new FirmwareLog(timeline, undefined) }
}

test("what the program prints is a log event with its level", () => {
    const { timeline, log } = fixture()
    for (const line of ["> hello", "* careful", "! wrong", "? detail"]) log.line(line)
    assert.deepEqual(
        timeline.events.map(e => `${e.fields["level"]}: ${e.fields["text"]}`),
        ["log: hello", "warn: careful", "error: wrong", "debug: detail"]
    )
})

test("the start of the program is a boot; the runtime's own chatter is nothing", () => {
    const { timeline, log } = fixture()
    log.line("* DeviceScript Simulator (WASM) v2.16.4; file v2.16.4")
    log.line("DevS-SHA256: 0011")
    log.line("fstor: mounted; 8144 free")
    log.line("! service button:64 not found")
    log.line("* start: afterbeep main (null)")
    assert.deepEqual(
        timeline.events.map(e => e.event),
        ["boot"]
    )
})

test("a panic carries the exception printed last, head, message and frames", () => {
    const { timeline, log } = fixture()
    for (const line of [
        "! Unhandled exception",
        "DevS-SHA256: 0011",
        "* Exception: RangeError",
        "*  message: deep down",
        "*  at deep (src/a.ts:2)",
        "*  at main (src/a.ts:9)",
        "! Unhandled exception",
    ])
        log.line(line)
    log.panicked(60005)
    const panic = timeline.events.at(-1)!
    assert.equal(panic.event, "panic")
    assert.equal(panic.fields["reason"], "unhandled exception")
    assert.equal(
        panic.fields["stack"],
        "Exception: RangeError\n  message: deep down\n  at deep (src/a.ts:2)\n  at main (src/a.ts:9)"
    )
})

test("an exception that was caught and printed is not taken for a later panic's", () => {
    const { timeline, log } = fixture()
    log.line("* Exception: Fault")
    log.line("*  message: modem")
    log.line("> and on it goes")
    log.panicked(60004)
    assert.match(String(timeline.events.at(-1)!.fields["stack"]), /out of memory, no stack trace/)
})
