/** What the Play key does to a message besides playing it: kept for ever, deleted, taken back; and who called, by the owner's contacts. */

import assert from "node:assert/strict"
import { describe } from "node:test"
import { PC, assertClean, messageWith, messages, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { linesOf } from "../support/lines.ts"
import { SMALL_CARD, playedBefore } from "../support/scenario-run.ts"
import { CARE, IDLE, PLAY, call } from "../support/steps.ts"

const HEARD = "A"
const KEPT = "AR"
const HOLD = { hold: "play", ms: 1200 }

const [us, pl, uk] = linesOf("owner-keys")

for (const { modem, country } of [us, pl])
    describe(`three messages, of which the first is kept, the second deleted and taken back, the third deleted: ${modem}, ${country}`, () => {
        const run = playedBefore({
            ...{ modem, country, card: SMALL_CARD },
            settings: { rings: 2, country },
            steps: [
                CARE,
                ...["2125550101", "2125550102", "2125550103"].flatMap(number => [
                    call(number),
                    IDLE,
                ]),
                PLAY,
                { wait: 4000 },
                // The second press of two is held: kept.
                PLAY,
                { wait: 250 },
                HOLD,
                { wait: 6000 },
                // Deleted, and held again while it says so.
                HOLD,
                { wait: 2000 },
                HOLD,
                // It says so, plays that message, then the third.
                { wait: { event: "play-start", source: "modem", count: 3 } },
                { wait: 3000 },
                HOLD,
                IDLE,
            ],
        })

        judgedTest(PC, "they are on the card as the owner wanted it", () => {
            assert.equal(messageWith(run(), "2125550101").attributes, KEPT)
            assert.equal(messageWith(run(), "2125550102").attributes, HEARD)
            assert.equal(messages(run()).length, 2)
            assertClean(run())
        })
    })

describe("callers whom the owner knows, and one whom only the network knows", () => {
    const filler = Array.from({ length: 400 }, (_, i) => `+4860000${1000 + i},Somebody ${i}\r\n`)
    const contacts = ["48501234567,Zofia Żółć", '5550102,"Doctor, at night"'].join("\r\n")
    const files = { "AFTERBEEP/contacts.csv": { text: `${filler.join("")}${contacts}\r\n` } }
    const known = { call: { number: "0501234567", name: "ORANGE", audio: { silenceMs: 2000 } } }
    const other = { call: { number: "2125550199", name: "J SMITH", audio: { silenceMs: 2000 } } }
    const run = playedBefore({
        card: {
            ...SMALL_CARD,
            files: {
                ...files,
                "AFTERBEEP/settings.txt": { text: `rings = 2\ncountry = ${uk.country}\n` },
            },
        },
        ...uk,
        steps: [CARE, known, IDLE, call("2125550102"), IDLE, other, IDLE, { wait: 5000 }],
    })

    judgedTest(
        PC,
        "are filed, and noted in calls.csv, under the names that the owner gave them",
        () => {
            const { path } = messageWith(run(), "0501234567")
            assert.match(path, / 0501234567 Zofia Żółć\.wav$/)
            assert.match(
                messageWith(run(), "2125550102").path,
                / 2125550102 Doctor, at night\.wav$/
            )
            assert.match(messageWith(run(), "2125550199").path, / 2125550199 J SMITH\.wav$/)
            const log = readFromCard(run(), "AFTERBEEP/calls.csv").toString("utf8")
            assert.match(log, /,0501234567,"Zofia Żółć",message,/)
            assert.match(log, /,2125550102,"Doctor, at night",message,/)
            assert.match(log, /,2125550199,"J SMITH",message,/)
            assert.ok(readFromCard(run(), path).includes(Buffer.from("Zofia Żółć\0")))
        }
    )
})
