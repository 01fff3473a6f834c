/** `afterbeep demo`: plays a first call, tells it while it happens, draws it, and checks what it promised. */

import { rmSync } from "node:fs"
import { join } from "node:path"
import { prepareCard } from "../../scenario/card-slot.ts"
import { clearOutputs, writeOutputs } from "../../scenario/outputs.ts"
import { ExitCode, playScenario, type RunOutcome } from "../../scenario/runner.ts"
import { type Scenario } from "../../scenario/scenario.ts"
import { type CreateWorld, type World } from "../../scenario/world.ts"
import { findFirmware } from "../firmware-file.ts"
import { describeTrouble } from "../run-report.ts"
import { loadFirstCall, type FirstCall } from "./first-call.ts"
import { lampChange } from "./lamp-watch.ts"
import { MessageWatch } from "./message-on-card.ts"
import { Pauses } from "./pause.ts"
import { type Screen } from "./screen.ts"
import { Story } from "./story.ts"
import { MESSAGE_NAME, summarise } from "./summary.ts"
import { Teller } from "./teller.ts"

/** A name that nobody gives to a card they want to keep: it is made anew each time. */
const CARD_NAME = "demo-card.img"
/** How long each change of the lamp is shown, where it can be watched. */
const LAMP_PAUSE_MS = 250

export interface DemoOptions {
    readonly outFolder: string
    readonly seed: number
}

/**
 * Play, tell, draw and check the first call.
 *
 * Waits: some seconds.
 * @returns the exit code of the run, or that of a step that failed where a promise was not kept
 */
export async function playDemo(
    options: DemoOptions,
    createWorld: CreateWorld,
    screen: Screen
): Promise<ExitCode> {
    const firstCall = loadFirstCall()
    const { scenario, spec, greeting } = firstCall
    const cardPath = join(options.outFolder, CARD_NAME)
    introduce(screen)
    const world = await prepare(firstCall, cardPath, options, createWorld)
    const beganMs = performance.now()
    const outcome = await tellRun(world, scenario, cardPath, screen)
    const wallSeconds = Math.round(performance.now() - beganMs) / 1000
    const virtualSeconds = outcome.endUs / 1e6
    const { outFolder, seed } = options
    writeOutputs(outFolder, world, outcome.callCount, { seed, virtualSeconds, wallSeconds })
    const trouble = describeTrouble(world, scenario, outcome, seed)
    if (trouble !== "") console.error(trouble)
    await world.close()
    const areAllKept = summarise({ world, cardPath, outFolder, spec, greeting }, screen)
    screen.line()
    screen.line(
        `${virtualSeconds.toFixed(0)} seconds of the machine's life took ${wallSeconds.toFixed(1)} s here.`,
        "dim"
    )
    if (areAllKept) return outcome.exit
    screen.line("The first call did not go as it should: see what was not kept above.", "red")
    return outcome.exit === ExitCode.Played ? ExitCode.StepFailed : outcome.exit
}

function introduce(screen: Screen): void {
    screen.line("Afterbeep: a first call", "bold")
    screen.line(
        "You are out, and the dentist's office calls. The machine's own program runs here against a simulated telephone " +
            "line, modem and memory card; the speech is real sound. Times count from power-on."
    )
    screen.line("Getting the firmware ready (the first time takes some seconds) ...", "dim")
    screen.line()
}

async function prepare(
    { scenario, card }: FirstCall,
    cardPath: string,
    { outFolder, seed }: DemoOptions,
    createWorld: CreateWorld
): Promise<World> {
    const firmware = await findFirmware(undefined)
    clearOutputs(outFolder)
    rmSync(join(outFolder, MESSAGE_NAME), { force: true })
    rmSync(cardPath, { force: true })
    prepareCard(cardPath, card, scenario.start)
    return await createWorld({
        seed,
        country: scenario.country,
        callerId: scenario.callerId,
        release: scenario.release,
        modem: scenario.modem,
        start: scenario.start,
        cardPath,
        firmwarePath: firmware.imagePath,
        firmwareDebugPath: firmware.debugPath,
    })
}

async function tellRun(
    world: World,
    scenario: Scenario,
    cardPath: string,
    screen: Screen
): Promise<RunOutcome> {
    const messages = new MessageWatch(cardPath)
    const story = new Story(messages)
    const teller = new Teller(screen, story)
    const pauses = new Pauses()
    world.timeline.listen(event => {
        teller.hear(event)
        const isToBeWatched = screen.look.isLive && story.activity === "waiting"
        if (isToBeWatched && lampChange(event)) pauses.pause(LAMP_PAUSE_MS)
    })
    const outcome = await playScenario(world, scenario, nowUs => teller.pass(nowUs / 1000))
    screen.clearLive()
    return outcome
}
