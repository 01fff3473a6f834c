/** One run of a scenario in this process, with the counters of all models at every event of its timeline. */

import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { worldOptions } from "../../sim/cli/run-scenario.ts"
import { findFirmware } from "../../sim/cli/firmware-file.ts"
import type { EventFields, TimelineEvent } from "../../sim/report/timeline.ts"
import { prepareCard } from "../../sim/scenario/card-slot.ts"
import { loadScenario } from "../../sim/scenario/load.ts"
import { playScenario } from "../../sim/scenario/runner.ts"
import type { WorldStats } from "../../sim/scenario/world.ts"
import type { VmEffort } from "../../sim/vm/device-vm.ts"
import { createWorld } from "../../sim/world.ts"
import { ToolError } from "../project.ts"

/** All counters at one event. */
export interface Moment {
    readonly tMs: number
    readonly event: TimelineEvent
    readonly stats: WorldStats
    readonly effort: VmEffort
    readonly wallMs: number
    readonly cpuMs: number
}

export interface TrialOptions {
    readonly seed?: number
    /** A card image that an earlier trial left behind; it is played on a copy. */
    readonly card?: string
    /** Where the card is to be left. */
    readonly keepCardAs?: string
}

export class Trial {
    constructor(readonly moments: readonly Moment[]) {}

    /** The first such event that is not before `from`. @throws ToolError where there is none */
    moment(name: string, fields: EventFields = {}, from = this.moments[0]!): Moment {
        const [source, event] = name.split(" ")
        const found = this.moments.find(
            each =>
                each.tMs >= from.tMs &&
                each.event.source === source &&
                each.event.event === event &&
                Object.entries(fields).every(([key, value]) => each.event.fields[key] === value)
        )
        if (!found) throw new ToolError(`the run had no event "${name}" ${JSON.stringify(fields)}`)
        return found
    }

    /** The last such event. @throws ToolError where there is none */
    last(name: string): Moment {
        const [source, event] = name.split(" ")
        const found = this.moments.findLast(
            each => each.event.source === source && each.event.event === event
        )
        if (!found) throw new ToolError(`the run had no event "${name}"`)
        return found
    }

    between(from: Moment, to: Moment): Moment[] {
        return this.moments.slice(this.moments.indexOf(from), this.moments.indexOf(to) + 1)
    }
}

/**
 * @param scenario as docs/scenarios.md describes it, file names absolute
 * @throws ToolError where the run did not end as it should: what was measured would be of no worth
 */
export async function playTrial(scenario: object, options: TrialOptions = {}): Promise<Trial> {
    const folder = mkdtempSync(join(tmpdir(), "afterbeep-bench-"))
    try {
        return await playIn(folder, scenario, options)
    } finally {
        rmSync(folder, { recursive: true })
    }
}

async function playIn(folder: string, given: object, options: TrialOptions): Promise<Trial> {
    const path = join(folder, "scenario.json")
    writeFileSync(path, JSON.stringify(given))
    const scenario = loadScenario(path)
    const card = join(folder, "card.img")
    if (options.card !== undefined) copyFileSync(options.card, card)
    if (scenario.card) prepareCard(card, scenario.card, scenario.start)
    const slot = scenario.card ? card : undefined
    const firmware = await findFirmware(undefined)
    const world = await createWorld(worldOptions(scenario, options.seed ?? 1, slot, firmware))
    const moments: Moment[] = []
    const beganMs = performance.now()
    const beganCpu = process.cpuUsage()
    world.timeline.listen(event => {
        const { user, system } = process.cpuUsage(beganCpu)
        moments.push({
            tMs: event.tMs,
            event,
            stats: world.stats(),
            effort: world.effort(),
            wallMs: performance.now() - beganMs,
            cpuMs: (user + system) / 1000,
        })
    })
    const outcome = await playScenario(world, scenario)
    const broken = world.rules.broken
    await world.close()
    if (options.keepCardAs !== undefined && existsSync(card)) copyFileSync(card, options.keepCardAs)
    if (outcome.exit !== 0)
        throw new ToolError(
            `a run ended with exit code ${outcome.exit}: ${[broken[0], outcome.failure?.reason].join(" ")}`
        )
    return new Trial(moments)
}
