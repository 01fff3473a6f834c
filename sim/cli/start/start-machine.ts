/** `afterbeep start`: from the files on the disk to a machine that runs in real time, and back. */

import { existsSync, mkdirSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { ROOT } from "../../../tools/project.ts"
import { readWav } from "../../audio/wav.ts"
import { type CardFile } from "../../card/add-files.ts"
import { CALL_DEFAULTS } from "../../exchange/call-spec.ts"
import { prepareCard } from "../../scenario/card-slot.ts"
import { clearOutputs, writeOutputs } from "../../scenario/outputs.ts"
import { ExitCode } from "../../scenario/runner.ts"
import { type CreateWorld, type LocalTime, type World } from "../../scenario/world.ts"
import { loadFirstCall, type FirstCall } from "../demo/first-call.ts"
import { listCardCommand, listFilesLeft, typedPath } from "../demo/left-behind.ts"
import { messageNames, MessageWatch } from "../demo/message-on-card.ts"
import { type Screen } from "../demo/screen.ts"
import { Story } from "../demo/story.ts"
import { Teller } from "../demo/teller.ts"
import { findFirmware } from "../firmware-file.ts"
import { LiveRun } from "./live-run.ts"
import { KEY_HELP, KEY_HINT, LINE_HELP, type KnownCallers } from "./order.ts"
import { takeKeys, takeLines, type Input } from "./orders-in.ts"
import { Pacer, WALL_CLOCK } from "./pacer.ts"

const SECOND_CALLER = { number: "3125550177", name: "ROBIN" }
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const
const HELP_COLUMNS = 34
const MODEM = "conexant"
const SETTINGS = "AFTERBEEP/settings.txt"

export interface StartOptions {
    readonly cardPath: string
    readonly outFolder: string
    readonly country: string
    readonly seed: number
    /** Virtual seconds in a second. */
    readonly speed: number
}

/**
 * Run the machine until somebody quits, and write down what was heard.
 *
 * Waits: for as long as the person likes.
 */
export async function startMachine(
    options: StartOptions,
    createWorld: CreateWorld,
    screen: Screen,
    input: Input
): Promise<ExitCode> {
    const { cardPath, outFolder, seed } = options
    const firstCall = loadFirstCall()
    const hasKeys = input.isTTY === true
    screen.line("Afterbeep: your answering machine, in real time", "bold")
    screen.line("Getting the firmware ready (the first time takes some seconds) ...", "dim")
    const world = await prepare(options, firstCall, createWorld, screen)
    const showHelp = () => explain(screen, hasKeys)
    showHelp()
    const messages = new MessageWatch(cardPath)
    const story = new Story(messages)
    const teller = new Teller(screen, story, hasKeys ? KEY_HINT : "")
    const pacer = new Pacer(options.speed, WALL_CLOCK)
    const run = new LiveRun({ world, pacer, screen, story, teller, showHelp })
    const beganMs = performance.now()
    const misunderstood = await runWith(run, input, callersOf(firstCall), screen)
    const wallSeconds = Math.round(performance.now() - beganMs) / 1000
    const virtualSeconds = world.scheduler.nowUs / 1e6
    writeOutputs(outFolder, world, run.callCount, { seed, virtualSeconds, wallSeconds })
    await world.close()
    showFiles(options, run.callCount, screen)
    return judge(world, misunderstood)
}

async function prepare(
    { cardPath, outFolder, country, seed }: StartOptions,
    { card }: FirstCall,
    createWorld: CreateWorld,
    screen: Screen
): Promise<World> {
    const firmware = await findFirmware(undefined)
    const start = localTime(new Date())
    const isNew = !existsSync(cardPath)
    mkdirSync(dirname(resolve(cardPath)), { recursive: true })
    // What the owner changed on a card of theirs stays.
    const files = isNew ? card.files.map(file => withCountry(file, country)) : []
    prepareCard(cardPath, { ...card, files }, start)
    clearOutputs(outFolder)
    const count = messageNames(cardPath).length
    const holds = isNew
        ? "is new, and the machine will take some seconds to prepare it"
        : `has ${count} ${count === 1 ? "message" : "messages"}`
    screen.line(`The card ${holds}: ${typedPath(cardPath)}`)
    return await createWorld({
        seed,
        country,
        modem: MODEM,
        start,
        cardPath,
        firmwarePath: firmware.imagePath,
        firmwareDebugPath: firmware.debugPath,
    })
}

/** The machine's own settings name the country of the network, too. */
export function withCountry(file: CardFile, country: string): CardFile {
    if (file.name !== SETTINGS) return file
    return { ...file, bytes: Buffer.concat([file.bytes, Buffer.from(`country = ${country}\n`)]) }
}

function localTime(date: Date): LocalTime {
    return {
        year: date.getFullYear(),
        month: date.getMonth() + 1,
        day: date.getDate(),
        hour: date.getHours(),
        minute: date.getMinutes(),
        second: date.getSeconds(),
    }
}

function callersOf({ spec }: FirstCall): KnownCallers {
    const samples = readWav(join(ROOT, "sounds", "callers", "second-call.wav"))
    const audio = [{ kind: "sound", samples }] as const
    return { first: spec, second: { ...CALL_DEFAULTS, ...SECOND_CALLER, audio } }
}

/**
 * Signals and input end with the run, so that nothing keeps the process alive.
 *
 * @returns how many orders were not understood
 */
async function runWith(
    run: LiveRun,
    input: Input,
    callers: KnownCallers,
    screen: Screen
): Promise<number> {
    const quit = () => run.quitNow()
    for (const signal of SIGNALS) process.on(signal, quit)
    const orders =
        input.isTTY === true
            ? takeKeys(input, run, callers)
            : takeLines(input, run, callers, screen, () => sayHowTo(screen))
    try {
        await run.run()
        return orders.misunderstood
    } finally {
        orders.stop()
        for (const signal of SIGNALS) process.off(signal, quit)
    }
}

function explain(screen: Screen, hasKeys: boolean): void {
    const rows = hasKeys ? KEY_HELP : LINE_HELP
    screen.line(hasKeys ? "Keys:" : "One order a line:")
    const columns = hasKeys ? 5 : HELP_COLUMNS
    for (const [order, meaning] of rows) screen.entry(`  ${order}`.padEnd(columns), meaning)
    screen.line()
}

function sayHowTo(screen: Screen): void {
    screen.line("Nobody is here to press a key, and no order came. Try one of these:", "yellow")
    screen.drawing([
        "  npm start                                   in a terminal, with keys",
        "  printf 'call\\nwait\\nplay\\n' | npm start     orders, one a line",
        "  npm start -- --demo                         a first call, told step by step",
    ])
}

function showFiles({ outFolder, cardPath }: StartOptions, callCount: number, screen: Screen): void {
    const file = (name: string, what: string) => ({ path: join(outFolder, name), what })
    const calls = Array.from({ length: callCount }, (_, i) =>
        file(`line-${i + 1}.wav`, `what caller ${i + 1} heard`)
    )
    screen.line()
    screen.line(`The power is off. Left for you in ${typedPath(outFolder)}`, "bold")
    listFilesLeft(screen, [
        file("room.wav", "what the loudspeaker played"),
        ...calls,
        file("timeline.svg", "the run as a picture, for a browser"),
        file("timeline.jsonl", "everything that happened, an event a line"),
    ])
    screen.line("The card stays for the next time; with mtools installed you can look into it:")
    screen.drawing([`  ${listCardCommand(cardPath)}`])
}

/** As a scenario would end; orders that were not understood are bad input, and all others were done. */
function judge(world: World, misunderstood: number): ExitCode {
    const { rules, timeline } = world
    if (rules.broken.length > 0) {
        for (const rule of rules.broken) console.error(rule)
        return ExitCode.RuleBroken
    }
    const panic = timeline.events.find(each => each.event === "panic")
    if (!panic) return misunderstood > 0 ? reportMisunderstood(misunderstood) : ExitCode.Played
    console.error(panic.fields["stack"])
    return ExitCode.Restarted
}

function reportMisunderstood(count: number): ExitCode {
    const what = count === 1 ? "one order was" : `${count} orders were`
    console.error(`afterbeep: ${what} not understood, see above`)
    return ExitCode.BadInput
}
