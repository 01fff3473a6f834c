import assert from "node:assert/strict"
import { test } from "node:test"
import {
    OrderError,
    orderOfKey,
    orderOfLine,
    type KnownCallers,
    type Order,
} from "../../../../sim/cli/start/order.ts"
import { CALL_DEFAULTS } from "../../../../sim/exchange/call-spec.ts"

const CALLERS: KnownCallers = {
    first: { ...CALL_DEFAULTS, number: "1", audio: [{ kind: "silence", silenceMs: 1 }] },
    second: { ...CALL_DEFAULTS, number: "2" },
}
const FIRST_CALL: Order = { kind: "call", spec: CALLERS.first }
const SECOND_CALL: Order = { kind: "call", spec: CALLERS.second }

const KEYS: readonly (readonly [string, Order | undefined])[] = [
    ["c", FIRST_CALL],
    ["C", FIRST_CALL],
    ["s", SECOND_CALL],
    ["p", { kind: "play" }],
    [" ", { kind: "play" }],
    ["n", { kind: "next" }],
    ["d", { kind: "hold" }],
    ["o", { kind: "power" }],
    ["h", { kind: "help" }],
    ["?", { kind: "help" }],
    ["q", { kind: "quit" }],
    ["\u0003", { kind: "quit" }],
    ["x", undefined],
]
for (const [key, order] of KEYS)
    test(`key ${JSON.stringify(key)}`, () => {
        assert.deepEqual(orderOfKey(key, CALLERS), order)
    })

const LINES: readonly (readonly [string, Order | undefined])[] = [
    ["call", FIRST_CALL],
    ["  second ", SECOND_CALL],
    ["play", { kind: "play" }],
    ["power", { kind: "power" }],
    ["next", { kind: "next" }],
    ["hold", { kind: "hold" }],
    ["hold play", { kind: "hold" }],
    ["wait", { kind: "rest" }],
    ["wait 2.5", { kind: "pass", ms: 2500 }],
    ["help", { kind: "help" }],
    ["quit", { kind: "quit" }],
    ["", undefined],
    ["# a comment", undefined],
]
for (const [line, order] of LINES)
    test(`line ${JSON.stringify(line)}`, () => {
        assert.deepEqual(orderOfLine(line, CALLERS), order)
    })

test("a caller of one's own has a number and a name, and says what the first one says", () => {
    const order = orderOfLine('call 3125550177 "ROBIN DOE"', CALLERS)
    assert.ok(order?.kind === "call")
    assert.equal(order.spec.number, "3125550177")
    assert.equal(order.spec.name, "ROBIN DOE")
    assert.deepEqual(order.spec.audio, CALLERS.first.audio)
})

test("a caller of one's own says what is in the file", () => {
    const order = orderOfLine("call private X sounds/callers/second-call.wav", CALLERS)
    assert.ok(order?.kind === "call")
    assert.equal(order.spec.audio[0]?.kind, "sound")
})

const WRONG: readonly (readonly [string, RegExp])[] = [
    ["cal", /"cal" is not known\. Did you mean "call"/],
    ["constructor", /"constructor" is not known/],
    ["play loud", /"play" stands alone: what is "loud"/],
    ["hold delete", /"hold" stands alone: what is "delete"/],
    ["wait long", /wait: "long" must be a number of seconds/],
    ["call abc", /call: number/],
    ["call 1 X none.wav", /call: audio: can't read the file "none\.wav"/],
    ["call 1 A B C", /put a name of two words in quotes/],
]
for (const [line, expected] of WRONG)
    test(`a line that is not understood says why: ${line}`, () => {
        assert.throws(
            () => orderOfLine(line, CALLERS),
            (error: Error) => error instanceof OrderError && expected.test(error.message)
        )
    })
