/** One run from the files on the disk to the files on the disk: everything about `afterbeep sim` but its options. */

import { existsSync, rmSync } from "node:fs"
import { dirname, join } from "node:path"
import { CardError } from "../card/card-error.ts"
import { makeFolder } from "../card/make-folder.ts"
import { extractVolume } from "../card/extract-volume.ts"
import { prepareCard } from "../scenario/card-slot.ts"
import { ScenarioError } from "../scenario/json-value.ts"
import { loadScenario } from "../scenario/load.ts"
import { clearOutputs, writeOutputs } from "../scenario/outputs.ts"
import { ExitCode, playScenario, type RunOutcome } from "../scenario/runner.ts"
import { type Scenario } from "../scenario/scenario.ts"
import { type CreateWorld, type World, type WorldOptions } from "../scenario/world.ts"
import { compareTimelines, type TimelineVerdict } from "../report/timeline-check.ts"
import { displayPlan } from "./display-plan.ts"
import { FirmwareError, type FirmwareFiles, findFirmware } from "./firmware-file.ts"
import { ProgressLine } from "./progress-line.ts"
import { describeDifference, describeTrouble, describeWarnings, seconds } from "./run-report.ts"
import { ReplayedCards } from "./replayed-cards.ts"
import { SEED_DEFAULT, type SimOptions } from "./sim-options.ts"
import { UsageError } from "./usage-error.ts"

/** The card of a saved run, where no other place is named for it. */
const REPLAYED_CARD = "replayed-card.img"

/**
 * Play the scenario, write all outputs, and tell the terminal what came of it.
 *
 * Bad input is explained on stderr and nothing is written.
 * Waits: for the whole run.
 */
export async function runScenario(
    options: SimOptions,
    createWorld: CreateWorld
): Promise<ExitCode> {
    return await explainBadInput(async () => {
        const scenario = loadScenario(options.scenarioPath)
        for (const note of scenario.notes) console.error(`note: ${note}`)
        return await runLoaded(scenario, options, createWorld)
    })
}

/** Do it; a file that a person must correct becomes a message on stderr and the exit code for it. */
export async function explainBadInput(run: () => Promise<ExitCode>): Promise<ExitCode> {
    try {
        return await run()
    } catch (error) {
        const isBadInput = [ScenarioError, CardError, FirmwareError].some(
            kind => error instanceof kind
        )
        if (!isBadInput) throw error
        console.error((error as Error).message)
        return ExitCode.BadInput
    }
}

async function runLoaded(
    scenario: Scenario,
    options: SimOptions,
    createWorld: CreateWorld
): Promise<ExitCode> {
    const { outFolder, volumePath } = options
    const seed = options.seed ?? scenario.seed ?? SEED_DEFAULT
    const cardPath = cardInSlot(scenario, options)
    const firmware = await findFirmwareOf(scenario, options)
    if (cardPath !== undefined && options.cardPath === undefined) makeRoomFor(cardPath)
    if (cardPath !== undefined && scenario.card)
        prepareCard(cardPath, scenario.card, scenario.start)
    clearOutputs(outFolder)
    if (volumePath !== undefined) rmSync(volumePath, { force: true })
    const cards = new ReplayedCards(outFolder, scenario.card, cardPath)
    const world = await createWorld({
        ...worldOptions(scenario, seed, cardPath, firmware),
        openCard: cards.open,
    })
    const progress = new ProgressLine(scenario.steps.length)
    const beganMs = performance.now()
    const outcome = await playScenario(world, scenario, progress.show)
    const wallSeconds = Math.round(performance.now() - beganMs) / 1000
    progress.clear()
    writeOutputs(outFolder, world, outcome.callCount, {
        seed,
        virtualSeconds: outcome.endUs / 1e6,
        wallSeconds,
    })
    const trouble = describeTrouble(world, scenario, outcome, seed)
    const verdict = verdictOf(scenario, world, outcome)
    await world.close()
    if (volumePath !== undefined) writeVolume(cardPath, volumePath)
    if (trouble !== "") console.error(trouble)
    for (const warning of describeWarnings(world.timeline.events)) console.error(`note: ${warning}`)
    const exit = exitOf(outcome.exit, verdict)
    if (verdict) tellVerdict(verdict)
    console.log(summarise(scenario, { ...outcome, exit }, wallSeconds, outFolder))
    return exit
}

/** Undefined: there is no earlier run to be compared with. */
function verdictOf(
    { earlierTimeline }: Scenario,
    { timeline }: World,
    { endUs }: RunOutcome
): TimelineVerdict | undefined {
    return earlierTimeline && compareTimelines(earlierTimeline, timeline.events, endUs / 1000)
}

/** Another timeline is as an expect that was not met. */
function exitOf(exit: ExitCode, verdict: TimelineVerdict | undefined): ExitCode {
    return exit === ExitCode.Played && verdict?.difference ? ExitCode.StepFailed : exit
}

function tellVerdict({ sameCount, difference }: TimelineVerdict): void {
    if (difference) console.error(describeDifference(sameCount, difference))
    else console.log(`the timeline is that of the saved run: ${sameCount} events`)
}

/** The world that a scenario is played in. */
export function worldOptions(
    scenario: Scenario,
    seed: number,
    cardPath: string | undefined,
    firmware: FirmwareFiles
): WorldOptions {
    const { country, callerId, release, modem, hasModemSwitch, usb } = scenario
    const { displayHeight, start } = scenario
    return {
        ...{ seed, country, callerId, release, modem, hasModemSwitch, usb, start },
        display: displayPlan(displayHeight),
        cardPath,
        ...(scenario.card && { cardKind: scenario.card.kind }),
        firmwarePath: firmware.imagePath,
        firmwareDebugPath: firmware.debugPath,
    }
}

async function findFirmwareOf(scenario: Scenario, options: SimOptions): Promise<FirmwareFiles> {
    if (options.firmwarePath !== undefined) return await findFirmware(options.firmwarePath)
    const named = `${options.scenarioPath}: firmware`
    return await findFirmware(scenario.firmwarePath, named)
}

/** The image that lies in the slot at power-on. A card that a saved run began with is made anew each time. */
function cardInSlot(scenario: Scenario, { cardPath, outFolder }: SimOptions): string | undefined {
    if (!scenario.card) return undefined
    if (cardPath !== undefined) return cardPath
    if (scenario.card.sectorsPath !== undefined) return join(outFolder, REPLAYED_CARD)
    throw new UsageError(
        '--card IMAGE is missing: only a scenario with "card": null, or a saved run, does without'
    )
}

function makeRoomFor(cardPath: string): void {
    makeFolder(dirname(cardPath))
    rmSync(cardPath, { force: true })
}

/** A card that has no FAT volume at the end has nothing to be judged: said, but not an error of the run. */
function writeVolume(cardPath: string | undefined, volumePath: string): void {
    try {
        if (cardPath !== undefined && existsSync(cardPath)) extractVolume(cardPath, volumePath)
    } catch (error) {
        if (!(error instanceof CardError)) throw error
        console.error(`note: --volume was not written: ${error.message}`)
    }
}

function summarise(
    scenario: Scenario,
    outcome: RunOutcome,
    wallSeconds: number,
    outFolder: string
): string {
    const count = scenario.steps.length
    const played = outcome.failure ? `stopped at step ${outcome.failure.stepIndex} of` : "played"
    const clock = `${seconds(outcome.endUs)} s of virtual time in ${wallSeconds.toFixed(2)} s`
    return `${played} ${count} ${count === 1 ? "step" : "steps"}: ${clock}, exit ${outcome.exit}; see ${outFolder}`
}
