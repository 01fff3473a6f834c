/**
 * Twelve minutes of speech and music, loud and faint, on a modem that hands over eight plain bits: nothing in them is taken
 * for a tone of the network, for the end of the call or for a key. Every message is as long as messages can be.
 */

import assert from "node:assert/strict"
import { join } from "node:path"
import { describe } from "node:test"
import { writeWav16 } from "../../sim/audio/wav.ts"
import { PC, assertClean, messageWith, readFromCard } from "../support/card-on-pc.ts"
import { judgedTest } from "../support/judges.ts"
import { soundBytes } from "../support/listening.ts"
import { PLAYERS } from "../support/music.ts"
import {
    type ScenarioRun,
    SMALL_CARD,
    newFolder,
    play,
    runBefore,
} from "../support/scenario-run.ts"
import { concat } from "../support/sound.ts"
import { VOICES, speech } from "../support/speech.ts"

const BYTES_A_SECOND = 8000
/** The longest message (devs.config.json). */
const MESSAGE_SECONDS = 180
/** More than that, at any pace. */
const MINUTES = 3.7
/** Of every player. */
const TEMPOS = [96, 120, 144]
const LEVELS_DBM = [-12, -30]

/** A call for every sound and level, each as long as the machine lets it be. */
function callsWith(make: () => Float32Array[]): () => ScenarioRun {
    return runBefore(async () => {
        const folder = newFolder()
        const steps = make().flatMap((sound, i) => {
            const audio = join(folder, `${i}.wav`)
            writeWav16(audio, sound)
            const call = { number: `212555010${i}`, audio, levelDbm: LEVELS_DBM[i]! }
            return [{ call }, { wait: "idle" }]
        })
        const settings = { rings: 2 }
        return await play(
            { card: SMALL_CARD, settings, steps: [{ wait: 8000 }, ...steps] },
            { folder }
        )
    })
}

function assertFull(run: ScenarioRun): void {
    for (const i of LEVELS_DBM.keys()) {
        const message = soundBytes(readFromCard(run, messageWith(run, `212555010${i}`).path))
        const seconds = message.length / BYTES_A_SECOND
        assert.ok(Math.abs(seconds - MESSAGE_SECONDS) < 1, `call ${i + 1}: ${seconds} s`)
    }
    assertClean(run)
}

describe("six minutes of speech of two voices", () => {
    const run = callsWith(() => VOICES.slice(0, 2).map(voice => speech(voice, MINUTES)))

    judgedTest([...PC, "sox", "flite", "espeak-ng"], "end no message", () => assertFull(run()))
})

describe("six minutes of music", () => {
    const run = callsWith(() => {
        const seconds = (MINUTES * 60) / (TEMPOS.length * Object.keys(PLAYERS).length)
        const pieces = TEMPOS.flatMap(tempo =>
            Object.values(PLAYERS).map(player => player(seconds, tempo))
        )
        const music = concat(...pieces)
        return LEVELS_DBM.map(() => music)
    })

    judgedTest([...PC, "sox"], "end no message", () => assertFull(run()))
})
