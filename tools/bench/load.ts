/**
 * Device load, estimated as docs/goals.md defines it, per virtual second:
 *
 *     (VM time − n × time of one empty simulated transfer of that size) ÷ VM time of an empty loop turn × 12.9 µs
 *     + n × 57 µs, without pauses
 *     + calls × 26 µs
 *
 * The VM does not count its calls, but each allocates its frame: allocations are counted, and are never fewer.
 */

import { PROFILES } from "../../sim/chips/voice-modem/profiles.ts"
import { Companion, buildCalibration, median, type Calibration } from "./calibration.ts"
import { GOALS, type Goal } from "./goals.ts"
import type { BenchOptions } from "./options.ts"
import { callAndHearOut, idle } from "./scenarios.ts"
import type { Figure } from "./table.ts"
import { type Moment, type Trial, playTrial } from "./trial.ts"

/** Of an ESP32 at 160 MHz with 40 KB of the heap in use, µs. */
const TURN_US = 12.9
const TRANSFER_US = 57
const CALL_US = 26
const TALK_SECONDS = 30
const IDLE_SECONDS = 120
/** What the firmware's own greeting is in; a modem that has another codec makes the player translate. */
const FLASH_CODEC = "ulaw"
const TRANSLATING = "playing, with translation"

export interface Load {
    readonly percent: number
    /** Of these per cent, what is added for calls. */
    readonly callPercent: number
}

export async function measureLoad({ runs, progress }: BenchOptions): Promise<Figure[]> {
    progress("compiling the calibration")
    const program = await buildCalibration()
    const translating = await translatingModem()
    const rounds: Map<string, Load>[] = []
    for (let round = 1; round <= runs; round++) {
        progress(`run ${round} of ${runs}`)
        rounds.push(await measureRound(program, translating))
    }
    return [
        loadFigure("recording", rounds, GOALS.loadRecording),
        loadFigure("playing", rounds, GOALS.loadPlaying),
        loadFigure(TRANSLATING, rounds, GOALS.loadTranslating),
        loadFigure("idle", rounds, undefined),
    ].filter(figure => !Number.isNaN(figure.value))
}

function loadFigure(what: string, rounds: Map<string, Load>[], goal: Goal | undefined): Figure {
    const loads = rounds.map(round => round.get(what)).filter(load => load !== undefined)
    const value = median(loads.map(load => load.percent))
    const calls = median(loads.map(load => load.callPercent)).toFixed(1)
    const spread = `${Math.min(...loads.map(l => l.percent)).toFixed(1)} … ${Math.max(...loads.map(l => l.percent)).toFixed(1)}`
    const note = `${spread} in ${loads.length} runs; ${calls} of it for calls`
    return { what, value, unit: "%", note, ...(goal && { goal }) }
}

type Spans = Readonly<Record<string, readonly [from: Moment, to: Moment]>>

async function measureRound(
    program: Uint8Array,
    translating: string | undefined
): Promise<Map<string, Load>> {
    const call = await loadsIn(program, callAndHearOut({ talkSeconds: TALK_SECONDS }), trial => ({
        recording: [trial.moment("modem record-start"), trial.moment("modem record-end")],
        playing: [
            trial.moment("modem play-start", {}, trial.moment("panel press")),
            trial.last("modem play-end"),
        ],
    }))
    const quiet = await loadsIn(program, idle(IDLE_SECONDS), trial => ({
        idle: [trial.moment("sim step", { index: 1 }), trial.moment("sim step", { index: 2 })],
    }))
    if (translating === undefined) return new Map([...call, ...quiet])
    const plan = { modem: translating, talkSeconds: 1 }
    const greeting = await loadsIn(program, callAndHearOut(plan), trial => ({
        [TRANSLATING]: [trial.moment("modem play-start"), trial.moment("modem play-end")],
    }))
    return new Map([...call, ...quiet, ...greeting])
}

/** The loads in parts of one run; how fast the computer is was measured all the while. */
async function loadsIn(
    program: Uint8Array,
    scenario: object,
    spansOf: (trial: Trial) => Spans
): Promise<Map<string, Load>> {
    const companion = await Companion.start(program)
    const spans = spansOf(await playTrial(scenario, { companion }))
    const calibration = companion.result()
    const loads = Object.entries(spans).map(
        ([name, [from, to]]) => [name, loadBetween(from, to, calibration)] as const
    )
    return new Map(loads)
}

/** A modem that plays the firmware's own greeting in another codec than it is in. */
async function translatingModem(): Promise<string | undefined> {
    for (const modem of Object.keys(PROFILES)) {
        const trial = await playTrial(callAndHearOut({ modem, talkSeconds: 1 }))
        if (trial.moment("modem play-start").event.fields["codec"] !== FLASH_CODEC) return modem
    }
    return undefined
}

export function loadBetween(from: Moment, to: Moment, calibration: Calibration): Load {
    const { turnMs, transferMs, byteMs, transferAllocations } = calibration
    const seconds = (to.tMs - from.tMs) / 1000
    const bus = (key: string) => to.stats.bus[key]! - from.stats.bus[key]!
    const transfers = bus("transfers")
    const answered = transfers + bus("pauses")
    const emptyMs = answered * transferMs + bus("bytes") * byteMs
    const vmMs = to.effort.wallMs - from.effort.wallMs
    const allocations = to.effort.allocations - from.effort.allocations
    const calls = Math.max(0, allocations - answered * transferAllocations)
    const scriptUs = (Math.max(0, vmMs - emptyMs) / turnMs) * TURN_US
    const callPercent = (calls * CALL_US) / seconds / 1e4
    const percent = (scriptUs + transfers * TRANSFER_US) / seconds / 1e4 + callPercent
    return { percent, callPercent }
}
