/**
 * Telephone networks by country, as data: ringing, tones, caller ID and what follows a hang-up.
 *
 * Tones and cadences: ITU-T E.180 supplement 2; the levels of the US are those of the precise tone plan (Telcordia
 * GR-506). The receiver-off-hook tone is 0 to -6 dBm a tone in reality and lower here, because four of them must fit
 * into the range of a telephone channel. How long the exchange waits after a hang-up is the operator's choice
 * everywhere; the values are typical ones. Left out: the United Kingdom and other networks that send the caller ID
 * before the first ring, and Russian ANI, which ordinary modems can't ask for.
 */

export interface TonePlan {
    /** All sound together. */
    readonly frequenciesHz: readonly number[]
    /** dBm0 of each frequency. */
    readonly levelDbm: number
    /** On, off, on, off … and again from the start; empty: continuous. */
    readonly cadenceMs: readonly number[]
}

export type ToneKind = "dial" | "busy" | "reorder" | "ringback" | "receiver-off-hook"

/** Frequency shift keying of a caller ID message (Telcordia GR-30, ETSI EN 300 659-1). */
export interface FskPlan {
    readonly markHz: number
    readonly spaceHz: number
    readonly baud: number
    /** dBm0 */
    readonly levelDbm: number
    /** Alternating bits, space first, that wake the receiver. */
    readonly seizureBits: number
    /** Mark bits between them and the message. */
    readonly markBits: number
}

/** Caller ID in the silence between the first and the second ring. */
export interface CallerIdPlan {
    readonly fsk: FskPlan
    /** From the end of the first ring to the first bit. */
    readonly delayMs: number
    /** At least so long between the last bit and the second ring. */
    readonly guardMs: number
}

/** What the exchange does, step by step, with an off-hook line that nobody is connected to; then it stays silent. */
export type LineStep =
    | { readonly kind: "quiet"; readonly lengthMs: number }
    /** Loop current is interrupted. */
    | { readonly kind: "drop"; readonly lengthMs: number }
    | { readonly kind: "tone"; readonly tone: ToneKind; readonly lengthMs: number }

export interface CountryPlan {
    readonly name: string
    readonly ringHz: number
    /** One ring: on, off, and again on, off where a ring is two bursts. Multiples of 5 ms. */
    readonly ringCadenceMs: readonly number[]
    readonly tones: Partial<Readonly<Record<ToneKind, TonePlan>>>
    /** undefined: the network sends none that this exchange knows. */
    readonly callerId: CallerIdPlan | undefined
    readonly afterCallerHangsUp: readonly LineStep[]
    readonly afterSeizure: readonly LineStep[]
    /** What the caller hears when the called subscriber hangs up first; undefined: silence. */
    readonly subscriberGoneTone: ToneKind | undefined
}

const BELL_202: FskPlan = {
    markHz: 1200,
    spaceHz: 2200,
    baud: 1200,
    levelDbm: -14,
    seizureBits: 300,
    markBits: 180,
}

/** ITU-T V.23, the sending direction of ETSI networks. */
const V23: FskPlan = { ...BELL_202, markHz: 1300, spaceHz: 2100 }

const UNITED_STATES: CountryPlan = {
    name: "United States",
    ringHz: 20,
    ringCadenceMs: [2000, 4000],
    tones: {
        dial: { frequenciesHz: [350, 440], levelDbm: -13, cadenceMs: [] },
        busy: { frequenciesHz: [480, 620], levelDbm: -24, cadenceMs: [500, 500] },
        reorder: { frequenciesHz: [480, 620], levelDbm: -24, cadenceMs: [250, 250] },
        ringback: { frequenciesHz: [440, 480], levelDbm: -19, cadenceMs: [2000, 4000] },
        "receiver-off-hook": {
            frequenciesHz: [1400, 2060, 2450, 2600],
            levelDbm: -9,
            cadenceMs: [100, 100],
        },
    },
    callerId: { fsk: BELL_202, delayMs: 800, guardMs: 200 },
    afterCallerHangsUp: [
        { kind: "quiet", lengthMs: 1000 },
        { kind: "drop", lengthMs: 500 },
        { kind: "quiet", lengthMs: 12_000 },
        { kind: "tone", tone: "dial", lengthMs: 30_000 },
        { kind: "tone", tone: "receiver-off-hook", lengthMs: 60_000 },
    ],
    afterSeizure: [
        { kind: "quiet", lengthMs: 200 },
        { kind: "tone", tone: "dial", lengthMs: 30_000 },
        { kind: "tone", tone: "receiver-off-hook", lengthMs: 60_000 },
    ],
    subscriberGoneTone: undefined,
}

interface EuropeanRow {
    readonly name: string
    readonly ringHz: number
    /** One frequency for all tones. */
    readonly toneHz: number
    readonly ringCadenceMs: readonly number[]
    readonly busyCadenceMs: readonly number[]
    readonly reorderCadenceMs: readonly number[]
    readonly callerId: CallerIdPlan | undefined
}

/** Networks with one tone frequency, no interruption of the loop, and busy tone at release. */
function europeanPlan(row: EuropeanRow): CountryPlan {
    const tone = (cadenceMs: readonly number[]): TonePlan => ({
        frequenciesHz: [row.toneHz],
        levelDbm: -12,
        cadenceMs,
    })
    return {
        name: row.name,
        ringHz: row.ringHz,
        ringCadenceMs: row.ringCadenceMs,
        tones: {
            dial: tone([]),
            busy: tone(row.busyCadenceMs),
            reorder: tone(row.reorderCadenceMs),
            ringback: tone(row.ringCadenceMs),
        },
        callerId: row.callerId,
        afterCallerHangsUp: [
            { kind: "quiet", lengthMs: 300 },
            { kind: "tone", tone: "busy", lengthMs: 60_000 },
        ],
        afterSeizure: [
            { kind: "quiet", lengthMs: 300 },
            { kind: "tone", tone: "dial", lengthMs: 20_000 },
            { kind: "tone", tone: "reorder", lengthMs: 60_000 },
        ],
        subscriberGoneTone: "busy",
    }
}

/** ETSI EN 300 659-1, data during ringing: 500 to 2000 ms after the first ring. */
const ETSI_BETWEEN_RINGS: CallerIdPlan = { fsk: V23, delayMs: 800, guardMs: 200 }

const PLANS: Readonly<Record<string, CountryPlan>> = {
    US: UNITED_STATES,
    DE: europeanPlan({
        name: "Germany",
        ringHz: 25,
        toneHz: 425,
        ringCadenceMs: [1000, 4000],
        busyCadenceMs: [480, 480],
        reorderCadenceMs: [240, 240],
        callerId: ETSI_BETWEEN_RINGS,
    }),
    FR: europeanPlan({
        name: "France",
        ringHz: 50,
        toneHz: 440,
        ringCadenceMs: [1500, 3500],
        busyCadenceMs: [500, 500],
        reorderCadenceMs: [250, 250],
        callerId: ETSI_BETWEEN_RINGS,
    }),
    PL: europeanPlan({
        name: "Poland",
        ringHz: 25,
        toneHz: 425,
        ringCadenceMs: [1000, 4000],
        busyCadenceMs: [500, 500],
        reorderCadenceMs: [500, 500],
        callerId: ETSI_BETWEEN_RINGS,
    }),
    RU: europeanPlan({
        name: "Russia",
        ringHz: 25,
        toneHz: 425,
        ringCadenceMs: [1000, 4000],
        busyCadenceMs: [350, 350],
        reorderCadenceMs: [175, 175],
        callerId: undefined,
    }),
}

/** Two-letter codes (ISO 3166) of the countries that `countryPlan` knows. */
export const COUNTRY_CODES: readonly string[] = Object.keys(PLANS)

/**
 * The network of a country.
 *
 * @throws RangeError for a country that is not in the table; the message names those that are
 */
export function countryPlan(code: string): CountryPlan {
    const plan = Object.hasOwn(PLANS, code) ? PLANS[code] : undefined
    if (plan) return plan
    throw new RangeError(
        `no telephone network for country "${code}": use ${COUNTRY_CODES.join(", ")}`
    )
}
