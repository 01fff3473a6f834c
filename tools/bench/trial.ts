/** One run of a scenario in this process, with the counters of all models at every event of its timeline. */

import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { CardImage } from "../../sim/chips/sdcard/card-image.ts"
import { OverlayImage } from "../../sim/chips/sdcard/overlay-image.ts"
import { worldOptions } from "../../sim/cli/run-scenario.ts"
import { findFirmware } from "../../sim/cli/firmware-file.ts"
import type { EventFields, TimelineEvent } from "../../sim/report/timeline.ts"
import { prepareCard } from "../../sim/scenario/card-slot.ts"
import { loadScenario } from "../../sim/scenario/load.ts"
import { playScenario } from "../../sim/scenario/runner.ts"
import type { Scenario } from "../../sim/scenario/scenario.ts"
import type { World, WorldStats } from "../../sim/scenario/world.ts"
import type { VmEffort } from "../../sim/vm/device-vm.ts"
import { createWorld } from "../../sim/world.ts"
import { ToolError } from "../project.ts"

/** A moment of an overlay: the card fetches the sector `lba`, which it was asked for. */
export const SECTOR_READ = "sector-read"

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
    /** An image in the place of the scenario's card; it is played on a copy in memory, of what changes. */
    readonly overlayOn?: string
    /** Of `overlayOn`: there is a moment "card sector-read", with the field `lba`, when the card fetches a sector. */
    readonly hasReads?: boolean
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

/** A card on which nothing is changed for good. */
class OpenCard extends OverlayImage {
    onRead: ((lba: number) => void) | undefined

    constructor(
        path: string,
        private readonly file = new CardImage(path)
    ) {
        super(file)
    }

    override read(lba: number): Uint8Array {
        this.onRead?.(lba)
        return super.read(lba)
    }

    closeBase(): void {
        this.file.close()
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
    const image = cardFor(card, scenario, options)
    const slot = scenario.card && !image ? card : undefined
    const firmware = await findFirmware(undefined)
    const world = await createWorld({
        ...worldOptions(scenario, options.seed ?? 1, slot, firmware),
        ...(image && { cardImage: image }),
    })
    const moments = watch(world, options.hasReads ? image : undefined)
    const outcome = await playScenario(world, scenario)
    const broken = world.rules.broken
    await world.close()
    image?.closeBase()
    if (options.keepCardAs !== undefined && existsSync(card)) copyFileSync(card, options.keepCardAs)
    if (outcome.exit === 0) return new Trial(moments.filter(isEvent))
    const panic = moments.find(({ event }) => event.event === "panic")
    const reasons = [broken[0], outcome.failure?.reason, panic?.event.fields["stack"]]
    throw new ToolError(
        `a run ended with exit code ${outcome.exit}: ${reasons.filter(each => each).join(" ")}`
    )
}

/** The card as the scenario wants it, at that path; or another one in its place, which is answered. */
function cardFor(path: string, scenario: Scenario, options: TrialOptions): OpenCard | undefined {
    if (options.overlayOn !== undefined) return new OpenCard(options.overlayOn)
    if (options.card !== undefined) copyFileSync(options.card, path)
    if (scenario.card) prepareCard(path, scenario.card, scenario.start)
    return undefined
}

/** @param reads its reads are moments, too */
function watch(world: World, reads: OpenCard | undefined): Moment[] {
    const moments: Moment[] = []
    const beganMs = performance.now()
    const beganCpu = process.cpuUsage()
    const note = (event: TimelineEvent) => {
        const { user, system } = process.cpuUsage(beganCpu)
        moments.push({
            tMs: event.tMs,
            event,
            stats: world.stats(),
            effort: world.effort(),
            wallMs: performance.now() - beganMs,
            cpuMs: (user + system) / 1000,
        })
    }
    world.timeline.listen(note)
    if (reads)
        reads.onRead = lba => {
            const tMs = world.scheduler.nowUs / 1000
            note({ tMs, source: "card", event: SECTOR_READ, fields: { lba } })
        }
    return moments
}

/**
 * The medium looks at what it overwrites, too. A read that the card was asked for is counted when something else is done
 * with the card.
 */
function isEvent({ event, stats }: Moment, at: number, all: readonly Moment[]): boolean {
    if (event.event !== SECTOR_READ) return true
    let next = at + 1
    while (next < all.length - 1 && all[next]!.event.source !== "card") next++
    return (all[next]?.stats.card.sectors["read"] ?? 0) > stats.card.sectors["read"]!
}
