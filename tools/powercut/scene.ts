/** A run of the real firmware in the simulator, on a card in memory, with everything that it wrote. */

import {
    OverlayImage,
    type Overlay,
    type ReadonlyOverlay,
} from "../../sim/chips/sdcard/overlay-image.ts"
import { CardImage } from "../../sim/chips/sdcard/card-image.ts"
import { ORDINARY_CARD, type CardKind } from "../../sim/chips/sdcard/card-kind.ts"
import { worldOptions } from "../../sim/cli/run-scenario.ts"
import type { FirmwareFiles } from "../../sim/cli/firmware-file.ts"
import type { TimelineEvent } from "../../sim/report/timeline.ts"
import { JsonValue } from "../../sim/scenario/json-value.ts"
import { playScenario, type RunOutcome } from "../../sim/scenario/runner.ts"
import { ScenarioFiles } from "../../sim/scenario/scenario-files.ts"
import type { Scenario } from "../../sim/scenario/scenario.ts"
import { parseScenario } from "../../sim/scenario/schema.ts"
import type { VoiceReceive } from "../../sim/scenario/world.ts"
import { FlashMemory } from "../../sim/vm/flash-memory.ts"
import { createWorld } from "../../sim/world.ts"
import { ToolError } from "../project.ts"
import { CardLog, type LogEntry } from "./log/card-log.ts"
import { FlashLog, type FlashContent, type LoggedFlash } from "./log/flash-log.ts"

/** A card that is never busy: then what is lost at a cut is the firmware's doing alone. */
export const CAMPAIGN_CARD: CardKind = { ...ORDINARY_CARD, busy: "none" }
export const SEED = 1

export interface SceneOptions {
    readonly firmware: FirmwareFiles
    /** Image file of the card before, which is not changed. */
    readonly base: string
    /** What the card differs by from it. */
    readonly below?: ReadonlyOverlay
    /** What the machine has in its flash; it is erased unless stated. */
    readonly flash?: FlashContent
    /** Local time at power-on, as a scenario has it; when the cards are made unless stated. */
    readonly start?: string | undefined
    /** Steps as docs/scenarios.md describes them, from power-on. */
    readonly steps: readonly object[]
}

export interface SceneResult {
    readonly entries: readonly LogEntry[]
    readonly flashes: readonly LoggedFlash[]
    readonly events: readonly TimelineEvent[]
    /** What the modem handed over, in the order of its voice receives. */
    readonly received: readonly VoiceReceive[]
    /** All that the card differs by from the base at the end. */
    readonly overlay: Overlay
}

/** Steps as a scenario that the runner can play. @throws ScenarioError where they are not right */
export function scenarioOf(steps: readonly object[], rest: object = {}): Scenario {
    const name = "powercut.json"
    const text = JSON.stringify({ ...rest, steps })
    return parseScenario(JsonValue.parse(name, text), new ScenarioFiles(name))
}

/** Play it. @throws ToolError where the run does not end as it should */
export async function playScene(options: SceneOptions): Promise<SceneResult> {
    const { firmware, base, below, start, steps } = options
    const file = new CardImage(base)
    try {
        const image = new OverlayImage(file)
        if (below) image.load(below)
        const scenario = scenarioOf(steps, start === undefined ? {} : { start })
        const flash = new FlashMemory(options.flash)
        const world = await createWorld({
            ...worldOptions(scenario, SEED, undefined, firmware),
            cardKind: CAMPAIGN_CARD,
            cardImage: image,
            flash,
        })
        const log = new CardLog(() => world.scheduler.nowUs)
        image.watch = log
        const flashLog = new FlashLog(() => world.scheduler.nowUs)
        flashLog.begin(flash.content)
        flash.watch = content => flashLog.written(content)
        world.timeline.listen(({ source, event }) => {
            if (source === "card" && event === "write") log.runEnded()
        })
        const outcome = await playScenario(world, scenario)
        requirePlayed(outcome, world.rules.broken)
        const numbers = Array.from({ length: outcome.callCount }, (_, index) => index + 1)
        const received = numbers.flatMap(each => world.voiceReceives(each))
        const { events } = world.timeline
        await world.close()
        const { entries: flashes } = flashLog
        return { entries: log.entries, flashes, events, received, overlay: image.save() }
    } finally {
        file.close()
    }
}

function requirePlayed({ exit, failure, restarts }: RunOutcome, broken: readonly string[]): void {
    if (exit === 0) return
    const reason = [broken[0], restarts[0], failure?.reason].filter(Boolean).join("; ")
    throw new ToolError(`a run without any cut ended with exit code ${exit}: ${reason}`)
}
