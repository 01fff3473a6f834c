/**
 * Keys that nobody here has made: sox sings them, with noise 20 dB below and one tone 8 dB louder than the other, and the owner gets in
 * with them, has messages played and answering switched off. And ten minutes of speech in which no key is heard.
 *
 * It is the modem that hears keys, and tells them in the sound. In a simulated modem a detector of our own does, and that is what is
 * tried here besides the machine: a real modem has its maker's. ITU-T Q.24 has what networks take, in table A.1: AT&T's a high group from 8 dB
 * below to 4 dB above the low one, Brazil's up to 9 dB either way, Australia's up to 10.
 */

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, test } from "node:test"
import { exportedFiles } from "../../card/messages/export.ts"
import { listMessages } from "../../card/messages/message.ts"
import { withFiles } from "../../card/volume/place.ts"
import { readWav, writeWav16 } from "../../sim/audio/wav.ts"
import { PC, assertClean } from "../support/card-on-pc.ts"
import { heardClips } from "../support/heard-clips.ts"
import { judgedTest, runJudge } from "../support/judges.ts"
import { linesOf } from "../support/lines.ts"
import { digitsIn, soundBytes } from "../support/listening.ts"
import { OWNER, listedCalls, outcomes, settingsOf, speakingCard } from "../support/owner-calls.ts"
import { assertContiguousRun } from "../support/same-sound.ts"
import {
    LONG_STORY,
    SHORT_STORY,
    type ScenarioRun,
    newFolder,
    play,
    projectFile,
    runBefore,
} from "../support/scenario-run.ts"
import { concat, mix, scale, silence, soxSound } from "../support/sound.ts"
import { VOICES, speech } from "../support/speech.ts"
import { CARE, IDLE, call } from "../support/steps.ts"

const ROWS_HZ = [697, 770, 852, 941]
const COLUMNS_HZ = [1209, 1336, 1477]
const KEYPAD = "123456789*0#"
/** A sine of full scale is 3.14 dBm0; both tones of a key together are at −13 dBm0. */
const FULL_SCALE_DBM = 3.14
const KEY_DBM = -13
const NOISE_DB = -20
const KEY_MS = 70

const CODE = "23456789"
/** All messages, pause, go on, answering off, help, good-bye; with the ms after each. */
const TYPED: readonly (readonly [string, number])[] = [
    [CODE, 7000],
    ["1", 5000],
    ["#", 1500],
    ["#", 2000],
    ["0", 4000],
    ["*5", 9000],
    ["8", 5000],
]
const ALL_KEYS = TYPED.map(([keys]) => keys).join("")

/** @param twistDb how much louder the high tone is than the low one */
function key(name: string, twistDb: number): Float32Array {
    const at = KEYPAD.indexOf(name)
    const seconds = KEY_MS / 1000
    const tone = (hz: number) => soxSound(`synth ${seconds} sine ${hz}`)
    const lowDb = KEY_DBM - FULL_SCALE_DBM - 10 * Math.log10(1 + 10 ** (twistDb / 10))
    const low = scale(tone(ROWS_HZ[Math.floor(at / 3)]!), lowDb)
    return mix(low, scale(tone(COLUMNS_HZ[at % 3]!), lowDb + twistDb))
}

function powerDb(sound: Float32Array): number {
    return 10 * Math.log10(sound.reduce((sum, each) => sum + each * each, 0) / sound.length)
}

/** What sox leaves of a sound between two frequencies. */
function filtered(sound: Float32Array, band: string): Float32Array {
    const raw = ["-t", "f32", "-r", "8000", "-c", "1", "-"]
    const bytes = runJudge("sox", [...raw, ...raw, "sinc", band], new Uint8Array(sound.buffer))
    return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

/** All that is typed, with white noise under all of it. */
function typedInNoise(twistDb: number): Float32Array {
    const made = TYPED.flatMap(([keys, pauseMs]) => [
        ...[...keys].flatMap(each => [key(each, twistDb), silence(KEY_MS)]),
        silence(pauseMs),
    ])
    const keys = concat(...made)
    const noise = soxSound(`synth ${keys.length / 8000} whitenoise`)
    return mix(keys, scale(noise, powerDb(made[0]!) + NOISE_DB - powerDb(noise)))
}

const [us, pl, fr, uk] = linesOf("keys-in-noise")

for (const [{ modem, country, language }, twistDb] of [
    [us, -8],
    [pl, 8],
    [fr, 0],
] as const)
    describe(`keys by sox, ${NOISE_DB} dB of noise, twist ${twistDb} dB: ${modem}, ${country}`, () => {
        let sent: Buffer
        const run = runBefore(() => {
            const folder = newFolder()
            const audio = join(folder, "keys.wav")
            writeWav16(audio, typedInNoise(twistDb))
            sent = readFileSync(audio)
            const settings = `rings = 2\ncountry = ${country}\npin = ${CODE}\n`
            const owner = { call: { number: OWNER, audio, speakAfter: 1500 } }
            return play(
                {
                    ...{ modem, country, card: speakingCard(language, settings) },
                    steps: [CARE, call("2125550101"), IDLE, owner, IDLE],
                },
                { folder }
            )
        })

        if (twistDb === 0)
            judgedTest(["sox", "multimon-ng"], "are the keys that multimon-ng hears", () =>
                assert.equal(digitsIn(sent), ALL_KEYS)
            )
        else
            judgedTest(["sox"], "are too uneven for multimon-ng: sox finds the twist", () => {
                const one = key("5", twistDb)
                const found =
                    powerDb(filtered(one, "1150-1500")) - powerDb(filtered(one, "650-980"))
                assert.ok(Math.abs(found - twistDb) < 0.5, `${found} dB`)
            })

        judgedTest([...PC, "sox"], "let the owner in, who switches answering off", () => {
            assert.deepEqual(outcomes(run()), ["message", "owner"])
            assert.ok(settingsOf(run()).includes("answer = no"))
            assertClean(run())
        })

        judgedTest(["sox"], "and all of them do what they stand for", () => {
            const heard = heardClips(run().output("line-2.wav"), language)
            const wanted = ["menu", "message", "answering-off", "help-messages", "goodbye"]
            for (const clip of wanted)
                assert.ok(heard.includes(clip), `${clip} of ${heard.join(" ")}`)
        })
    })

/** Of each voice of `VOICES`; and what callers and the machine itself say in `sounds/`. */
const MINUTES_EACH = 3.7
const VOICE_SAMPLES = 195 * 8000
const SPOKEN = [
    SHORT_STORY,
    LONG_STORY,
    ...["en", "pl", "ru"].map(language => projectFile(`sounds/${language}/greeting-default.wav`)),
]
const SPEECH_DBM = -12
const KEY_CODES = "0123456789ABCD*#"

/** Events of the modem that tell keys. */
function keysHeard(run: ScenarioRun): string[] {
    const codes = run.events("modem", "event").map(each => String(each["code"]))
    return codes.filter(code => KEY_CODES.includes(code))
}

describe("ten minutes of speech, to a machine that knows a code", () => {
    const run = runBefore(() => {
        const folder = newFolder()
        const audio = join(folder, "speech.wav")
        const voices = VOICES.map(voice => speech(voice, MINUTES_EACH).subarray(0, VOICE_SAMPLES))
        const talk = concat(...SPOKEN.map(readWav), ...voices)
        assert.ok(talk.length > 600 * 8000)
        writeWav16(audio, talk)
        const { modem, country, language } = uk
        const settings = `rings = 2\ncountry = ${country}\npin = 2468\nmessage-seconds = 720\n`
        const hash = { dtmf: "#", onMs: 100 }
        const sounds = [audio, hash]
        const caller = { number: "2125550101", audio: sounds, levelDbm: SPEECH_DBM }
        return play(
            {
                ...{ modem, country, card: speakingCard(language, settings) },
                steps: [
                    CARE,
                    { call: { ...caller, then: { stay: 12_000 } } },
                    { ...IDLE, timeoutMs: 700_000 },
                ],
            },
            { folder }
        )
    })
    const judges = [...PC, "sox", ...new Set(VOICES.map(voice => voice.judge))]

    judgedTest(judges, "are heard as no key at all; the # behind them is", () =>
        assert.deepEqual(keysHeard(run()), ["#"])
    )

    judgedTest(judges, "are one message, whole, and no more than that", () => {
        const [[, , , , outcome, seconds] = [], ...others] = listedCalls(run())
        assert.deepEqual([outcome, others], ["message", []])
        assert.ok(Number(seconds) > 600, `${seconds} s`)
        const wav = withFiles(run().cardPath, "r", files => {
            const { messages } = listMessages(files)
            assert.equal(messages.length, 1)
            return Buffer.from(exportedFiles(files, messages, "as-recorded")[0]!.content())
        })
        const modemSound = soundBytes(readFileSync(run().output("modem-1-1.wav")))
        assertContiguousRun(soundBytes(wav), modemSound)
        assertClean(run())
    })

    test("nobody is asked for the code, and the caller is offered the review", () => {
        const heard = heardClips(run().output("line-1.wav"), "en")
        assert.ok(!heard.includes("enter-code") && !heard.includes("wrong-code"))
        assert.ok(heard.includes("review"), heard.join(" "))
    })
})
