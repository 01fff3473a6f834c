/** How fast the simulator is on this computer, while whatever else runs there does. */

import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ROOT, ToolError } from "../project.ts"
import { GOALS, type Goal } from "./goals.ts"
import type { BenchOptions } from "./options.ts"
import { callAndHearOut, idle } from "./scenarios.ts"
import type { Figure } from "./table.ts"
import { type Moment, playTrial } from "./trial.ts"

const RECORD_SECONDS = 180
const IDLE_SECONDS = 1800

export async function measureSpeed({ runs, progress }: BenchOptions): Promise<Figure[]> {
    progress("three minutes of recording")
    const plan = { talkSeconds: RECORD_SECONDS * 1.1 }
    const call = await playTrial(callAndHearOut(plan))
    progress("half an hour of nothing")
    const quiet = await playTrial(idle(IDLE_SECONDS))
    progress("starts")
    const start = call.moment("modem record-start")
    const recording = speed(
        "recording",
        start,
        call.moment("modem record-end"),
        GOALS.speedRecording
    )
    const powerOn = quiet.moments[0]!
    return [
        recording,
        speed("idle, from power-on", powerOn, quiet.moments.at(-1)!, GOALS.speedIdle),
        speed("idle, later", quiet.moment("sim step", { index: 1 }), quiet.moments.at(-1)!),
        {
            what: "process start to power-on",
            value: startSeconds(runs),
            unit: "s",
            goal: GOALS.startSeconds,
        },
    ]
}

/**
 * Virtual per wall second. Behind it: per second of processor time, which other programs do not change as much, and how much
 * of a processor this got; far below 100 % it says more about them than about us.
 */
function speed(what: string, from: Moment, to: Moment, goal?: Goal): Figure {
    const virtualMs = to.tMs - from.tMs
    const value = virtualMs / (to.wallMs - from.wallMs)
    const cpuMs = to.cpuMs - from.cpuMs
    const perCpu = (virtualMs / cpuMs).toFixed(0)
    const share = ((100 * cpuMs) / (to.wallMs - from.wallMs)).toFixed(0)
    const note = `${perCpu} per second of processor time, of which it got ${share} %`
    return { what, value, unit: "v.s/s", note, ...(goal && { goal }) }
}

/** Of the command itself, the median of so many runs; writing its outputs and its end are counted, too. */
function startSeconds(runs: number): number {
    const folder = mkdtempSync(join(tmpdir(), "afterbeep-bench-"))
    try {
        const scenario = join(folder, "s.json")
        writeFileSync(scenario, JSON.stringify({ card: null, steps: [] }))
        const starts = Array.from({ length: runs }, () => oneStart(folder, scenario))
        return starts.sort((a, b) => a - b)[starts.length >> 1]!
    } finally {
        rmSync(folder, { recursive: true })
    }
}

function oneStart(folder: string, scenario: string): number {
    const out = join(folder, "out")
    const beganMs = performance.now()
    const args = [join(ROOT, "bin/afterbeep.mjs"), "sim", "--scenario", scenario, "--out", out]
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" })
    const wholeSeconds = (performance.now() - beganMs) / 1000
    if (status !== 0) throw new ToolError(`afterbeep ended with ${status}: ${stderr}`)
    const stats = JSON.parse(readFileSync(join(out, "stats.json"), "utf8")) as {
        wallSeconds: number
    }
    return wholeSeconds - stats.wallSeconds
}
