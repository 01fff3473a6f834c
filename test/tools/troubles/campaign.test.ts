/** A small part of the campaign of troubles, at both bridges, and a judge that notices what is missing. */

import assert from "node:assert/strict"
import { join } from "node:path"
import { before, describe, test } from "node:test"
import { findFirmware, type FirmwareFiles } from "../../../sim/cli/firmware-file.ts"
import { Random } from "../../../sim/clock/random.ts"
import { playStretch } from "../../../tools/soak/stretch.ts"
import { playTrouble } from "../../../tools/troubles/campaign.ts"
import { judgeTrouble, RINGS } from "../../../tools/troubles/judge.ts"
import { BRIDGES, drawTrouble } from "../../../tools/troubles/trouble.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

/** Of each kind two, one of them while the caller speaks. */
const SEEDS = [1, 2, 3, 4, 5, 6]

let firmware: FirmwareFiles

before(async () => {
    firmware = await findFirmware(undefined)
})

for (const bridge of BRIDGES)
    test(`${SEEDS.length} troubles at ${bridge}: the next call is answered, and nothing is lost`, async t => {
        const card = join(scratchFolder(t), "card.img")
        for (const seed of SEEDS) {
            const { kind, momentMs, problems } = await playTrouble(seed, bridge, { card, firmware })
            assert.deepEqual(problems, [], `seed ${seed}: ${kind} after ${momentMs} ms`)
        }
    })

describe("where something is missing", () => {
    test("a call that nobody answers, a message that is not there, a crash: each is told", async t => {
        const card = join(scratchFolder(t), "card.img")
        const trouble = drawTrouble(new Random(1, "troubles"), "sc16is750")
        const line = { modem: "conexant", country: "US", settings: { rings: RINGS } }
        const place = { card, firmware, seed: 1, ...line }
        const result = await playStretch([trouble], place, () => {})
        assert.deepEqual(judgeTrouble(trouble, result, card), [])

        const isAnswer = (event: string) => event === "answered"
        const unanswered = result.timeline.filter(each => !isAnswer(each.event))
        assert.deepEqual(judgeTrouble(trouble, { ...result, timeline: unanswered }, card), [
            "the next call was not answered",
        ])

        const crashed = { ...result, exit: 1, trouble: "a panic" }
        assert.deepEqual(judgeTrouble(trouble, crashed, card), ["exit code 1: a panic"])

        const empty = join(scratchFolder(t), "other.img")
        await playStretch([], { ...place, card: empty }, () => {})
        const lost = judgeTrouble(trouble, result, empty).join("\n")
        assert.match(lost, /0 lines in calls\.csv of the next call/)
        assert.match(lost, /0 messages on the card, and [12] were promised/)
    })
})
