/** Whole-machine runs: the command line of the simulator in a folder of its own, and what it left there. */

import { spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, before } from "node:test"
import { fileURLToPath } from "node:url"
import { notePlayed } from "./lines.ts"

const AFTERBEEP = fileURLToPath(new URL("../../bin/afterbeep.mjs", import.meta.url))

/** Path of a file that comes with the project. */
export function projectFile(path: string): string {
    return fileURLToPath(new URL(`../../${path}`, import.meta.url))
}

/** A scenario as docs/scenarios.md describes it. */
export interface ScenarioText {
    readonly steps: readonly object[]
    readonly [key: string]: unknown
}

export interface PlayOptions {
    readonly seed?: number
    /** Image of another firmware (.devs). */
    readonly firmware?: string
    /** A folder with a card that an earlier run left behind. */
    readonly folder?: string
    /** 0 unless stated; any other exit code fails the test with what the run said. */
    readonly exit?: number
}

/** A line of timeline.jsonl. */
export interface RunEvent {
    readonly tMs: number
    readonly source: string
    readonly event: string
    readonly [field: string]: unknown
}

export type Fields = Readonly<Record<string, unknown>>

interface RunStats {
    readonly wavs: Readonly<
        Record<string, readonly { readonly startMs: number; readonly firstSample: number }[]>
    >
}

export class ScenarioRun {
    readonly timeline: readonly RunEvent[]

    constructor(
        readonly folder: string,
        /** What it wrote to stderr. */
        readonly complaints: string
    ) {
        const lines = readFileSync(this.output("timeline.jsonl"), "utf8").trim().split("\n")
        this.timeline = lines.map(line => JSON.parse(line) as RunEvent)
    }

    /** Path of one of the outputs. */
    output(name: string): string {
        return join(this.folder, "out", name)
    }

    get cardPath(): string {
        return join(this.folder, "card.img")
    }

    get volumePath(): string {
        return join(this.folder, "volume.img")
    }

    /** All events of that kind whose fields are as given. */
    events(source: string, event: string, fields: Fields = {}): RunEvent[] {
        return this.timeline.filter(
            each =>
                each.source === source &&
                each.event === event &&
                Object.entries(fields).every(([key, value]) => each[key] === value)
        )
    }

    /** When the first such event came, ms from power-on. Throws where there is none. */
    timeOf(source: string, event: string, fields: Fields = {}): number {
        const found = this.events(source, event, fields)[0]
        if (!found) throw new Error(`no event ${source} ${event} ${JSON.stringify(fields)}`)
        return found.tMs
    }

    get endMs(): number {
        return this.timeOf("sim", "end")
    }

    /** When a sample of one of the WAVs sounded, ms from power-on. */
    timeIn(wav: string, sample: number): number {
        const stats = JSON.parse(readFileSync(this.output("stats.json"), "utf8")) as RunStats
        const piece = stats.wavs[wav]!.findLast(each => each.firstSample <= sample)!
        return piece.startMs + (sample - piece.firstSample) / 8
    }
}

/** One of the scenarios of this folder that can also be played from the command line. */
export function namedScenario(name: string): ScenarioText {
    const text = readFileSync(projectFile(`test/scenario/${name}.json`), "utf8")
    return JSON.parse(text.replaceAll("../../", projectFile(""))) as ScenarioText
}

/** Short and long stories of people who call. */
export const SHORT_STORY = projectFile("sounds/callers/second-call.wav")
export const LONG_STORY = projectFile("sounds/callers/first-call.wav")

/**
 * What all scenarios are played with that do not say which bridge they have: "sc16is750", or "max3421e". It is for the tests alone, to play
 * them at the other one: `npm run check` does so with some, and a person with any (docs/HACKING.md).
 */
export const TEST_BRIDGE = process.env["AFTERBEEP_TEST_BRIDGE"]

/** A card that is made and judged in no time. */
export const SMALL_CARD = { sizeMB: 512 }

/** Play a scenario, or the text of one as it is. The caller removes the folder. Waits: some seconds. */
export async function play(
    scenario: ScenarioText | string,
    options: PlayOptions = {}
): Promise<ScenarioRun> {
    const folder = options.folder ?? newFolder()
    const scenarioPath = join(folder, "s.json")
    writeFileSync(scenarioPath, typeof scenario === "string" ? scenario : textOf(scenario))
    const args = ["sim", "--scenario", scenarioPath, "--out", join(folder, "out")]
    args.push("--card", join(folder, "card.img"), "--volume", join(folder, "volume.img"))
    if (options.seed !== undefined) args.push("--seed", String(options.seed))
    if (options.firmware !== undefined) args.push("--firmware", options.firmware)
    const { exit, complaints } = await afterbeep(args)
    if (typeof scenario !== "string") notePlayed(scenario)
    if (exit !== (options.exit ?? 0)) throw new Error(`exit code ${exit}\n${complaints}`)
    return new ScenarioRun(folder, complaints)
}

/** A USB modem is found some seconds later than a serial one: who calls at once, calls after that. */
const FOUND_MS = 9000

function textOf(scenario: ScenarioText): string {
    if (!TEST_BRIDGE || "bridge" in scenario) return JSON.stringify(scenario)
    const steps = TEST_BRIDGE === "max3421e" ? later(scenario.steps) : scenario.steps
    return JSON.stringify({ ...scenario, bridge: TEST_BRIDGE, steps })
}

function later(steps: readonly object[]): readonly object[] {
    const [first, ...rest] = steps
    if (!first) return steps
    if ("call" in first) return [{ wait: FOUND_MS }, ...steps]
    const isTimed = "wait" in first && typeof first.wait === "number"
    return isTimed ? [{ wait: (first.wait as number) + FOUND_MS }, ...rest] : steps
}

/** Play a scenario once, before the tests of the suite that calls this; they get the run from what is returned. */
export function playedBefore(scenario: ScenarioText, options?: PlayOptions): () => ScenarioRun {
    return runBefore(() => play(scenario, options))
}

/** The same where making the run takes more than one scenario; its folder is removed after the suite. */
export function runBefore(make: () => Promise<ScenarioRun>): () => ScenarioRun {
    let run: ScenarioRun | undefined
    before(async () => {
        run = await make()
    })
    after(() => {
        if (run) rmSync(run.folder, { recursive: true })
    })
    return () => run!
}

export function newFolder(): string {
    return mkdtempSync(join(tmpdir(), "afterbeep-"))
}

/** The command line, as a person has it. Waits: until it has ended. */
export async function afterbeep(
    args: readonly string[]
): Promise<{ readonly exit: number; readonly complaints: string }> {
    const child = spawn(process.execPath, [AFTERBEEP, ...args], {
        stdio: ["ignore", "ignore", "pipe"],
    })
    const chunks: Buffer[] = []
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk))
    const exit = await new Promise<number>((resolve, reject) => {
        child.on("error", reject)
        child.on("close", code => resolve(code ?? -1))
    })
    return { exit, complaints: Buffer.concat(chunks).toString() }
}
