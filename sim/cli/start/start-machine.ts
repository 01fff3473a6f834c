/** `afterbeep start`: from the files on the disk to a machine that runs in real time, and back. */

import { existsSync, readFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { ROOT } from "../../../tools/project.ts"
import { readWav } from "../../audio/wav.ts"
import { addFiles, type CardFile } from "../../card/add-files.ts"
import { makeFolder } from "../../card/make-folder.ts"
import { listFiles as listCardFiles, readFile } from "../../card/reader.ts"
import { settingsTemplate } from "../../card/settings-table.ts"
import { lockImage } from "../../card/image-lock.ts"
import { CALL_DEFAULTS } from "../../exchange/call-spec.ts"
import { usualUsb } from "../../scenario/bridge-schema.ts"
import { prepareCard } from "../../scenario/card-slot.ts"
import { clearOutputs, writeOutputs } from "../../scenario/outputs.ts"
import { ExitCode } from "../../scenario/runner.ts"
import { RunRecorder } from "../../scenario/saved/run-recorder.ts"
import { filesOf, type RunStart } from "../../scenario/saved/saved-run.ts"
import { type CreateWorld, type LocalTime, type World } from "../../scenario/world.ts"
import { networkOf, OWN } from "../../server/network-choices.ts"
import { type Setup } from "../../server/stage.ts"
import { loadFirstCall, type FirstCall } from "../demo/first-call.ts"
import { listCardCommand, listFilesLeft, typedPath } from "../demo/left-behind.ts"
import { messageNames, MessageWatch } from "../demo/message-on-card.ts"
import { type Screen } from "../demo/screen.ts"
import { Story } from "../demo/story.ts"
import { Teller } from "../demo/teller.ts"
import { displayPlan } from "../display-plan.ts"
import { findFirmware, type FirmwareFiles } from "../firmware-file.ts"
import { openBrowser, openerOf } from "./browser.ts"
import { localTime } from "./local-time.ts"
import { LiveRun } from "./live-run.ts"
import { KEY_HELP, KEY_HINT, LINE_HELP, type KnownCallers, type Order } from "./order.ts"
import { takeKeys, takeLines, type Input, type OrdersIn, type OrderTaker } from "./orders-in.ts"
import { Pacer, WALL_CLOCK } from "./pacer.ts"
import { PageService } from "./page-service.ts"

const SECOND_CALLER = { number: "3125550177", name: "ROBIN" }
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const
const HELP_COLUMNS = 34
const FIRST_SETUP = { callerId: OWN, release: OWN, modem: "conexant", bridge: "sc16is750" } as const
const DISPLAY_HEIGHT = 64 as const
const SETTINGS = "AFTERBEEP/settings.txt"

export interface StartOptions {
    readonly cardPath: string
    readonly outFolder: string
    readonly country: string
    readonly seed: number
    /** Virtual seconds in a second. */
    readonly speed: number
    /** Port of the page, 0: one that is free; undefined: there is no page. */
    readonly port: number | undefined
}

/** What stays while one run follows another. */
interface Surroundings {
    readonly createWorld: CreateWorld
    readonly screen: Screen
    readonly orders: CurrentRun
    readonly page: PageService | undefined
    readonly showHelp: () => void
}

/** Runs the orders at the run that goes on. */
class CurrentRun implements OrderTaker {
    run: LiveRun | undefined
    hasQuit = false

    order(order: Order): void {
        this.run?.order(order)
    }

    quitNow(): void {
        this.hasQuit = true
        this.run?.quitNow()
    }
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
    const hasKeys = input.isTTY === true
    makeFolder(dirname(resolve(options.cardPath)))
    const release = lockImage(options.cardPath)
    screen.line("Afterbeep: your answering machine, in real time", "bold")
    const orders = new CurrentRun()
    const showHelp = () => explain(screen, hasKeys)
    let page: PageService | undefined
    try {
        if (options.port !== undefined)
            page = await PageService.start(options.port, options.cardPath)
        if (page) showPage(page, screen, hasKeys)
        screen.line("Getting the firmware ready (the first time takes some seconds) ...", "dim")
        return await runAll(options, { createWorld, screen, orders, page, showHelp }, input)
    } finally {
        await page?.close()
        release()
    }
}

/** One run after the other, on the network of one country after the other, until somebody quits. */
async function runAll(
    options: StartOptions,
    around: Surroundings,
    input: Input
): Promise<ExitCode> {
    const { screen, orders, page } = around
    const firstCall = loadFirstCall()
    const quit = () => orders.quitNow()
    for (const signal of SIGNALS) process.on(signal, quit)
    const onNobody = page ? () => sayThatPageGoesOn(screen) : () => giveUp(screen, orders)
    const callers = callersOf(firstCall)
    let source: OrdersIn | undefined
    try {
        for (let setup: Setup = { country: options.country, ...FIRST_SETUP }; ;) {
            const run = await beginRun({ ...options, ...setup }, firstCall, around)
            orders.run = run.live
            source ??=
                input.isTTY === true
                    ? takeKeys(input, orders, callers)
                    : takeLines(input, orders, callers, screen, onNobody)
            const exit = await run.toItsEnd()
            if (run.next === undefined || orders.hasQuit)
                return exit === ExitCode.Played ? judgeOrders(source.misunderstood) : exit
            if (run.next.country !== setup.country)
                nameCountryOnCard(options.cardPath, run.next.country)
            setup = run.next
        }
    } finally {
        source?.stop()
        for (const signal of SIGNALS) process.off(signal, quit)
    }
}

interface Run {
    readonly live: LiveRun
    /** How the machine is set up after this run; undefined: there is no other. */
    next: Setup | undefined
    /** Waits: until somebody ends it. */
    toItsEnd(): Promise<ExitCode>
}

async function beginRun(
    options: StartOptions & Setup,
    firstCall: FirstCall,
    around: Surroundings
): Promise<Run> {
    const { screen, page, showHelp, createWorld } = around
    const { cardPath, outFolder, seed, speed } = options
    const { country, callerId, release, modem, bridge } = options
    const { world, start, recorder } = await prepare(options, firstCall, createWorld, screen)
    showHelp()
    const story = new Story(new MessageWatch(cardPath))
    const teller = new Teller(screen, story, KEY_HINT)
    const pacer = new Pacer(speed, WALL_CLOCK)
    const onTurn = () => page?.hub.turn()
    const live = new LiveRun({ world, pacer, screen, story, teller, recorder, showHelp, onTurn })
    const run: Run = { live, next: undefined, toItsEnd }
    page?.hub.begin({
        ...{ world, country, callerId, release, modem, bridge, speed },
        atNextTurn: deed => live.atNextTurn(deed),
        act: deed => live.act(deed),
        switchPower: () => live.switchPower(),
        armPowerCut: cut => live.armPowerCut(cut),
        setSpeed: next => live.setSpeed(next),
        step: () => live.step(),
        restart: next => {
            run.next = next
            live.quitNow()
        },
        save: () => filesOf(recorder.snapshot(start, world.timeline.events)),
    })
    return run

    async function toItsEnd(): Promise<ExitCode> {
        const beganMs = performance.now()
        await live.run()
        page?.hub.end()
        const wallSeconds = Math.round(performance.now() - beganMs) / 1000
        const virtualSeconds = world.scheduler.nowUs / 1e6
        writeOutputs(outFolder, world, live.callCount, { seed, virtualSeconds, wallSeconds })
        await world.close()
        recorder.close()
        showFiles(options, live.callCount, screen)
        return judge(world)
    }
}

interface Prepared {
    readonly world: World
    readonly start: RunStart
    readonly recorder: RunRecorder
}

async function prepare(
    options: StartOptions & Setup,
    { card }: FirstCall,
    createWorld: CreateWorld,
    screen: Screen
): Promise<Prepared> {
    const { cardPath, outFolder, country } = options
    const firmware = await findFirmware(undefined)
    const start = localTime(new Date())
    const setup = setupOf(options)
    const isNew = !existsSync(cardPath)
    // What the owner changed on a card of theirs stays.
    const files = isNew ? card.files.map(file => explained(withCountry(file, country))) : []
    prepareCard(cardPath, { ...card, files }, start)
    clearOutputs(outFolder)
    sayWhatIsOnCard(cardPath, isNew, screen)
    const recorder: RunRecorder = new RunRecorder(cardPath, () => world.scheduler)
    const world = await createWorld({
        ...{ ...setup, start, cardPath },
        display: displayPlan(DISPLAY_HEIGHT),
        openCard: recorder.openCard,
        firmwarePath: firmware.imagePath,
        firmwareDebugPath: firmware.debugPath,
    })
    return { world, start: runStart(options, start, firmware), recorder }
}

/** What a world and a saved run call it. */
function setupOf(options: StartOptions & Setup) {
    const { seed, modem, bridge } = options
    return { seed, ...networkOf(options), modem, usb: usualUsb(bridge, modem) }
}

/** The program is read now: another one may be built while this one runs. */
function runStart(
    options: StartOptions & Setup,
    start: LocalTime,
    { imagePath, debugPath }: FirmwareFiles
): RunStart {
    return {
        ...setupOf(options),
        ...{ displayHeight: DISPLAY_HEIGHT, start },
        firmware: readFileSync(imagePath),
        firmwareNames: debugPath === undefined ? undefined : readFileSync(debugPath),
    }
}

function sayWhatIsOnCard(cardPath: string, isNew: boolean, screen: Screen): void {
    const count = messageNames(cardPath).length
    const holds = isNew
        ? "is new, and the machine will take some seconds to prepare it"
        : `has ${count} ${count === 1 ? "message" : "messages"}`
    screen.line(`The card ${holds}: ${typedPath(cardPath)}`)
}

/** The machine's own settings name the country of the network, too. */
export function withCountry(file: CardFile, country: string): CardFile {
    if (file.name !== SETTINGS) return file
    const others = Buffer.from(file.bytes)
        .toString()
        .split("\n")
        .filter(line => line.trim() !== "" && !/^\s*country\s*=/i.test(line))
    const lines = [...others, `country = ${country}`, ""]
    return { ...file, bytes: Buffer.from(lines.join("\n")) }
}

/** Behind what is set, settings.txt shows what else can be. */
function explained(file: CardFile): CardFile {
    if (file.name !== SETTINGS) return file
    const lines = Buffer.from(file.bytes).toString().trim().split("\n")
    return { ...file, bytes: Buffer.from(settingsTemplate(lines)) }
}

/** As the owner would on a PC who moves to another country. */
function nameCountryOnCard(cardPath: string, country: string): void {
    const isThere = listCardFiles(cardPath).some(({ name }) => name === SETTINGS)
    const bytes = isThere ? readFile(cardPath, SETTINGS) : Buffer.from("")
    addFiles(cardPath, [withCountry({ name: SETTINGS, bytes }, country)], localTime(new Date()))
}

function callersOf({ spec }: FirstCall): KnownCallers {
    const samples = readWav(join(ROOT, "sounds", "callers", "second-call.wav"))
    const audio = [{ kind: "sound", samples }] as const
    return { first: spec, second: { ...CALL_DEFAULTS, ...SECOND_CALLER, audio } }
}

function explain(screen: Screen, hasKeys: boolean): void {
    const rows = hasKeys ? KEY_HELP : LINE_HELP
    screen.line(hasKeys ? "Keys:" : "One order a line:")
    const columns = hasKeys ? 5 : HELP_COLUMNS
    for (const [order, meaning] of rows) screen.entry(`  ${order}`.padEnd(columns), meaning)
    screen.line()
}

function showPage({ url }: PageService, screen: Screen, isTTY: boolean): void {
    screen.line("Its page, for a browser on this computer:")
    screen.drawing([`  ${url}`], "bold")
    const opener = openerOf({ platform: process.platform, env: process.env, isTTY })
    if (opener) openBrowser(url, opener)
}

function sayThatPageGoesOn(screen: Screen): void {
    screen.line("No order came, and the page goes on; Ctrl-C ends it.", "yellow")
}

function giveUp(screen: Screen, orders: OrderTaker): void {
    sayHowTo(screen)
    orders.quitNow()
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
    screen.line("The card stays for the next time. To look into it:")
    screen.drawing([`  ${listCardCommand(cardPath)}`])
}

/** As a scenario would end. */
function judge({ rules, timeline }: World): ExitCode {
    if (rules.broken.length > 0) {
        for (const rule of rules.broken) console.error(rule)
        return ExitCode.RuleBroken
    }
    const panic = timeline.events.find(each => each.event === "panic")
    if (!panic) return ExitCode.Played
    console.error(panic.fields["stack"])
    return ExitCode.Restarted
}

/** Orders that were not understood are bad input, and all others were done. */
function judgeOrders(misunderstood: number): ExitCode {
    if (misunderstood === 0) return ExitCode.Played
    const what = misunderstood === 1 ? "one order was" : `${misunderstood} orders were`
    console.error(`afterbeep: ${what} not understood, see above`)
    return ExitCode.BadInput
}
