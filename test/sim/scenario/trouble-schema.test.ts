import assert from "node:assert/strict"
import { writeFileSync } from "node:fs"
import { basename } from "node:path"
import { describe, test } from "node:test"
import { ORDINARY_CARD } from "../../../sim/chips/sdcard/card-kind.ts"
import { CUT_VARIANTS } from "../../../sim/chips/sdcard/power-cut.ts"
import { beside, load, problemsOf, step } from "./scenario-bench.ts"

function steps(text: string): string {
    return `{"steps": [${text}]}`
}

function faultOf(text: string): object {
    const parsed = step(text)
    assert.ok(parsed.kind === "fault")
    return parsed.fault
}

describe("power that fails at a write", () => {
    for (const variant of CUT_VARIANTS)
        test(`may be ${variant}`, () => {
            const at = `{"cardWrite": 12, "variant": "${variant}"}`
            const cut = { cardWrite: 12, variant }
            assert.deepEqual(step(`{"power": "off", "at": ${at}}`), { kind: "powerCut", cut })
        })

    test("does not fail any more where that is taken back", () => {
        const step0 = step('{"power": "off", "at": null}')
        assert.deepEqual(step0, { kind: "powerCut", cut: undefined })
    })

    test("is before the sector unless it says otherwise", () => {
        assert.deepEqual(step('{"power": "off", "at": {"cardWrite": 1}}'), {
            kind: "powerCut",
            cut: { cardWrite: 1, variant: "before" },
        })
    })
})

describe("a card that comes and goes", () => {
    test("is pulled out, and put in again", () => {
        assert.deepEqual(step('{"card": "remove"}'), { kind: "removeCard" })
        assert.deepEqual(step('{"card": "insert"}'), { kind: "insertCard", card: undefined })
    })

    test("may be another, named relative to the scenario", () => {
        writeFileSync(beside("other.img"), new Uint8Array(1024 * 1024))
        const parsed = step('{"card": {"replace": "other.img"}}')
        assert.ok(parsed.kind === "insertCard")
        assert.equal(basename(parsed.card!.imagePath), "other.img")
        assert.deepEqual(parsed.card!.kind, ORDINARY_CARD)
    })

    test("may be of another kind", () => {
        writeFileSync(beside("other.img"), new Uint8Array(1024 * 1024))
        const parsed = step('{"card": {"replace": "other.img", "type": "SDSC", "version": 1}}')
        assert.ok(parsed.kind === "insertCard")
        assert.deepEqual(parsed.card!.kind, { ...ORDINARY_CARD, type: "SDSC", version: 1 })
    })

    test("can be put into an empty slot once the scenario has named it", () => {
        writeFileSync(beside("other.img"), new Uint8Array(1024 * 1024))
        const text = '{"card": {"replace": "other.img"}}, {"card": "remove"}, {"card": "insert"}'
        assert.equal(load(`{"card": null, "steps": [${text}]}`).steps.length, 3)
    })
})

describe("a fault", () => {
    test("strikes once unless it says otherwise", () => {
        const nothing = { ms: undefined, db: undefined }
        assert.deepEqual(faultOf('{"fault": "card-write-error"}'), {
            kind: "card-write-error",
            times: 1,
            ...nothing,
        })
        assert.deepEqual(faultOf('{"fault": "card-read-error", "times": "forever"}'), {
            kind: "card-read-error",
            times: "forever",
            ...nothing,
        })
    })

    test("has the length of each stall, or the time after which it is over", () => {
        assert.deepEqual(faultOf('{"fault": "card-stall", "ms": 300, "times": 4}'), {
            kind: "card-stall",
            times: 4,
            ms: 300,
            db: undefined,
        })
        assert.deepEqual(faultOf('{"fault": "card-write-error", "ms": 5000}'), {
            kind: "card-write-error",
            times: "forever",
            ms: 5000,
            db: undefined,
        })
    })

    test("that is a state lasts", () => {
        assert.deepEqual(faultOf('{"fault": "card-locked"}'), {
            kind: "card-locked",
            times: "forever",
            ms: undefined,
            db: undefined,
        })
    })

    test("of the modem lasts where it is a state, and has a length where it is an incident", () => {
        const cases: [string, string, number | "forever", number | undefined][] = [
            ["modem-mute", "", "forever", undefined],
            ["modem-error", ', "times": 3', 3, undefined],
            ["modem-error", ', "ms": 500', "forever", 500],
            ["modem-reset", ', "ms": 50', 1, 50],
            ["modem-wedged", "", 1, undefined],
            ["modem-ringless", ', "times": 2', 2, undefined],
            ["modem-forgets", "", 1, undefined],
            ["modem-garbage", ', "ms": 300, "times": 4', 4, 300],
        ]
        for (const [kind, more, times, ms] of cases) {
            const fault = faultOf(`{"fault": "${kind}"${more}}`)
            assert.deepEqual(fault, { kind, times, ms, db: undefined }, kind + more)
        }
    })

    test("ends with all others", () => {
        assert.deepEqual(step('{"fault": null}'), { kind: "endFaults" })
    })
})

const BAD_STEPS: readonly (readonly [string, RegExp])[] = [
    ['{"power": "off", "at": {}}', /steps\[0\]\.at: the key "cardWrite" is missing/],
    ['{"power": "off", "at": {"cardWrite": 0}}', /at\.cardWrite: must be a number from 1/],
    ['{"power": "off", "at": {"cardWrite": 3, "variant": "zero"}}', /Did you mean "zeros"/],
    ['{"power": "on", "at": {"cardWrite": 3}}', /steps\[0\]\.at: only "power":"off"/],
    ['{"card": "eject"}', /steps\[0\]\.card: "eject" .*Allowed: "remove", "insert"/],
    ['{"card": {"image": "a.img"}}', /card\.image: unknown key/],
    [
        '{"card": {}}',
        /steps\[0\]\.card: must be "remove", "insert", \{"replace":"other\.img"\} or \{"change"/,
    ],
    [
        '{"card": 5}',
        /steps\[0\]\.card: must be "remove", "insert", \{"replace":"other\.img"\} or \{"change"/,
    ],
    ['{"card": {"replace": "none.img"}}', /card\.replace: .*"none\.img": there is no such file/],
    ['{"card": {"replace": "hello.wav"}}', /card\.replace: "hello\.wav" is no card image/],
    ['{"fault": "card-stal"}', /steps\[0\]\.fault: .*Did you mean "card-stall"/],
    ['{"fault": "card-stall", "times": "often"}', /steps\[0\]\.times: "often" .*"forever"/],
    ['{"fault": "card-stall", "times": 0}', /steps\[0\]\.times: must be a number from 1/],
    ['{"fault": "card-stall", "ms": -1}', /steps\[0\]\.ms: must be a number from 0/],
    [
        '{"fault": "usb-unplugged", "times": 2}',
        /times: "usb-unplugged" lasts until "ms" are over, or faults end/,
    ],
    ['{"fault": "usb-host-brownout", "ms": 2}', /ms: "usb-host-brownout" happens once/],
    ['{"fault": "usb-stall", "ms": 2}', /ms: "usb-stall" is over when the host has cleared it/],
    ['{"fault": "usb-nak", "transactions": 2}', /transactions: only "usb-unplugged"/],
    ['{"fault": "card-stall", "db": 3}', /steps\[0\]\.db: only "line-noise"/],
    ['{"fault": "line-cut", "ms": 3000}', /steps\[0\]\.ms: "line-cut" lasts until/],
    ['{"fault": null, "times": 3}', /steps\[0\]\.times: "fault":null ends all/],
]

for (const [text, expected] of BAD_STEPS)
    test(`refused with file, line and key: ${text}`, () => {
        assert.match(problemsOf(steps(text)), expected)
    })

test("a card can't be put in again where there never was one", () => {
    const problem = problemsOf('{"card": null, "steps": [{"card": "insert"}]}')
    assert.match(problem, /^s\.json:1: steps\[0\]\.card: no card was in the slot before/)
})
