/** A self-test of the simulated machine: switched on with Play held, and its log. */

import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ROOT, ToolError, WrongUsage } from "../project.ts"

/** Exit code of `afterbeep sim` for a scenario that is wrong. */
const BAD_INPUT = 2
const TEST_MS = 60_000

export interface SimulatedMachine {
    readonly modem: string
    readonly bridge: string
}

/** The log's lines. @throws WrongUsage: no such modem or bridge; ToolError. Waits: some seconds */
export function simulatedLog({ modem, bridge }: SimulatedMachine): string[] {
    const folder = mkdtempSync(join(tmpdir(), "afterbeep-doctor-"))
    try {
        const scenario = join(folder, "doctor.json")
        const steps = [{ hold: "play", ms: 4500 }, { wait: TEST_MS }]
        writeFileSync(scenario, JSON.stringify({ modem, bridge, card: { sizeMB: 512 }, steps }))
        const { status, stderr } = spawnSync(
            process.execPath,
            [
                join(ROOT, "bin/afterbeep.mjs"),
                ...["sim", "--scenario", scenario, "--out", join(folder, "out")],
                ...["--card", join(folder, "card.img")],
            ],
            { encoding: "utf8" }
        )
        if (status === BAD_INPUT) throw new WrongUsage(stderr.trim())
        if (status !== 0) throw new ToolError(`the simulator ended with ${status}\n${stderr}`)
        const timeline = readFileSync(join(folder, "out/timeline.jsonl"), "utf8")
        return timeline
            .trim()
            .split("\n")
            .map(line => JSON.parse(line) as { event: string; text?: string })
            .flatMap(({ event, text }) => (event === "log" ? [text ?? ""] : []))
    } finally {
        rmSync(folder, { recursive: true })
    }
}
