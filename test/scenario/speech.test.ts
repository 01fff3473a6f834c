/** What the machine says of messages, in each language: how many, which, from whom and when, word by word, as it is heard in the room. */

import assert from "node:assert/strict"
import { readFileSync, rmSync } from "node:fs"
import { describe, test } from "node:test"
import { decodeWav } from "../../sim/audio/wav.ts"
import { clipsHeard, heardClips } from "../support/heard-clips.ts"
import { type Language, linesOf } from "../support/lines.ts"
import { type ScenarioRun, play, runBefore, SMALL_CARD } from "../support/scenario-run.ts"
import { spokenCard, spokenFiles } from "../support/spoken-card.ts"
import { BOOT, IDLE, PLAY, call as callFrom } from "../support/steps.ts"

const DAYS = ["2026-11-12T00:00:00", "2026-11-22T14:05:00", "2026-11-25T21:01:00"]
/** A step this large between two samples could be heard; half of full scale is speech's own. */
const CLICK = 0.04
/** A Thursday. */
const TODAY = "2026-11-26T08:42:00"
const SILENT_CALL = { audio: { silenceMs: 3000 } }

/** Words for the number that populated cards have: 2125550000 and up. */
function from(last: number): string {
    return `from 2 1 2 5 5 5 0 0 0 ${last}`
}

interface Wording {
    /** Hours of a day, as the owner wants to hear them. */
    readonly clock: number
    /** Three messages from before, one of today. */
    readonly messages: string
    /** One new message, of somebody who is to be called back. */
    readonly call: string
    /** The new ones, by their count. */
    readonly counts: Readonly<Record<number, string>>
}

const WORDINGS: Readonly<Record<Language, Wording>> = {
    en: {
        clock: 12,
        messages: `4 new-messages-many
            message 1 ${from(0)} month-11 day-12 at midnight
            message 2 ${from(1)} weekday-7 at 2 oh 5 pm
            message 3 ${from(2)} yesterday at 9 oh 1 pm
            message 4 private today at 8 40 2 am
            end`,
        call: "1 new-messages-one 1 calls-one message 1",
        counts: {
            0: "new-messages-none",
            2: "2 new-messages-many",
            101: "1 100 1 new-messages-many",
        },
    },
    pl: {
        clock: 24,
        messages: `4 new-messages-few
            message nth-1 ${from(0)} day-12 month-11 midnight
            message nth-2 ${from(1)} weekday-7 hours-one nth-14 5
            message nth-3 ${from(2)} yesterday hours-one nth-20 nth-1 0 1
            message nth-4 private today hours-one nth-8 40 2-f
            end`,
        call: "1-f new-messages-one 1-n calls-one message nth-1",
        counts: {
            0: "new-messages-none",
            2: "2-f new-messages-few",
            5: "5 new-messages-many",
            12: "12 new-messages-many",
            22: "20 2-f new-messages-few",
            101: "100 1 new-messages-many",
        },
    },
    ru: {
        clock: 24,
        messages: `4 new-messages-few
            message nth-1 ${from(0)} day-12 month-11 0 hours-many
            message nth-2 ${from(1)} weekday-7 14 hours-many 5 minutes-many
            message nth-3 ${from(2)} yesterday 20 1 hours-one 1-f minutes-one
            message nth-4 private today 8 hours-many 40 2-f minutes-few
            end`,
        call: "1-n new-messages-one 1 calls-one message nth-1",
        counts: {
            0: "new-messages-none",
            2: "2 new-messages-few",
            5: "5 new-messages-many",
            12: "12 new-messages-many",
            22: "20 2 new-messages-few",
            101: "100 1-n new-messages-one",
        },
    },
}

function wordsIn(text: string): string[] {
    return text.trim().split(/\s+/)
}

/** Largest step from one sample to the next in the moment where two words meet. */
function clickAt(samples: Float32Array, fromMs: number, toMs: number): number {
    const there = samples.subarray(Math.floor(fromMs * 8), Math.ceil(toMs * 8))
    let largest = 0
    for (let i = 1; i < there.length; i++)
        largest = Math.max(largest, Math.abs(there[i]! - there[i - 1]!))
    return largest
}

/** Two for each language. In Russia no date comes with the number, so there would be no "yesterday". */
const lines = linesOf("speech")
const [, , , , , , lacking] = lines

for (const language of ["en", "pl", "ru"] as const) {
    const { clock, messages, call, counts } = WORDINGS[language]
    const own = lines.filter(line => line !== lacking && line.language === language)
    const { country } = own[0]!
    for (const { modem, country } of own)
        describe(`four messages, in ${language}: ${modem}, ${country}`, () => {
            const run = runBefore(() =>
                play(
                    {
                        country,
                        modem,
                        start: TODAY,
                        settings: { rings: 2, language, country, clock },
                        steps: [
                            BOOT,
                            { call: { ...SILENT_CALL, number: "private" } },
                            IDLE,
                            PLAY,
                            IDLE,
                        ],
                    },
                    { folder: spokenCard(language, { messages: 3, calledAt: DAYS }) }
                )
            )

            test("each is announced: how many, which one, from whom, when", () => {
                assert.deepEqual(heardClips(run().output("room.wav"), language), wordsIn(messages))
            })

            test("word joins word in silence, and the modem never waits for sound", () => {
                const path = run().output("room.wav")
                const samples = decodeWav(readFileSync(path), path)
                const clips = clipsHeard(path, language)
                const joints = clips.slice(1).map((clip, i) => [clips[i]!.endMs, clip.atMs])
                for (const [endMs, atMs] of joints.filter(([end, at]) => at! - end! < 400)) {
                    assert.ok(atMs! - endMs! > 15, `${endMs} to ${atMs}`)
                    const click = clickAt(samples, endMs! + 3, atMs! - 3)
                    assert.ok(click < CLICK, `${endMs}: ${click}`)
                }
                assert.deepEqual(run().events("modem", "event", { code: "u" }), [])
            })
        })

    test(`one new message, and one call to be returned, in ${language}`, async () => {
        const steps = [BOOT, callFrom("2125550123"), IDLE, PLAY, IDLE]
        const settings = { rings: 2, language, country }
        const folder = spokenCard(language, { messages: 0 })
        const run = await play({ country, settings, steps }, { folder })
        const heard = heardClips(run.output("room.wav"), language)
        assert.equal(heard.slice(0, wordsIn(call).length).join(" "), call)
        rmSync(folder, { recursive: true })
    })

    for (const [count, words] of Object.entries(counts))
        test(`${count} new messages in ${language}: ${words}`, async () => {
            const run = await playedOnce(language, country, Number(count))
            const heard = heardClips(run.output("room.wav"), language)
            assert.equal(heard.slice(0, wordsIn(words).length).join(" "), words)
            rmSync(run.folder, { recursive: true })
        })
}

function playedOnce(language: string, country: string, messages: number): Promise<ScenarioRun> {
    const settings = { rings: 2, language, country }
    const steps = [BOOT, PLAY, { wait: 4500 }, PLAY, IDLE]
    return play({ country, settings, steps }, { folder: spokenCard(language, { messages }) })
}

describe("a card that lacks some of its words", () => {
    const missing = ["1-f", "nth-1", "new-messages-one", "from"]
    const { modem, country, language } = lacking
    const run = runBefore(() =>
        play({
            ...{ modem, country },
            card: { ...SMALL_CARD, files: spokenFiles(language, "ulaw", missing) },
            settings: { rings: 2, country, language },
            steps: [BOOT, { call: { ...SILENT_CALL } }, IDLE, PLAY, IDLE, PLAY, IDLE],
        })
    )

    test("says the others, and that the time is not known where the clock was never set", () => {
        const once = "message unknown time-unknown end"
        assert.deepEqual(
            heardClips(run().output("room.wav"), language),
            wordsIn(`${once} new-messages-none ${once}`)
        )
    })

    test("and tells each of them once in the log", () => {
        const logged = run()
            .events("machine", "log")
            .map(({ text }) => String(text))
            .filter(text => text.includes("left out"))
        assert.equal(logged.length, 3)
        assert.match(logged[0]!, /prompts\/pl\/ulaw: there is no 1-f\.wav/)
    })
})
