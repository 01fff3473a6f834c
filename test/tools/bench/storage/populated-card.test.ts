import assert from "node:assert/strict"
import { join } from "node:path"
import { test } from "node:test"
import { bootAndRest } from "../../../../tools/bench/scenarios.ts"
import { byPlace, difference, sectorsRead } from "../../../../tools/bench/storage/counts.ts"
import { Places } from "../../../../tools/bench/storage/places.ts"
import {
    demandClean,
    makePopulatedCard,
    setStates,
    timeOf,
} from "../../../../tools/bench/storage/populated-card.ts"
import { playTrial } from "../../../../tools/bench/trial.ts"
import { scratchFolder } from "../../../support/scratch-folder.ts"

const MESSAGES = 20
const CARD = { format: "fat16", sizeMB: 128, messages: MESSAGES, slots: 32, settings: [] } as const

test("the machine takes a card that was filled by script as it is, and counts what is unheard on it", async t => {
    const image = join(scratchFolder(t), "card.img")
    makePopulatedCard(image, { ...CARD, stateOf: i => (i < 7 ? "new" : "kept") })
    const trial = await playTrial(bootAndRest(), { overlayOn: image, hasReads: true })
    assert.equal(trial.moment("machine log", { text: "ready: 7 unheard" }).event.event, "log")
    const [first, last] = [trial.moments[0]!, trial.moments.at(-1)!]
    const { read, written } = difference(first, last)
    assert.equal(written, 0)
    const sectors = sectorsRead(trial, first, last)
    assert.equal(sectors.length, read)
    assert.match(byPlace(sectors, Places.of(image)), /\b3 index\b/)
    setStates(image, MESSAGES, () => "heard")
    demandClean(image)
    const heard = await playTrial(bootAndRest(), { overlayOn: image })
    assert.equal(heard.moment("machine log", { text: "ready: 0 unheard" }).event.event, "log")
})

test("calls come every ten minutes, from the beginning of a year on", () => {
    assert.deepEqual(timeOf(0), { year: 2026, month: 1, day: 1, hour: 0, minute: 0, second: 0 })
    assert.deepEqual(timeOf(7999), {
        year: 2026,
        month: 2,
        day: 25,
        hour: 13,
        minute: 10,
        second: 0,
    })
})
