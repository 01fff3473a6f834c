/**
 * The telephone networks of six countries, as data.
 *
 * Tones and cadences: ITU-T E.180 supplement 2, BT SIN 350 for the United Kingdom; the levels of the US are those of the
 * precise tone plan (Telcordia GR-506), -12 dBm0 elsewhere. The receiver-off-hook tone is 0 to -6 dBm a tone in reality
 * and lower here, because four of them must fit into the range of a telephone channel. How long the exchange waits after
 * a hang-up is the operator's choice everywhere; the values are typical ones.
 *
 * Left out: Russian ANI, for which the called end asks with a tone after it has answered (ordinary modems can't), and
 * the howler of the United Kingdom.
 */
import { type CallerIdPlan, type FskPlan } from "./caller-id-plan.ts"
import { type CountryPlan, type LineStep, type TonePlan } from "./country-plan.ts"

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

const BELLCORE_CALLER_ID: CallerIdPlan = {
    usual: "mdmf",
    delivery: { kind: "between-rings", delayMs: 800, guardMs: 200 },
    fsk: BELL_202,
    isCallTypeSent: false,
}

/** BT SIN 227: line reversal, alerting tone, and V.23 before the first ring. */
const BT_CALLER_ID: CallerIdPlan = {
    usual: "mdmf",
    delivery: { kind: "before-ring", quietMs: 150, alertMs: 100, gapMs: 75, guardMs: 250 },
    fsk: { ...V23, seizureBits: 200, markBits: 70 },
    isCallTypeSent: true,
}

/** ETSI EN 300 659-1, data during ringing: 500 to 2000 ms after the first ring. */
const ETSI_CALLER_ID: CallerIdPlan = {
    usual: "mdmf",
    delivery: { kind: "between-rings", delayMs: 800, guardMs: 200 },
    fsk: V23,
    isCallTypeSent: true,
}

const UNITED_STATES: CountryPlan = {
    name: "United States",
    timeZone: "America/New_York",
    ringHz: 20,
    ringCadenceMs: [2000, 4000],
    tones: {
        dial: { frequenciesHz: [350, 440], levelDbm: -13, cadenceMs: [] },
        busy: { frequenciesHz: [480, 620], levelDbm: -24, cadenceMs: [500, 500] },
        congestion: { frequenciesHz: [480, 620], levelDbm: -24, cadenceMs: [250, 250] },
        ringback: { frequenciesHz: [440, 480], levelDbm: -19, cadenceMs: [2000, 4000] },
        "call-waiting": tone([440], [300, 10_000]),
        "receiver-off-hook": {
            frequenciesHz: [1400, 2060, 2450, 2600],
            levelDbm: -9,
            cadenceMs: [100, 100],
        },
    },
    callerId: BELLCORE_CALLER_ID,
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

const UNITED_KINGDOM: CountryPlan = {
    name: "United Kingdom",
    timeZone: "Europe/London",
    ringHz: 25,
    ringCadenceMs: [400, 200, 400, 2000],
    tones: {
        dial: tone([350, 440], []),
        busy: tone([400], [375, 375]),
        congestion: tone([400], [400, 350, 225, 525]),
        ringback: tone([400, 450], [400, 200, 400, 2000]),
        "call-waiting": tone([400], [100, 4000]),
        unobtainable: tone([400], []),
    },
    callerId: BT_CALLER_ID,
    // A break of 100 ms, too short for most modems; then the exchange holds the line for the caller.
    afterCallerHangsUp: [
        { kind: "quiet", lengthMs: 500 },
        { kind: "drop", lengthMs: 100 },
        { kind: "quiet", lengthMs: 20_000 },
        { kind: "tone", tone: "unobtainable", lengthMs: 60_000 },
    ],
    afterSeizure: [
        { kind: "quiet", lengthMs: 300 },
        { kind: "tone", tone: "dial", lengthMs: 20_000 },
        { kind: "tone", tone: "unobtainable", lengthMs: 60_000 },
    ],
    subscriberGoneTone: undefined,
}

/** By ISO 3166 code, but for UK, which everybody says. */
const COUNTRY_PLANS: Readonly<Record<string, CountryPlan>> = {
    US: UNITED_STATES,
    UK: UNITED_KINGDOM,
    PL: continentalPlan({
        name: "Poland",
        timeZone: "Europe/Warsaw",
        ringHz: 25,
        toneHz: 425,
        ringCadenceMs: [1000, 4000],
        busyCadenceMs: [500, 500],
        congestionCadenceMs: [500, 500],
        waitingCadenceMs: [150, 150, 150, 4000],
        callerId: ETSI_CALLER_ID,
        afterCallerHangsUp: busyAfter(300),
    }),
    RU: continentalPlan({
        name: "Russia",
        timeZone: "Europe/Moscow",
        ringHz: 25,
        toneHz: 425,
        ringCadenceMs: [1000, 4000],
        busyCadenceMs: [350, 350],
        congestionCadenceMs: [175, 175],
        waitingCadenceMs: [200, 5000],
        // Newer lines have ETSI caller ID, or DTMF behind a digital exchange; the country has no rule.
        callerId: { ...ETSI_CALLER_ID, usual: "none" },
        afterCallerHangsUp: busyAfter(300),
    }),
    DE: continentalPlan({
        name: "Germany",
        timeZone: "Europe/Berlin",
        ringHz: 25,
        toneHz: 425,
        ringCadenceMs: [1000, 4000],
        busyCadenceMs: [480, 480],
        congestionCadenceMs: [240, 240],
        waitingCadenceMs: [200, 200, 200, 5000],
        callerId: ETSI_CALLER_ID,
        afterCallerHangsUp: busyAfter(300),
    }),
    FR: continentalPlan({
        name: "France",
        timeZone: "Europe/Paris",
        ringHz: 50,
        toneHz: 440,
        ringCadenceMs: [1500, 3500],
        busyCadenceMs: [500, 500],
        congestionCadenceMs: [250, 250],
        waitingCadenceMs: [300, 10_000],
        callerId: ETSI_CALLER_ID,
        afterCallerHangsUp: busyAfter(500),
    }),
}

/** Two-letter codes of the countries that `countryPlan` knows. */
export const COUNTRY_CODES: readonly string[] = Object.keys(COUNTRY_PLANS)

/**
 * The network of a country.
 *
 * @throws RangeError for a country that is not in the table; the message names those that are
 */
export function countryPlan(code: string): CountryPlan {
    const plan = Object.hasOwn(COUNTRY_PLANS, code) ? COUNTRY_PLANS[code] : undefined
    if (plan) return plan
    throw new RangeError(
        `no telephone network for country "${code}": use ${COUNTRY_CODES.join(", ")}`
    )
}

interface ContinentalRow {
    readonly name: string
    readonly timeZone: string
    readonly ringHz: number
    /** One frequency for all tones. */
    readonly toneHz: number
    readonly ringCadenceMs: readonly number[]
    readonly busyCadenceMs: readonly number[]
    readonly congestionCadenceMs: readonly number[]
    readonly waitingCadenceMs: readonly number[]
    readonly callerId: CallerIdPlan
    readonly afterCallerHangsUp: readonly LineStep[]
}

/** Networks with one tone frequency and no interruption of the loop. */
function continentalPlan(row: ContinentalRow): CountryPlan {
    const toneOf = (cadenceMs: readonly number[]): TonePlan => tone([row.toneHz], cadenceMs)
    return {
        name: row.name,
        timeZone: row.timeZone,
        ringHz: row.ringHz,
        ringCadenceMs: row.ringCadenceMs,
        tones: {
            dial: toneOf([]),
            busy: toneOf(row.busyCadenceMs),
            congestion: toneOf(row.congestionCadenceMs),
            ringback: toneOf(row.ringCadenceMs),
            "call-waiting": toneOf(row.waitingCadenceMs),
        },
        callerId: row.callerId,
        afterCallerHangsUp: row.afterCallerHangsUp,
        afterSeizure: [
            { kind: "quiet", lengthMs: 300 },
            { kind: "tone", tone: "dial", lengthMs: 20_000 },
            { kind: "tone", tone: "congestion", lengthMs: 60_000 },
        ],
        subscriberGoneTone: "busy",
    }
}

/** Busy tone for a minute, then the exchange gives the line up until it is on-hook. */
function busyAfter(quietMs: number): readonly LineStep[] {
    return [
        { kind: "quiet", lengthMs: quietMs },
        { kind: "tone", tone: "busy", lengthMs: 60_000 },
    ]
}

function tone(frequenciesHz: readonly number[], cadenceMs: readonly number[]): TonePlan {
    return { frequenciesHz, levelDbm: -12, cadenceMs }
}
