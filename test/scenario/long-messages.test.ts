/**
 * Messages as long as a machine takes them, with every modem, on a card that stalls: three minutes, and no sample of them
 * wrong. Seven minutes go on in two more slots, also where the power fails in them.
 */

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { describe, test } from "node:test"
import { checkCard } from "../../card/check/check-card.ts"
import { exportedFiles } from "../../card/messages/export.ts"
import { type Message, listMessages } from "../../card/messages/message.ts"
import { withFiles } from "../../card/volume/place.ts"
import { withImage } from "../../sim/card/image-file.ts"
import { assertWhole, messageSound } from "../support/call-judge.ts"
import { PC, assertClean } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { find, heard, soundBytes } from "../support/listening.ts"
import { assertContiguousRun } from "../support/same-sound.ts"
import { IDLE, PLAY } from "../support/steps.ts"
import {
    LONG_STORY,
    SHORT_STORY,
    SMALL_CARD,
    type ScenarioRun,
    playedBefore,
} from "../support/scenario-run.ts"

const NUMBER = "2125550123"
/** The longest message (devs.config.json). */
const MESSAGE_SECONDS = 180
const BYTES_A_SECOND = 8000
/** The caller talks for longer than that: 16 s again and again. */
const STORIES = Array<string>(14).fill(LONG_STORY)

for (const modem of ["conexant", "agere", "usr5637", "si2494"])
    describe(`three minutes with the modem ${modem} and a card that is busy for 250 ms now and then`, () => {
        const stall = [{ wait: 17_000 }, { fault: "card-stall", times: 1, ms: 250 }]
        const steps = [
            { wait: 6000 },
            { call: { number: NUMBER, audio: STORIES } },
            { wait: { event: "record-start", source: "modem" } },
            ...Array(9).fill(stall).flat(),
            { wait: "idle" },
        ]
        const run = playedBefore({ modem, settings: { rings: 2 }, card: SMALL_CARD, steps })

        judgedTest(PC, "are on the card as the modem handed them over", () => {
            assertClean(run())
            assertWhole(run(), 1, NUMBER)
            const { length } = messageSound(run(), NUMBER)
            assert.ok(length > (MESSAGE_SECONDS - 1) * BYTES_A_SECOND, `${length}`)
            assert.ok(run().timeOf("exchange", "on-hook") < run().timeOf("caller", "hangup"))
        })
    })

function onCard(run: ScenarioRun): { messages: readonly Message[]; wav: Buffer } {
    return withFiles(run.cardPath, "r", files => {
        const { messages } = listMessages(files)
        const wav = Buffer.from(exportedFiles(files, messages, "as-recorded")[0]!.content())
        return { messages, wav }
    })
}

/** It sounded in the room without a gap: its first seconds, and its last ones, which are not said again within 16 s, are as far from each other. */
function assertPlayed(run: ScenarioRun, wav: Buffer): void {
    const message = heard(wav)
    const room = heard(run.output("room.wav"))
    const probe = 4 * BYTES_A_SECOND
    const first = find(message.subarray(0, probe), room.subarray(0, 10 * probe))
    const last = find(message.subarray(-probe), room.subarray(-4 * probe))
    assert.ok(first.likeness > 0.9 && last.likeness > 0.9, `${first.likeness} ${last.likeness}`)
    const between = room.length - 4 * probe + last.atSample - first.atSample
    assert.ok(Math.abs(between - (message.length - probe)) < 80, `${between} samples`)
}

describe("seven minutes, on a card that is busy for 250 ms now and then", () => {
    const stall = [{ wait: 40_000 }, { fault: "card-stall", times: 1, ms: 250 }]
    const audio = [SHORT_STORY, ...STORIES, ...STORIES, { dtmf: "1234567890" }]
    const run = playedBefore({
        settings: { rings: 2, "message-seconds": 600 },
        card: SMALL_CARD,
        steps: [
            { wait: 6000 },
            { call: { number: NUMBER, audio } },
            { wait: { event: "record-start", source: "modem" } },
            ...Array(9).fill(stall).flat(),
            IDLE,
            PLAY,
            IDLE,
            { wait: 5000 },
        ],
    })

    test("are one message for the card tool, as the modem handed it over, byte for byte", () => {
        const { messages, wav } = onCard(run())
        const told = messages.map(({ parts, state }) => [parts.length, state])
        assert.deepEqual(told, [[3, "heard"]])
        const sound = soundBytes(wav)
        assert.ok(sound.length > 410 * BYTES_A_SECOND, `${sound.length}`)
        assertContiguousRun(sound, soundBytes(readFileSync(run().output("modem-1-1.wav"))))
    })

    test("leave a card without fault", () => {
        const { findings } = withImage(run().cardPath, "r", checkCard)
        const faults = findings.filter(each => each.severity === "fault")
        assert.deepEqual(faults, [])
    })

    judgedTest(
        [...PC, "sox"],
        "are heard without a gap between the parts, on a clean volume",
        () => {
            assertClean(run())
            // Of all that is said, the first and the last seconds are not said twice.
            assertPlayed(run(), onCard(run()).wav)
        }
    )
})

for (const [seconds, parts] of [
    [190, 2],
    [370, 3],
] as const)
    describe(`a message of which ${seconds} s are there when the power fails`, () => {
        const run = playedBefore({
            settings: { rings: 2, "message-seconds": 600 },
            card: SMALL_CARD,
            steps: [
                { wait: 6000 },
                { call: { number: NUMBER, audio: [SHORT_STORY, ...STORIES, ...STORIES] } },
                { wait: { event: "record-start", source: "modem" } },
                { wait: seconds * 1000 },
                { power: "cycle", offMs: 1000 },
                IDLE,
                PLAY,
                IDLE,
                { wait: 5000 },
            ],
        })

        test("is one message, also for the card tool, but for the last burst", () => {
            const { messages, wav } = onCard(run())
            const told = messages.map(each => [each.parts.length, each.state, each.header.number])
            assert.deepEqual(told, [[parts, "heard", NUMBER]])
            const sound = soundBytes(wav)
            assert.ok(sound.length > (seconds - 2) * BYTES_A_SECOND, `${sound.length}`)
            assertContiguousRun(sound, soundBytes(readFileSync(run().output("modem-1-1.wav"))))
        })

        judgedTest([...PC, "sox"], "plays through at one key, and the card has no fault", () => {
            assertClean(run())
            assertPlayed(run(), onCard(run()).wav)
            const { findings } = withImage(run().cardPath, "r", checkCard)
            assert.deepEqual(
                findings.filter(each => each.severity === "fault"),
                []
            )
        })
    })
