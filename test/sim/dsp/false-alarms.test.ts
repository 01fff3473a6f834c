import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { DtmfDetector } from "../../../sim/dsp/dtmf-detector.ts"
import { ToneCadenceDetector } from "../../../sim/dsp/tone-cadence-detector.ts"
import {
    callProgressTones,
    MACHINE_TONES,
    TONE_COUNTRIES,
    type ToneSpec,
} from "../../../sim/dsp/tone-plans.ts"
import { requireJudge } from "../../support/judges.ts"
import { PLAYERS } from "../../support/music.ts"
import { soxSound } from "../../support/sound.ts"
import { speech, VOICES } from "../../support/speech.ts"

const MINUTES_EACH = 11

/** The tones of all countries at once, each by the name of its country. */
const EVERY_TONE: readonly ToneSpec[] = [
    ...MACHINE_TONES,
    ...TONE_COUNTRIES.flatMap(country =>
        callProgressTones(country).map(spec => ({ ...spec, name: `${country} ${spec.name}` }))
    ),
]

interface Heard {
    readonly keys: string
    readonly tones: readonly string[]
}

function heardIn(sound: Float32Array): Heard {
    let keys = ""
    const tones: string[] = []
    new DtmfDetector({ digitOn: key => (keys += key), digitOff: () => {} }).process(sound)
    new ToneCadenceDetector(EVERY_TONE, name => tones.push(name)).process(sound)
    return { keys, tones }
}

describe("half an hour of speech of three voices", () => {
    let keys = ""
    let minutes = 0

    for (const voice of VOICES)
        test(`${voice.judge} with the voice ${voice.name} makes no tone, busy or fax`, t => {
            if (!requireJudge(t, voice.judge) || !requireJudge(t, "sox")) return
            const sound = speech(voice, MINUTES_EACH)
            const heard = heardIn(sound)
            assert.deepEqual(heard.tones, [])
            keys += heard.keys
            minutes += sound.length / 8000 / 60
        })

    test("is heard as one key at most", t => {
        for (const voice of VOICES) if (!requireJudge(t, voice.judge)) return
        if (!requireJudge(t, "sox")) return
        assert.ok(minutes >= 30, `${minutes} minutes`)
        assert.ok(keys.length <= 1, `keys ${keys}`)
    })
})

test("noise of all colours is no tone and no key", t => {
    if (!requireJudge(t, "sox")) return
    for (const colour of ["white", "pink", "brown"])
        assert.deepEqual(heardIn(soxSound(`synth 30 ${colour}noise`)), { keys: "", tones: [] })
})

for (const [name, player] of Object.entries(PLAYERS))
    test(`five minutes of music (${name}) are no tone, busy or fax`, t => {
        if (!requireJudge(t, "sox")) return
        for (const tempo of [72, 96, 120, 144, 168])
            assert.deepEqual(heardIn(player(60, tempo)).tones, [], `tempo ${tempo}`)
    })
