/** Callers who end their message with #: listen to it, say it again, mark it as urgent; and what the owner hears then. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageNames, readFromCard } from "../support/card-on-pc.ts"
import { heardClips } from "../support/heard-clips.ts"
import { judgedTest } from "../support/judges.ts"
import { find, heard } from "../support/listening.ts"
import { voiceFiles } from "../support/voice.ts"
import { LONG_STORY, SHORT_STORY, SMALL_CARD, playedBefore } from "../support/scenario-run.ts"
import { BOOT, IDLE, PLAY, call } from "../support/steps.ts"

const NUMBER = "2125550123"
const HASH = { dtmf: "#" }

/** Longer than the menu of a language, shorter than that and the wait for a key. */
const MENU_MS = { en: 8000, pl: 12_000, ru: 12_000 }
/** 20 ms. */
const KEY_EDGE_SAMPLES = 160
const MENU = { silenceMs: MENU_MS.en }

function key(digit: string): object {
    return { dtmf: digit, onMs: 120 }
}

for (const [modem, language, country] of [
    ["conexant", "en", "US"],
    ["si2494", "pl", "PL"],
    ["usr5637", "ru", "RU"],
] as const)
    describe(`a message that is urgent, modem ${modem}, ${language}`, () => {
        const files = {
            ...voiceFiles(language),
            "AFTERBEEP/settings.txt": {
                text: `rings = 2\ncountry = ${country}\nlanguage = ${language}\n`,
            },
        }
        const menuMs = MENU_MS[language]
        const audio = [
            ...[SHORT_STORY, HASH, { silenceMs: menuMs }, key("4"), { silenceMs: menuMs + 3000 }],
            ...[key("1"), { silenceMs: 5000 }],
        ]
        const run = playedBefore({
            modem,
            country,
            card: { ...SMALL_CARD, files },
            steps: [
                BOOT,
                call("2125550101"),
                IDLE,
                { call: { number: NUMBER, audio } },
                IDLE,
                { wait: 3000 },
                PLAY,
                IDLE,
            ],
        })

        test("its caller is told what can be done, and that it was", () => {
            const words = heardClips(run().output("line-2.wav"), language)
            assert.deepEqual(words, ["review", "review-urgent", "review", "review-kept"])
        })

        test("the owner hears it first, and that it is urgent", () => {
            const words = heardClips(run().output("room.wav"), language)
            // What the modem records it with lets some rooms hear the call, too.
            const first = words.findIndex(word => word === "from" || word === "unknown")
            assert.ok(words.slice(0, first).includes("urgent"), words.join(" "))
            assert.equal(words.filter(word => word === "urgent").length, 1)
        })

        judgedTest(PC, "its name and the list of calls say so", () => {
            assert.ok(messageNames(run()).some(name => name.endsWith(" urgent.wav")))
            const calls = readFromCard(run(), "AFTERBEEP/calls.csv").toString()
            assert.match(calls, /urgent message.*urgent\.wav/)
            assertClean(run())
        })
    })

describe("a message that is listened to, and said again", () => {
    const files = { ...voiceFiles("en"), "AFTERBEEP/settings.txt": { text: "rings = 2\n" } }
    const audio = [
        ...[
            SHORT_STORY,
            HASH,
            MENU,
            key("2"),
            { silenceMs: 12_000 },
            key("3"),
            { silenceMs: 4500 },
        ],
        ...[LONG_STORY, HASH, { silenceMs: 2000 }],
    ]
    const run = playedBefore({
        card: { ...SMALL_CARD, files },
        steps: [BOOT, { call: { number: NUMBER, audio } }, IDLE],
    })

    judgedTest(["sox", ...PC], "its caller hears it, and the new one is the message", () => {
        const line = heard(run().output("line-1.wav"))
        assert.ok(find(heard(SHORT_STORY), line).likeness > 0.9)
        const [name, ...others] = messageNames(run())
        assert.deepEqual(others, [])
        const sound = heard(readFromCard(run(), `AFTERBEEP/messages/${name}`))
        // Where the key begins that follows at once, the machine finds by its loudness, to some ms.
        const story = heard(LONG_STORY).slice(0, -KEY_EDGE_SAMPLES)
        assert.ok(find(story, sound).likeness > 0.9)
        assertClean(run())
    })
})

describe("a caller who presses # and hangs up, and one who waits", () => {
    const files = { ...voiceFiles("en"), "AFTERBEEP/settings.txt": { text: "rings = 2\n" } }
    const left = { call: { number: NUMBER, audio: [SHORT_STORY, HASH, { silenceMs: 1500 }] } }
    const waits = {
        call: { number: "2125550124", audio: [SHORT_STORY, HASH], then: { stay: 90_000 } },
    }
    const run = playedBefore({
        card: { ...SMALL_CARD, files },
        steps: [BOOT, left, IDLE, waits, IDLE],
    })

    judgedTest(PC, "both messages are kept", () => {
        assert.equal(messageNames(run()).length, 2)
        assertClean(run())
    })

    test("it is offered three times, six seconds are waited each time, and the machine says goodbye", () => {
        const words = heardClips(run().output("line-2.wav"), "en")
        assert.deepEqual(words, ["review", "review", "review", "review-kept"])
    })
})
