/** Whether a card put together from a log is the card that a scenario's power cut leaves, and equal cards are known as such. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { CardImage } from "../../../sim/chips/sdcard/card-image.ts"
import type { Overlay } from "../../../sim/chips/sdcard/overlay-image.ts"
import { CUT_VARIANTS, type CutVariant } from "../../../sim/chips/sdcard/power-cut.ts"
import { isSector, type LogEntry } from "../../../tools/powercut/log/card-log.ts"
import { cutStates, type CutState } from "../../../tools/powercut/log/cut-states.ts"
import { cardBefore, materialOf } from "../../../tools/powercut/material.ts"
import { SCRIPTS } from "../../../tools/powercut/operations.ts"
import { playScene } from "../../../tools/powercut/scene.ts"
import { testWorkshop } from "./workshop.ts"

const shop = await testWorkshop()
const script = SCRIPTS.call
const material = await materialOf(shop, "call")
const writes = material.entries.filter(isSector)

/** Of the campaign's own script, with the power cut as a scenario cuts it. */
async function playCut(position: number, variant: CutVariant): Promise<Overlay> {
    const steps = [
        ...script.steps.slice(0, script.from),
        { power: "off", at: { cardWrite: position, variant } },
        ...script.steps.slice(script.from, script.from + 1),
        { wait: { event: "power-off", source: "machine" } },
    ]
    const { firmware } = shop
    const { start } = script
    const { overlay } = await playScene({ firmware, base: material.base, start, steps })
    return overlay
}

function stateAt(position: number, variant: CutVariant): CutState {
    const card = new CardImage(material.base)
    const { entries } = material
    const plan = { before: cardBefore(material, card), entries, name: "test" }
    for (const state of cutStates({ ...plan, isWanted: each => each === position }))
        if (state.variant === variant) return state
    assert.fail(`there is no ${variant} at ${position}`)
}

/** Sectors in which two cards differ that lie on the same base. */
function differences(a: Overlay, b: Overlay): number[] {
    const card = new CardImage(material.base)
    const of = (overlay: Overlay, lba: number) => overlay.get(lba) ?? card.read(lba)
    const lbas = [...new Set([...a.keys(), ...b.keys()])]
    const result = lbas.filter(lba => Buffer.compare(of(a, lba), of(b, lba)) !== 0)
    card.close()
    return result
}

/** In the first burst, in the middle of one, at the end of the message, and behind it. */
const EARLY = 8
const SAMPLE: readonly (readonly [number, CutVariant])[] = [
    ...CUT_VARIANTS.map(variant => [EARLY, variant] as const),
    [100, "stream-lost"],
    [writes.length - 5, "reordered"],
    [writes.length - 2, "torn-second"],
    [writes.length - 1, "reordered"],
    [writes.length, "reordered"],
    [writes.length, "torn-first"],
]

describe("a card after a cut, made from the log of an uncut run", () => {
    for (const [position, variant] of SAMPLE)
        test(`is what a scenario leaves: ${variant} at write ${position}`, async () => {
            const { below, patch } = stateAt(position, variant)
            const made = new Map([...below, ...patch])
            const different = differences(made, await playCut(position, variant))
            // What stands in a sector by chance depends on what else was left to chance.
            const byChance = variant === "garbage" ? [writes[position - 1]!.lba] : []
            assert.deepEqual(different, byChance)
        })
})

const ERASED = new Uint8Array(512)
const BEFORE = {
    overlay: new Map<number, Uint8Array>(),
    read: () => ERASED,
    isOfBase: (_lba: number, bytes: Uint8Array) => bytes.every(byte => byte === 0),
}

function sector(lba: number, byte: number, run: number, atUs: number): LogEntry {
    return { lba, bytes: new Uint8Array(512).fill(byte), run, atUs }
}

function hashes(entries: readonly LogEntry[]): Map<string, string> {
    const states = [...cutStates({ before: BEFORE, entries, name: "test" })]
    return new Map(states.map(({ position, variant, hash }) => [`${variant} ${position}`, hash]))
}

describe("hashes of cards after cuts", () => {
    const entries = [sector(5, 1, 0, 10), sector(6, 2, 0, 20), sector(5, 3, 1, 30)]
    const all = hashes(entries)

    test("are equal where the cards are, whatever led to them", () => {
        assert.equal(all.get("before 2"), all.get("after 1"))
        assert.equal(all.get("before 1"), all.get("zeros 1"))
        assert.equal(all.get("stream-lost 2"), all.get("before 1"))
        assert.equal(all.get("reordered 3"), all.get("before 3"))
    })

    test("are others where a sector is another, or lies elsewhere", () => {
        assert.equal(
            new Set(["before 1", "after 1", "after 2", "after 3"].map(each => all.get(each))).size,
            4
        )
        const elsewhere = hashes([sector(4, 1, 0, 10)])
        assert.notEqual(elsewhere.get("after 1"), all.get("after 1"))
    })

    test("are others where flash is, from the moment on at which it was written", () => {
        const content = new Uint8Array(8)
        const flashes = [
            { atUs: 0, content: undefined },
            { atUs: 15, content },
        ]
        const states = [...cutStates({ before: BEFORE, entries, name: "test", flashes })]
        const stateOf = (variant: CutVariant, position: number) =>
            states.find(each => each.variant === variant && each.position === position)!
        assert.equal(stateOf("after", 1).flash, undefined)
        assert.equal(stateOf("after", 1).hash, all.get("after 1"))
        assert.equal(stateOf("before", 2).flash, content)
        assert.notEqual(stateOf("before", 2).hash, all.get("before 2"))
        assert.equal(stateOf("reordered", 1).flash, content, "power fails at the next write")
    })

    test("count an erased run like the sectors that it is", () => {
        const fill = { lba: 5, count: 1, bytes: entries[0]!.bytes, atUs: 5 }
        assert.equal(hashes([fill, sector(9, 1, 0, 10)]).get("before 1"), all.get("after 1"))
    })
})

test("a lost sector is followed by the next one within two seconds, and by what was erased until then", () => {
    const erase = { lba: 5, count: 1, bytes: ERASED, atUs: 1_500_000 }
    const late = [sector(5, 1, 0, 0), sector(6, 2, 1, 1), erase, sector(7, 3, 2, 2_000_002)]
    const cuts = [...cutStates({ before: BEFORE, entries: late, name: "test" })]
    const lost = cuts.filter(({ variant }) => variant === "reordered")
    assert.deepEqual(
        lost.map(({ cutUs, patch }) => [cutUs, [...patch.keys()].join()]),
        [
            [1, "6"],
            [2_000_001, "5"],
            [4_000_002, ""],
        ]
    )
})
