/**
 * Device load, estimated per virtual second from what is counted and not from time (docs/decisions/009):
 *
 *     (instructions − those of so many empty simulated transfers) ÷ those of an empty loop turn × 12.9 µs
 *     + (calls − those of so many empty simulated transfers) × 26 µs
 *     + transfers × 57 µs; pauses are not load
 *
 * The VM does not count its calls, but each allocates its frame: allocations are counted, and are never fewer.
 */

import { PROFILES } from "../../sim/chips/voice-modem/profiles.ts"
import { buildCalibration, calibrate, type Calibration } from "./calibration.ts"
import { GOALS, type Goal } from "./goals.ts"
import type { BenchOptions } from "./options.ts"
import { BRIDGES, BRIDGE_NAMES, type Bridge, callAndHearOut, idle } from "./scenarios.ts"
import type { Figure } from "./table.ts"
import { type Moment, playTrial } from "./trial.ts"

/** Of an ESP32 at 160 MHz with 40 KB of the heap in use, µs. */
const TURN_US = 12.9
const TRANSFER_US = 57
const CALL_US = 26
const TALK_SECONDS = 30
const IDLE_SECONDS = 120
/** What the firmware's own greeting is in; a modem that has another codec makes the player translate. */
const FLASH_CODEC = "ulaw"

/** Per virtual second. */
export interface Load {
    readonly percent: number
    /** Without the simulator's own share. */
    readonly instructions: number
    readonly calls: number
    readonly transfers: number
}

export async function measureLoad({ progress }: BenchOptions): Promise<Figure[]> {
    progress("counting an empty transfer")
    const calibration = await calibrate(await buildCalibration())
    const load = (from: Moment, to: Moment) => loadBetween(from, to, calibration)
    const figures: Figure[] = []
    for (const bridge of BRIDGES) {
        progress(`${bridge}: a call, and its message played; the greeting in another codec; idle`)
        figures.push(...(await measureBridge(bridge, load)))
    }
    return figures
}

type LoadBetween = (from: Moment, to: Moment) => Load

async function measureBridge(bridge: Bridge, load: LoadBetween): Promise<Figure[]> {
    const call = await playTrial(callAndHearOut({ bridge, talkSeconds: TALK_SECONDS }))
    const press = call.moment("panel press")
    const recording = load(call.moment("modem record-start"), call.moment("modem record-end"))
    const playing = load(call.moment("modem play-start", {}, press), call.last("modem play-end"))
    const quiet = await playTrial(idle(IDLE_SECONDS, bridge))
    const step = (index: number) => quiet.moment("sim step", { index })
    const figures = [
        figure("recording", recording, GOALS.loadRecording),
        figure("playing", playing, GOALS.loadPlaying),
        ...(await translating(bridge, load)),
        figure("idle", load(step(1), step(2)), undefined),
    ]
    return figures.map(each => ({ ...each, heading: `with ${BRIDGE_NAMES[bridge]}` }))
}

/** The greeting on a modem that plays it in another codec than it is in. */
async function translating(bridge: Bridge, load: LoadBetween): Promise<Figure[]> {
    for (const modem of Object.keys(PROFILES)) {
        const trial = await playTrial(callAndHearOut({ bridge, modem, talkSeconds: 1 }))
        const start = trial.moment("modem play-start")
        if (start.event.fields["codec"] === FLASH_CODEC) continue
        const counted = load(start, trial.moment("modem play-end"))
        return [figure("playing, with translation", counted, GOALS.loadTranslating)]
    }
    return []
}

function figure(what: string, load: Load, goal: Goal | undefined): Figure {
    const [instructions, calls, transfers] = [load.instructions, load.calls, load.transfers].map(
        each => Math.round(each).toLocaleString("en")
    )
    const note = `${instructions} instructions, ${calls} calls, ${transfers} transfers a second`
    return { what, value: load.percent, unit: "%", note, ...(goal && { goal }) }
}

export function loadBetween(from: Moment, to: Moment, calibration: Calibration): Load {
    const { turnSteps, transfer, report } = calibration
    const seconds = (to.tMs - from.tMs) / 1000
    const bus = (key: string) => to.stats.bus[key]! - from.stats.bus[key]!
    const transfers = bus("transfers")
    const answered = transfers + bus("pauses")
    const reports = Math.max(0, bus("framesToFirmware") - answered)
    const net = (total: number, key: "steps" | "allocations") =>
        Math.max(0, total - answered * transfer[key] - reports * report[key]) / seconds
    const instructions = net(to.effort.steps - from.effort.steps, "steps")
    const calls = net(to.effort.allocations - from.effort.allocations, "allocations")
    const busUs = (transfers * TRANSFER_US) / seconds
    const percent = ((instructions / turnSteps) * TURN_US + calls * CALL_US + busUs) / 1e4
    return { percent, instructions, calls, transfers: transfers / seconds }
}
