import assert from "node:assert/strict"
import { test, type TestContext } from "node:test"
import { type Handset } from "../../../sim/exchange/handset.ts"
import { type Deed } from "../../../sim/scenario/scenario.ts"
import { PhoneDesk } from "../../../sim/server/phone-desk.ts"
import { SoundShelf } from "../../../sim/server/sound-shelf.ts"
import { type Stage } from "../../../sim/server/stage.ts"

const CALL = { do: "call", number: "1", name: "", recording: "" } as const
const HALF = new Float32Array(400).fill(0.5)

function bench() {
    const deeds: Deed[] = []
    const stage = {
        atNextTurn: (act: () => void) => act(),
        act: (deed: Deed) => void deeds.push(deed),
    } as unknown as Stage
    const desk = new PhoneDesk(new SoundShelf(new Map([["half", HALF]])), () => {})
    const handset = (): Handset => {
        const deed = deeds.at(-1)
        assert.equal(deed?.kind, "call")
        return (deed as Extract<Deed, { kind: "call" }>).handset!
    }
    return { desk, stage, deeds, handset }
}

test("there is one telephone: who calls has it, until the call is over", () => {
    const { desk, stage, handset } = bench()
    assert.equal(desk.call(stage, CALL, "a"), undefined)
    assert.equal(desk.holder, "a")
    assert.equal(desk.call(stage, CALL, "b"), "on-the-line")
    handset().over()
    assert.equal(desk.holder, "")
    assert.equal(desk.use({ do: "hang-up" }, "a"), "no-call")
    assert.equal(desk.call(stage, CALL, "b"), undefined)
})

test("who calls is what a network can send; else the page is told so, and nobody calls", () => {
    for (const bad of [
        { number: "12 34" },
        { number: "abc" },
        { number: "+" },
        { number: "123456789012345678901" },
        { number: "+12345678901234567890" },
        { number: "1", name: "José" },
        { number: "1", name: "a name that is too long" },
        { number: "1", name: "\u0007" },
    ]) {
        const { desk, stage, deeds } = bench()
        assert.equal(desk.call(stage, { ...CALL, ...bad }, "a"), "bad-caller", JSON.stringify(bad))
        assert.equal(deeds.length, 0)
    }
    for (const number of ["", "private", "1", "+1234567890123456789", "12345678901234567890"]) {
        const { desk, stage } = bench()
        assert.equal(desk.call(stage, { ...CALL, number }, "a"), undefined, number)
    }
})

test("a recording that there is not is refused, before a call and in it", () => {
    const { desk, stage, deeds } = bench()
    assert.equal(desk.call(stage, { ...CALL, recording: "none" }, "a"), "not-understood")
    assert.equal(deeds.length, 0)
    desk.call(stage, CALL, "a")
    assert.equal(desk.use({ do: "say", recording: "none" }, "a"), "not-understood")
    assert.equal(desk.use({ do: "say", recording: "half" }, "a"), undefined)
})

test("keys in a row are told one by one, as long as a machine presses them", () => {
    const { desk, stage, handset } = bench()
    desk.call(stage, CALL, "a")
    desk.use({ do: "keys", keys: "7#" }, "a")
    const block = new Float32Array(40)
    const told = Array.from({ length: 64 }, () => handset().speak(block) ?? "")
    assert.deepEqual(
        told.flatMap((key, i) => (key === "" ? [] : [`${key} ${5 * i}`])),
        ["7 0", "# 160"]
    )
    assert.ok(block.every(x => x === 0))
})

for (const [machine, patience] of [
    ["fax", 35],
    ["data", 50],
] as const)
    test(`a ${machine} machine hangs up by itself when it has heard no other one for ${patience} s`, () => {
        const { desk, stage, handset } = bench()
        desk.call(stage, { ...CALL, machine }, "a")
        const caller = handset()
        const block = new Float32Array(40)
        caller.answered()
        let seconds = 0
        for (; caller.isLifted && seconds < 60; seconds += 0.005) caller.speak(block)
        assert.ok(Math.abs(seconds - patience) < 0.1, `${seconds}`)
    })

test("a fax machine calls: it is heard, and the page's microphone is not", () => {
    const { desk, stage, handset } = bench()
    desk.call(stage, { ...CALL, machine: "fax" }, "a")
    for (let i = 0; i < 6; i++) desk.take(i, new Float32Array(160).fill(0.5))
    const block = new Float32Array(40)
    handset().speak(block)
    assert.ok(
        block.every(x => x === 0),
        "the microphone was heard"
    )
    handset().answered()
    handset().speak(block)
    assert.ok(
        block.some(x => x !== 0),
        "nothing was heard"
    )
})

test("a page that is gone for long loses the telephone", (t: TestContext) => {
    t.mock.timers.enable({ apis: ["setTimeout"] })
    const { desk, stage, handset } = bench()
    desk.call(stage, CALL, "a")
    desk.awaitReturn("b", () => false)
    desk.awaitReturn("a", () => true)
    t.mock.timers.tick(10_000)
    assert.equal(handset().isLifted, true)
    desk.awaitReturn("a", () => false)
    t.mock.timers.tick(10_000)
    assert.equal(handset().isLifted, false)
})
