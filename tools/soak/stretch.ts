/** A row of deeds, played from power-on to power-off on a card that stays. */

import type { FirmwareFiles } from "../../sim/cli/firmware-file.ts"
import { worldOptions } from "../../sim/cli/run-scenario.ts"
import type { TimelineEvent } from "../../sim/report/timeline.ts"
import { prepareCard } from "../../sim/scenario/card-slot.ts"
import { playScenario } from "../../sim/scenario/runner.ts"
import { JsonValue } from "../../sim/scenario/json-value.ts"
import { ScenarioFiles } from "../../sim/scenario/scenario-files.ts"
import { parseScenario } from "../../sim/scenario/schema.ts"
import { createWorld } from "../../sim/world.ts"
import type { Deed } from "./deeds.ts"

/** Of the scenario, where something is wrong with it. */
const NAME = "soak"
/** A stretch begins and ends in rest: the collector has run by then, and what is in use is what the program needs. */
export const REST = [{ wait: 20_000 }, { wait: "idle" }, { wait: 60_000 }]

/** Script heap in use when rubbish was collected last, at the beginning of a step. */
export interface HeapSample {
    readonly tMs: number
    readonly bytes: number
}

export interface StretchResult {
    readonly exit: number
    /** Why, where that is not 0. */
    readonly trouble: string
    readonly timeline: readonly TimelineEvent[]
    readonly heap: readonly HeapSample[]
    readonly virtualSeconds: number
}

export interface StretchPlace {
    readonly card: string
    readonly firmware: FirmwareFiles
    readonly seed: number
    readonly modem: string
    readonly country: string
    /** "max3421e"; a UART where it is left out. */
    readonly bridge?: string
    readonly settings: Readonly<Record<string, string | number>>
}

/** Play them. Waits: for as long as it takes, some 2 s for each. */
export async function playStretch(
    deeds: readonly Deed[],
    place: StretchPlace,
    progress: (stepIndex: number, stepCount: number) => void
): Promise<StretchResult> {
    const { card, firmware, seed, modem, country, bridge, settings } = place
    const steps = [...REST, ...deeds.flatMap(each => each.steps), ...REST]
    const text = JSON.stringify({ modem, country, bridge, settings, steps })
    const scenario = parseScenario(JsonValue.parse(NAME, text), new ScenarioFiles(NAME))
    prepareCard(card, scenario.card!, scenario.start)
    const world = await createWorld(worldOptions(scenario, seed, card, firmware))
    const heap: HeapSample[] = []
    world.timeline.listen(({ source, event, tMs }) => {
        if (source !== "sim" || event !== "step") return
        const bytes = world.stats().heapSettledBytes
        if (bytes !== undefined) heap.push({ tMs, bytes })
    })
    const outcome = await playScenario(world, scenario, (_, index) =>
        progress(index, scenario.steps.length)
    )
    const trouble = [world.rules.broken[0], outcome.failure?.reason, ...outcome.restarts]
    await world.close()
    return {
        exit: outcome.exit,
        trouble: trouble.filter(each => each !== undefined).join("\n"),
        timeline: world.timeline.events,
        heap,
        virtualSeconds: outcome.endUs / 1e6,
    }
}
