/** The loudspeaker's volume: two keys, what the room hears, and what callers do not. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { FLASH_GREETING } from "../support/call-judge.ts"
import { PC, assertClean } from "../support/card-on-pc.ts"
import { clipsHeard, heardClips } from "../support/heard-clips.ts"
import { judgedTest } from "../support/judges.ts"
import { find, heard } from "../support/listening.ts"
import { settingsOf, speakingCard } from "../support/owner-calls.ts"
import { SHORT_STORY, type ScenarioRun, playedBefore } from "../support/scenario-run.ts"
import { CARE, IDLE, call } from "../support/steps.ts"

const LOUDER = { hold: "next", ms: 1200 }
const SOFTER = { hold: "repeat", ms: 1200 }
const ALL = { press: "repeat" }
const SAMPLES_PER_MS = 8
/** Of what sox calls a level: half of a dB is not to be heard. */
const SAME_DB = 0.5

/** How loud a sound is in another one, in dB. */
function levelOf(sound: Float32Array, whole: Float32Array): number {
    const { atSample, likeness } = find(sound, whole)
    assert.ok(likeness > 0.85, `${likeness}`)
    const found = whole.subarray(atSample, atSample + sound.length)
    return 10 * Math.log10(found.reduce((sum, each) => sum + each * each, 0) / found.length)
}

/** What the room heard, cut where the machine had said that these were all messages. */
function listenings(run: ScenarioRun, language: string): Float32Array[] {
    const room = heard(run.output("room.wav"))
    const ends = clipsHeard(run.output("room.wav"), language).filter(({ name }) => name === "end")
    return ends.map(({ atMs }, index) =>
        room.subarray((ends[index - 1]?.endMs ?? 0) * SAMPLES_PER_MS, atMs * SAMPLES_PER_MS)
    )
}

for (const [modem, country, language] of [
    ["conexant", "US", "en"],
    ["agere", "PL", "pl"],
    ["si2494", "RU", "ru"],
] as const)
    describe(`a loudspeaker that is too soft, then too loud: ${modem}, ${country}, ${language}`, () => {
        const run = playedBefore({
            ...{ modem, country },
            card: speakingCard(language, `rings = 2\ncountry = ${country}\n`),
            steps: [
                ...[CARE, call("2125550101"), IDLE, ALL, IDLE],
                ...[LOUDER, IDLE, LOUDER, IDLE, ALL, IDLE],
                ...[SOFTER, IDLE, SOFTER, IDLE, SOFTER, IDLE],
                ...[{ power: "cycle" }, CARE, ALL, IDLE, call("2125550102"), IDLE],
            ],
        })

        test("says which volume it is", () => {
            const words = heardClips(run().output("room.wav"), language).join(" ")
            assert.match(words, / end 6 7 .* end 6 5 4 /)
        })

        judgedTest(
            ["sox"],
            "the room hears messages louder, then softer, also after a power cut",
            () => {
                const story = heard(SHORT_STORY)
                const levels = listenings(run(), language).map(each => levelOf(story, each))
                assert.equal(levels.length, 3)
                const [usual, loud, soft] = levels as [number, number, number]
                assert.ok(loud > usual + 3, `${loud} ${usual}`)
                assert.ok(soft < usual - 2, `${soft} ${usual}`)
            }
        )

        judgedTest(["sox", ...PC], "callers hear the same, and the card says what was set", () => {
            const greeting = heard(FLASH_GREETING)
            const levels = [1, 2].map(n => levelOf(greeting, heard(run().output(`line-${n}.wav`))))
            assert.ok(Math.abs(levels[0]! - levels[1]!) < SAME_DB)
            assert.ok(settingsOf(run()).includes("volume = 4"))
            assertClean(run())
        })
    })

describe("the key is held on", () => {
    const run = playedBefore({
        card: speakingCard("en", "rings = 2\n"),
        steps: [CARE, { hold: "next", ms: 9000 }, IDLE],
    })

    test("one volume after the other, to the end of the scale, where it stays", () => {
        const words = heardClips(run().output("room.wav"), "en").join(" ")
        assert.match(words, /^6 7 8( 8)?$/)
    })
})
