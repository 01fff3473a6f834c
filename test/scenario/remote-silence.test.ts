/** An owner who calls in and then does nothing: the menu, the help by itself, good-bye, and the line is let go. */

import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PC, assertClean, messageNames } from "../support/card-on-pc.ts"
import { type HeardClip, clipsHeard } from "../support/heard-clips.ts"
import { judgedTest } from "../support/judges.ts"
import { linesOf } from "../support/lines.ts"
import { CODE, OWNER, outcomes, speakingCard } from "../support/owner-calls.ts"
import { playedBefore } from "../support/scenario-run.ts"
import { CARE, IDLE } from "../support/steps.ts"

const HELP_MS = 4000
const BYE_MS = 20_000
/** From a decision to its first word: the modem begins a stream for it, and the card is read. */
const SOON_MS = 1200
const STAYS_MS = 90_000

for (const { modem, country, language } of linesOf("remote-silence"))
    describe(`an owner who says nothing: ${modem}, ${country}, ${language}`, () => {
        const settings = `rings = 2\ncountry = ${country}\npin = ${CODE}\n`
        const audio = [{ dtmf: CODE, onMs: 70, offMs: 70 }]
        const owner = { number: OWNER, audio, speakAfter: 1500, then: { stay: STAYS_MS } }
        const run = playedBefore({
            ...{ modem, country, card: speakingCard(language, settings) },
            steps: [CARE, { call: owner }, IDLE],
        })
        const words = (): HeardClip[] => clipsHeard(run().output("line-1.wav"), language)

        test("hears the menu, the help and good-bye, once each", () => {
            const names = words().map(({ name }) => name)
            const help = names.slice(1, -1)
            assert.deepEqual([names[0], names.at(-1)], ["menu", "goodbye"])
            assert.ok(help.includes("help-messages"), help.join(" "))
            assert.ok(help.every(each => each.startsWith("help-")))
            assert.equal(new Set(help).size, help.length, help.join(" "))
        })

        test("the help after 4 s, good-bye 20 s later, and the line is free", () => {
            const [menu, help] = words()
            const [helpEnd, bye] = words().slice(-2)
            const helpMs = help!.atMs - menu!.endMs
            assert.ok(helpMs >= HELP_MS && helpMs < HELP_MS + SOON_MS, `${helpMs}`)
            const byeMs = bye!.atMs - helpEnd!.endMs
            assert.ok(byeMs >= BYE_MS && byeMs < BYE_MS + SOON_MS, `${byeMs}`)
            const [letGo] = run().events("exchange", "on-hook")
            assert.ok(letGo!.tMs < run().timeOf("caller", "hangup"), `${letGo!.tMs}`)
        })

        judgedTest(PC, "is listed as the owner, on a clean card without a message", () => {
            assert.deepEqual(outcomes(run()), ["owner"])
            assert.deepEqual(messageNames(run()), [])
            assertClean(run())
        })
    })
