import assert from "node:assert/strict"
import { test } from "node:test"
import { WavCodec } from "../../../../sim/audio/wav.ts"
import { checkPromises, type Evidence } from "../../../../sim/cli/demo/promises.ts"
import { wholeCall } from "./events.ts"

/** Loud and soft by turns, so that it can be told from other sound. */
const SAID = Float32Array.from({ length: 16_000 }, (_, i) =>
    Math.floor(i / (700 + (i % 1300))) % 3 === 0 ? 0.3 * Math.sin(i) : 0.01
)
const GREETING = Float32Array.from({ length: 16_000 }, (_, i) =>
    Math.floor(i / (900 + (i % 1700))) % 4 === 0 ? 0.3 * Math.sin(i) : 0.01
)
const RECEIVED = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) & 0xff)
const MESSAGE = { name: "x.wav", codec: WavCodec.PcmU8, bytes: RECEIVED.slice(40, 4000) }

const GOOD: Evidence = {
    events: wholeCall(),
    number: "2125550123",
    said: SAID,
    received: RECEIVED,
    message: MESSAGE,
    room: Int16Array.from(SAID, sample => sample * 16_000),
    greeting: GREETING,
    heard: Int16Array.from(GREETING, sample => sample * 16_000),
}

function brokenOnes(change: Partial<Evidence>): string[] {
    return checkPromises({ ...GOOD, ...change })
        .filter(promise => !promise.isKept)
        .map(promise => promise.text)
}

function without(what: string): Partial<Evidence> {
    return { events: GOOD.events.filter(each => `${each.source} ${each.event}` !== what) }
}

test("a call as it should be keeps every promise", () => {
    assert.deepEqual(brokenOnes({}), [])
})

test("a message that is not on the card breaks two promises", () => {
    assert.deepEqual(brokenOnes({ message: undefined }), [
        "No message of 2125550123 is on the card.",
        "There is no sound on the card.",
    ])
})

const BROKEN: readonly (readonly [string, Partial<Evidence>, RegExp])[] = [
    ["nobody answered", without("exchange off-hook"), /did not answer/],
    ["no beep", without("caller beep-heard"), /heard no beep/],
    ["nothing came from the modem", { received: undefined }, /not what the modem/],
    ["another sound", { received: RECEIVED.map(byte => byte ^ 1) }, /not what the modem/],
    ["an empty message", { message: { ...MESSAGE, bytes: new Uint8Array(0) } }, /no sound/],
    ["no lamp", without("panel lamp"), /did not blink/],
    ["a silent room", { room: new Int16Array(40_000) }, /not heard in the room \(0 % alike\)/],
    ["another greeting", { heard: new Int16Array(40_000) }, /did not hear the greeting/],
    ["a lamp that stays on", { events: wholeCall().slice(0, -2) }, /is not dark/],
]
for (const [name, change, expected] of BROKEN)
    test(`a broken promise is told: ${name}`, () => {
        const texts = brokenOnes(change)
        assert.equal(texts.length, 1, texts.join("\n"))
        assert.match(texts[0]!, expected)
    })
