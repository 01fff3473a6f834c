/** Whole-machine runs in this process: many short ones, each without a program to be started. */

import { join } from "node:path"
import { JsonValue } from "../../sim/scenario/json-value.ts"
import { clearOutputs, writeOutputs } from "../../sim/scenario/outputs.ts"
import { type RunOutcome, playScenario } from "../../sim/scenario/runner.ts"
import { ScenarioFiles } from "../../sim/scenario/scenario-files.ts"
import { parseScenario } from "../../sim/scenario/schema.ts"
import { createWorld } from "../../sim/world.ts"
import { type WorldStats } from "../../sim/scenario/world.ts"
import { ensureFirmware } from "../../tools/firmware.ts"
import { ScenarioRun, type ScenarioText } from "./scenario-run.ts"

export class VolumeRun extends ScenarioRun {
    constructor(
        folder: string,
        readonly outcome: RunOutcome,
        readonly stats: WorldStats
    ) {
        super(folder, "")
    }

    /** What the firmware has logged. */
    get log(): string[] {
        return this.events("machine", "log").map(each => String(each["text"]))
    }

    /** First sector and number of each run that was written to the card. */
    get writes(): { lba: number; count: number }[] {
        return this.events("card", "write").map(each => ({
            lba: Number(each["lba"]),
            count: Number(each["count"]),
        }))
    }
}

/** Play a scenario with the card `card.img` of a folder, which exists; its outputs are in `out` beside it. */
export async function runVolume(
    folder: string,
    scenario: ScenarioText,
    seed = 1
): Promise<VolumeRun> {
    const firmware = await ensureFirmware()
    const name = join(folder, "s.json")
    const parsed = parseScenario(
        JsonValue.parse(name, JSON.stringify(scenario)),
        new ScenarioFiles(name)
    )
    const { country, modem, start } = parsed
    const world = await createWorld({
        ...{ seed, country, modem, start },
        cardPath: join(folder, "card.img"),
        ...(parsed.card && { cardKind: parsed.card.kind }),
        firmwarePath: firmware.devsPath,
        firmwareDebugPath: firmware.debugPath,
    })
    const outcome = await playScenario(world, parsed)
    const out = join(folder, "out")
    clearOutputs(out)
    writeOutputs(out, world, outcome.callCount, {
        seed,
        virtualSeconds: outcome.endUs / 1e6,
        wallSeconds: 0,
    })
    const stats = world.stats()
    await world.close()
    return new VolumeRun(folder, outcome, stats)
}
