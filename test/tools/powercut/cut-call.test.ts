/** Whether the campaign sees whose a cut call is: with the note in flash all is as decision 035 says, without it that is told. */

import assert from "node:assert/strict"
import { join } from "node:path"
import { after, before, describe, test } from "node:test"
import type { CutVariant } from "../../../sim/chips/sdcard/power-cut.ts"
import { CALLS } from "../../../tools/powercut/judge/cut-call.ts"
import type { CutState } from "../../../tools/powercut/log/cut-states.ts"
import { flashAt, flashKey } from "../../../tools/powercut/log/flash-log.ts"
import { CALLER } from "../../../tools/powercut/operations.ts"
import { Trial } from "../../../tools/powercut/trial.ts"
import { testWorkshop } from "./workshop.ts"

const NAME = `${CALLER.number} ${CALLER.name}`
const SOUND = 400

const shop = await testWorkshop()
let trial: Trial

before(async () => {
    trial = await Trial.open(shop, "call", join(shop.folder))
})
after(() => trial.close())

function stateAt(position: number, variant: CutVariant): CutState {
    for (const state of trial.states(each => each === position))
        if (state.variant === variant) return { ...state, below: new Map(state.below) }
    assert.fail(`there is no ${variant} at ${position}`)
}

/** Of a part of the call, the first write. */
function firstOf(part: string): number {
    return trial.material.parts.findIndex(each => each === part) + 1
}

describe("the machine's flash at a cut", () => {
    test("has the note of the call from the first write on, and no longer when its line is there", () => {
        const { flashes, entries } = trial.material
        const noted = flashAt(flashes, entries[0]!.atUs)!
        assert.ok(Buffer.from(noted).includes(CALLER.number))
        const line = stateAt(firstOf("log"), "before")
        assert.equal(flashKey(line.flash), flashKey(noted))
        const armed = stateAt(firstOf("arm"), "before")
        assert.notEqual(flashKey(armed.flash), flashKey(noted))
    })

    test("makes another state of the same card", () => {
        const position = firstOf("arm")
        const [noted, cleared] = [stateAt(position - 1, "after"), stateAt(position, "before")]
        assert.equal(noted.hash.slice(0, 32), cleared.hash.slice(0, 32))
        assert.notEqual(noted.hash, cleared.hash)
    })
})

describe("a call that is cut off in its sound", () => {
    test("is its caller's, and is listed once", async () => {
        const { verdict } = await trial.first(stateAt(SOUND, "before"))
        assert.deepEqual(verdict.troubles, [])
        const { messages, named, lines } = verdict.call!
        assert.deepEqual({ messages, named, lines }, { messages: 1, named: 1, lines: 1 })
    })

    test("is listed without a message where none of it is there yet", async () => {
        const { verdict } = await trial.first(stateAt(1, "before"))
        assert.deepEqual(verdict.troubles, [])
        const { messages, lines } = verdict.call!
        assert.deepEqual({ messages, lines }, { messages: 0, lines: 1 })
    })

    test("is nobody's with a flash that does not know of it: that is told", async () => {
        const state = { ...stateAt(SOUND, "before"), flash: undefined }
        const { verdict } = await trial.first(state)
        const told = verdict.troubles.join("\n")
        assert.match(told, new RegExp(`unknown.*: it should be of ${NAME}`))
        assert.match(told, /its header is of "unknown "/)
        assert.ok(told.includes(`${CALLS}: 0 lines of one call: it is lost`), told)
        assert.equal(verdict.call!.named, 0)
    })
})

describe("a call that is cut off after its line was written", () => {
    test("is listed once, with its note and without", async () => {
        const position = firstOf("arm")
        for (const state of [stateAt(position - 1, "after"), stateAt(position, "before")]) {
            const { verdict } = await trial.first(state)
            assert.deepEqual(verdict.troubles, [])
            assert.equal(verdict.call!.lines, 1)
        }
    })

    test("is listed a second time with the note of another line: that is told", async () => {
        // The same note, but of the line after: what stands in the one that it tells of is none of that call then.
        const state = stateAt(firstOf("log") + 2, "after")
        const content = Buffer.from(state.flash!)
        const at = content.lastIndexOf(`|${CALLER.number}|`)
        const from = content.lastIndexOf('"', at) + 1
        const note = content.subarray(from, at).toString()
        assert.match(note, /^\d+\|\d+\|$/)
        content[from]! += 1
        const { verdict } = await trial.first({ ...state, flash: new Uint8Array(content) })
        assert.equal(verdict.call!.lines, 2, JSON.stringify(verdict.troubles))
        assert.match(verdict.troubles.join("\n"), /2 lines of one call: /)
    })
})
