/**
 * Tones that a modem listens for: call progress tones by country, and the calling and answering tones of modems and
 * fax machines.
 *
 * Call progress from the ITU list of national tones (E.180 supplement 2; BT SIN 350 for the UK); fax from T.30
 * clause 4.1 (CNG 1100 Hz ±38 Hz, 0.5 s on, 3 s off, ±15 %; CED 2100 Hz); modems from V.25 (calling tone 1300 Hz,
 * 0.5–0.7 s on, 1.5–2 s off; answering tone 2100 Hz) and Bell 103 (2225 Hz).
 */

/** Shortest and longest duration, in ms. */
export type DurationRange = readonly [minMs: number, maxMs: number]

export interface ToneSpec {
    readonly name: string
    /** One frequency, or two that sound together. */
    readonly frequenciesHz: readonly number[]
    readonly toleranceHz: number
    /** Lengths of sound, pause, sound, pause …, repeating; empty: the tone is continuous. */
    readonly cadence: readonly DurationRange[]
    /** Report after this many finished parts of the cadence that fit; it is odd, as a pause has no end of its own. */
    readonly partsNeeded: number
    /** Continuous tones: report after this long. */
    readonly steadyMs: number
    /** Report again after this long while it goes on. */
    readonly repeatMs: number
}

export type CallProgressTone = "busy" | "congestion" | "dial"

interface TonePlan {
    readonly dial: readonly number[]
    readonly busy: readonly number[]
    /** Nominal cadences in ms: sound, pause, … */
    readonly busyMs: readonly number[]
    /** undefined: the same as busy. */
    readonly congestionMs: readonly number[] | undefined
}

const CADENCE_TOLERANCE = 0.2
const CADENCE_TOLERANCE_MIN_MS = 30
/** Administrations keep their tones within 1 … 1.5 %; the next nominal frequency is 15 Hz away. */
const TONE_TOLERANCE_HZ = 9
/** Longer than the sound of any ringback, so that neither that nor a busy tone is a dial tone. */
const DIAL_STEADY_MS = 2200

/** By country letters. */
const PLANS: Readonly<Record<string, TonePlan>> = {
    US: { dial: [350, 440], busy: [480, 620], busyMs: [500, 500], congestionMs: [250, 250] },
    UK: { dial: [350, 440], busy: [400], busyMs: [375, 375], congestionMs: [400, 350, 225, 525] },
    PL: { dial: [425], busy: [425], busyMs: [500, 500], congestionMs: undefined },
    // Sources say 350 or 400 ms; the tolerance covers both.
    RU: { dial: [425], busy: [425], busyMs: [375, 375], congestionMs: [175, 175] },
    DE: { dial: [425], busy: [425], busyMs: [480, 480], congestionMs: [240, 240] },
    FR: { dial: [440], busy: [440], busyMs: [500, 500], congestionMs: [250, 250] },
}

/** Countries whose tones are known. */
export const TONE_COUNTRIES: readonly string[] = Object.keys(PLANS)

/** The call progress tones of a country; none if it is not known. */
export function callProgressTones(country: string): ToneSpec[] {
    const plan = PLANS[country]
    if (!plan) return []
    const specs = [
        cadenced("busy", plan.busy, plan.busyMs),
        steady("dial", plan.dial, DIAL_STEADY_MS, 3000),
    ]
    if (plan.congestionMs) specs.push(cadenced("congestion", plan.busy, plan.congestionMs))
    return specs
}

/** Tones by which machines call and answer each other. */
export const MACHINE_TONES: readonly ToneSpec[] = [
    {
        name: "faxCalling",
        frequenciesHz: [1100],
        toleranceHz: 38,
        cadence: [
            [425, 575],
            [2550, 3450],
        ],
        partsNeeded: 3,
        steadyMs: 0,
        repeatMs: 3000,
    },
    {
        name: "modemCalling",
        frequenciesHz: [1300],
        toleranceHz: 20,
        cadence: [
            [450, 750],
            [1400, 2100],
        ],
        partsNeeded: 5,
        steadyMs: 0,
        repeatMs: 3000,
    },
    { ...steady("answer2100", [2100], 500, 500), toleranceHz: 20 },
    { ...steady("answer2225", [2225], 500, 500), toleranceHz: 20 },
]

/** Dual tone alerting signal before a caller ID (ETSI EN 300 659-1, BT SIN 227): 88 to 110 ms of both tones. */
export const ALERTING_TONE: ToneSpec = {
    ...steady("alert", [2130, 2750], 60, 1000),
    toleranceHz: 30,
}

function cadenced(
    name: CallProgressTone,
    frequenciesHz: readonly number[],
    partsMs: readonly number[]
): ToneSpec {
    return {
        name,
        frequenciesHz,
        toleranceHz: TONE_TOLERANCE_HZ,
        cadence: partsMs.map(withTolerance),
        partsNeeded: 2 * partsMs.length + 1,
        steadyMs: 0,
        repeatMs: 4000,
    }
}

function steady(
    name: string,
    frequenciesHz: readonly number[],
    steadyMs: number,
    repeatMs: number
): ToneSpec {
    const toleranceHz = TONE_TOLERANCE_HZ
    return { name, frequenciesHz, toleranceHz, cadence: [], partsNeeded: 0, steadyMs, repeatMs }
}

function withTolerance(ms: number): DurationRange {
    const slack = Math.max(CADENCE_TOLERANCE_MIN_MS, ms * CADENCE_TOLERANCE)
    return [ms - slack, ms + slack]
}
