import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { PARTS, SelfTestLog, tableOf } from "../../../tools/doctor/findings.ts"
import { ROOT } from "../../../tools/project.ts"

function taken(...lines: string[]): SelfTestLog {
    const log = new SelfTestLog()
    for (const line of lines) log.take(line)
    return log
}

test("parts have the names that the firmware gives them", () => {
    const source = readFileSync(join(ROOT, "src/selftest/finding.ts"), "utf8")
    assert.deepEqual(/NAMES = "\|([^"]+)"/.exec(source)?.[1]?.split("|"), [...PARTS])
})

test("findings, with what to do, whatever stands before them in a line, and in colours", () => {
    const log = taken(
        "afterbeep starts at 10 ms",
        "self-test begins",
        "\u001b[32m12:00:01 DEVS> self-test bridge ok: SC16IS7xx\u001b[0m\r",
        "I (4711) self-test line trouble: no dial tone",
        "self-test -> its cable",
        "call from 2125550123: message",
        "self-test display none: none found",
        "self-test ends: trouble with line"
    )
    assert.equal(log.summary, "trouble with line")
    assert.equal(
        tableOf(log),
        "bridge    OK        SC16IS7xx\n" +
            "line      TROUBLE   no dial tone\n" +
            "                    -> its cable\n" +
            "display   -         none found"
    )
})

test("a modem's words, long lines put together, and what it was taken for", () => {
    const log = taken(
        "modem: at USB",
        "modem: conexant",
        "self-test begins",
        "self-test > ATI3",
        "self-test < CX81801",
        "self-test < second line",
        "self-test = OK",
        "self-test > AT+GCI=?",
        "self-test < (00,",
        "self-test + B5)",
        "self-test = OK",
        "self-test > ATI9",
        "self-test = ERROR"
    )
    assert.equal(log.modem, "conexant")
    assert.deepEqual(log.answers, {
        ATI3: ["CX81801", "second line"],
        "AT+GCI=?": ["(00,B5)"],
        ATI9: null,
    })
})

test("only the last test counts; one that is broken off has ended, too", () => {
    const log = taken(
        "self-test begins",
        "self-test line trouble: no dial tone",
        "self-test ends: trouble with line",
        "self-test begins"
    )
    assert.equal(log.hasEnded, false)
    assert.deepEqual(log.findings, [])
    log.take("self-test broken off: it rings")
    assert.equal(log.hasEnded, true)
    assert.equal(log.summary, undefined)
})

test("a log without a test has none", () => {
    const log = taken("afterbeep starts at 10 ms", "ready: 0 unheard", "")
    assert.equal(log.hasBegun, false)
    assert.equal(tableOf(log), "")
})
