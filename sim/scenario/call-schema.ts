/** The `call` step: who calls, what they say and when, and how it ends. */

import {
    CALL_DEFAULTS,
    DTMF_DEFAULTS,
    type CallEnd,
    type CallSpec,
    type SpeakAfter,
    type SpokenItem,
} from "../exchange/call-spec.ts"
import { BLOCK_SAMPLES, SAMPLE_RATE_HZ } from "../clock/audio-clock.ts"
import { FileHandset, type KeyMark, type SavedVoice } from "../exchange/file-handset.ts"
import { type Handset } from "../exchange/handset.ts"
import { type JsonValue } from "./json-value.ts"
import { type ScenarioFiles } from "./scenario-files.ts"

const CALL_KEYS = [
    "number",
    "name",
    "maxRings",
    "audio",
    "speakAfter",
    "giveUpMs",
    "levelDbm",
    "then",
    "waiting",
]
/** Those that say who calls, and nothing of what they do. */
const CALLER_KEYS = ["number", "name", "maxRings"]
const DTMF_KEYS = [..."0123456789ABCD*#"]
const NUMBER_LENGTH_MAX = 20
/** What the network carries: Telcordia GR-31, calling name, 15 characters. */
const NAME_LENGTH_MAX = 15
const LEVEL_DBM = { min: -80, max: 3 }
/** An hour: longer than any wait of a caller that makes sense. */
const DURATION_MS = { min: 0, max: 3_600_000 }

/** Who calls, and, where the telephone is in somebody's hand, all that they say. */
export interface ParsedCall {
    readonly spec: CallSpec
    readonly handset?: Handset
}

/** @param notes takes what a person should know although it is no mistake */
export function parseCall(value: JsonValue, files: ScenarioFiles, notes: string[]): ParsedCall {
    const handset = value.membersOf([...CALL_KEYS, "handset"]).get("handset")
    if (!handset) return { spec: parseSpec(value, CALL_KEYS, files, notes) }
    const spec = parseSpec(value, [...CALLER_KEYS, "handset"], files, notes)
    return { spec, handset: new FileHandset(parseHandset(handset, files)) }
}

function parseSpec(
    value: JsonValue,
    allowed: readonly string[],
    files: ScenarioFiles,
    notes: string[]
): CallSpec {
    const members = value.membersOf(allowed)
    const name = members.get("name")
    if (name && !members.has("number"))
        notes.push(name.problem("not sent: without a number no caller ID is sent").message)
    const levelDbm = members.get("levelDbm")
    const audio = parseAudio(members.get("audio"), files)
    return {
        number: parseNumber(members.get("number")),
        name: name && parseName(name, notes),
        maxRings:
            members.get("maxRings")?.wholeNumber({ min: 1, max: 1000 }) ?? CALL_DEFAULTS.maxRings,
        audio,
        speakAfter: parseSpeakAfter(members.get("speakAfter"), audio[0]),
        giveUpMs: members.get("giveUpMs")?.number(DURATION_MS) ?? CALL_DEFAULTS.giveUpMs,
        levelDbm: levelDbm && levelDbm.number(LEVEL_DBM),
        then: parseThen(members.get("then")),
        mayWait: members.get("waiting")?.boolean() ?? CALL_DEFAULTS.mayWait,
    }
}

/** What is said from the first beat of the call on; with nothing in it, the telephone is put down at once. */
function parseHandset(value: JsonValue, files: ScenarioFiles): SavedVoice {
    const members = value.membersOf(["sound", "keys"])
    const sound = members.get("sound")
    const samples = sound ? files.sound(sound) : new Float32Array(0)
    if (sound && samples.length % BLOCK_SAMPLES !== 0)
        throw sound.problem(
            `${samples.length} samples: a call is made of whole beats of ${BLOCK_SAMPLES}`
        )
    const keys = members.get("keys")?.items() ?? []
    return { samples, keys: keys.map(key => parseKey(key, samples.length)) }
}

function parseKey(value: JsonValue, sampleCount: number): KeyMark {
    const members = value.membersOf(["atMs", "key"])
    const [at, key] = [members.get("atMs"), members.get("key")]
    if (!at || !key) throw value.wrongKind('{"atMs":…,"key":"5"}')
    const atSample = Math.round((at.number(DURATION_MS) * SAMPLE_RATE_HZ) / 1000)
    if (atSample >= sampleCount) throw at.problem("is after the end of the sound")
    return { atSample, digit: key.oneOf(DTMF_KEYS) }
}

function parseNumber(value: JsonValue | undefined): string | undefined {
    if (!value) return undefined
    const wanted = `digits in "quotes" (at most ${NUMBER_LENGTH_MAX}, "+" may stand first), "private" or "out-of-area"`
    const number = value.string(wanted)
    if (number === "private" || number === "out-of-area") return number
    if (/^\+?[0-9*#]+$/.test(number) && number.length <= NUMBER_LENGTH_MAX) return number
    throw value.wrongKind(wanted)
}

function parseName(value: JsonValue, notes: string[]): string {
    const wanted = "a name of printable ASCII characters, as the network sends it"
    const name = value.string(wanted)
    if (!/^[ -~]+$/.test(name)) throw value.wrongKind(wanted)
    if (name.length > NAME_LENGTH_MAX)
        notes.push(
            value.problem(`the network sends only ${NAME_LENGTH_MAX} characters of it`).message
        )
    return name.slice(0, NAME_LENGTH_MAX)
}

/** Callers that are no people. */
const MACHINES = '{"fax":true} or {"data":true}'

function parseAudio(value: JsonValue | undefined, files: ScenarioFiles): readonly SpokenItem[] {
    if (!value) return CALL_DEFAULTS.audio
    const items = value.kind === "array" ? value.items() : [value]
    return items.map(item => parseAudioItem(item, files))
}

function parseAudioItem(value: JsonValue, files: ScenarioFiles): SpokenItem {
    if (value.kind === "string") return { kind: "sound", samples: files.sound(value) }
    if (value.kind !== "object")
        throw value.wrongKind(`a WAV file in "quotes", {"dtmf"}, {"silenceMs"} or ${MACHINES}`)
    const names = ["dtmf", "onMs", "offMs", "levelDbm", "silenceMs", "fax", "data"] as const
    const members = value.membersOf(names)
    const dtmf = members.get("dtmf")
    if (dtmf) return parseDtmf(value, dtmf)
    const silence = value.membersOf(["silenceMs", "fax", "data"]).get("silenceMs")
    if (silence) {
        value.membersOf(["silenceMs"])
        return { kind: "silence", silenceMs: silence.number(DURATION_MS) }
    }
    for (const kind of ["fax", "data"] as const) {
        if (!members.get(kind)?.boolean()) continue
        value.membersOf([kind])
        return { kind }
    }
    throw value.wrongKind(`{"dtmf":"…"}, {"silenceMs":…} or ${MACHINES}`)
}

function parseDtmf(value: JsonValue, dtmf: JsonValue): SpokenItem {
    const members = value.membersOf(["dtmf", "onMs", "offMs", "levelDbm"])
    const wanted = 'digits in "quotes": 0-9, A-D, * and #'
    const digits = dtmf.string(wanted).toUpperCase()
    if (!/^[0-9A-D*#]+$/.test(digits)) throw dtmf.wrongKind(wanted)
    const range = { min: 5, max: 60_000 }
    return {
        kind: "dtmf",
        digits,
        onMs: members.get("onMs")?.number(range) ?? DTMF_DEFAULTS.onMs,
        offMs: members.get("offMs")?.number(range) ?? DTMF_DEFAULTS.offMs,
        levelDbm: members.get("levelDbm")?.number(LEVEL_DBM) ?? DTMF_DEFAULTS.levelDbm,
    }
}

/** @param first what the caller sends first: a machine waits for no beep */
function parseSpeakAfter(value: JsonValue | undefined, first: SpokenItem | undefined): SpeakAfter {
    const isMachine = first?.kind === "fax" || first?.kind === "data"
    if (!value && isMachine) return { kind: "answer" }
    if (!value) return CALL_DEFAULTS.speakAfter
    if (value.kind === "string")
        return { kind: value.oneOf(["beep", "answer"], ["a number of ms", '{"quietMs":ms}']) }
    if (value.kind === "number") return { kind: "delay", delayMs: value.number(DURATION_MS) }
    if (value.kind === "object") {
        const quiet = value.membersOf(["quietMs"]).get("quietMs")
        if (quiet) return { kind: "quiet", quietMs: quiet.number(DURATION_MS) }
    }
    throw value.wrongKind('"beep", "answer", a number of ms after off-hook, or {"quietMs":…}')
}

function parseThen(value: JsonValue | undefined): CallEnd {
    if (!value) return CALL_DEFAULTS.then
    if (value.kind === "string")
        return { kind: value.oneOf(["hangup"], ['{"stay":ms}', '{"pickup":ms}']) }
    const wanted = '"hangup", {"stay":ms} or {"pickup":ms}'
    if (value.kind !== "object") throw value.wrongKind(wanted)
    const members = value.membersOf(["stay", "pickup"])
    const stay = members.get("stay")
    const pickup = members.get("pickup")
    if (stay && !pickup) return { kind: "stay", stayMs: stay.number(DURATION_MS) }
    if (pickup && !stay) return { kind: "pickup", pickupMs: pickup.number(DURATION_MS) }
    throw value.wrongKind(wanted)
}
