/**
 * The machine as `npm start` runs it, with a page and its microphone, on a clock on the wall that runs as fast as it can.
 *
 * Turns of the clock are of odd lengths, as on a busy computer, so that nothing done at the page falls on a round time.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { lookOf } from "../../sim/cli/demo/look.ts"
import { Screen } from "../../sim/cli/demo/screen.ts"
import { Story } from "../../sim/cli/demo/story.ts"
import { Teller } from "../../sim/cli/demo/teller.ts"
import { displayPlan } from "../../sim/cli/display-plan.ts"
import { findFirmware } from "../../sim/cli/firmware-file.ts"
import { LiveRun } from "../../sim/cli/start/live-run.ts"
import { Pacer } from "../../sim/cli/start/pacer.ts"
import { Random } from "../../sim/clock/random.ts"
import { encodeFrame, FRAME_SAMPLES } from "../../sim/protocol/frame.ts"
import { type Command } from "../../sim/protocol/messages.ts"
import { type TimelineEvent } from "../../sim/report/timeline.ts"
import { prepareCard } from "../../sim/scenario/card-slot.ts"
import { usualUsb, type BridgeName } from "../../sim/scenario/bridge-schema.ts"
import { RunRecorder } from "../../sim/scenario/saved/run-recorder.ts"
import { filesOf, type RunStart } from "../../sim/scenario/saved/saved-run.ts"
import { type CardPlan } from "../../sim/scenario/scenario.ts"
import { type World } from "../../sim/scenario/world.ts"
import { networkOf, OWN, type NetworkChoice } from "../../sim/server/network-choices.ts"
import { PageHub } from "../../sim/server/page-hub.ts"
import { createWorld } from "../../sim/world.ts"
import { messagesOf } from "../sim/cli/demo/events.ts"
import { FakeSocket } from "../sim/server/fake-socket.ts"

const START = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 0 }
/** A card whose mount and whose making take no time. */
const CARD: CardPlan = {
    options: { sizeMB: 64, format: "fat16" },
    kind: { type: "SDHC", version: 2, erased: "zeros", busy: "typical" },
    files: [{ name: "AFTERBEEP/settings.txt", bytes: Buffer.from("rings = 1\n") }],
}
const OWN_NETWORK = { callerId: OWN, release: OWN } as const
const FRAME_MS = 20
/** From the first sample on, over and over. */
type Words = Float32Array

export interface LiveOptions {
    readonly seed: number
    readonly modem?: string
    readonly bridge?: BridgeName
    /** The country's own, where nothing is said. */
    readonly network?: Pick<NetworkChoice, "callerId" | "release">
    readonly recordings?: ReadonlyMap<string, Float32Array>
}

/** What is taken down of a run, and of how it began. */
interface Parts {
    readonly world: World
    readonly recorder: RunRecorder
    readonly start: RunStart
}

interface Waiter {
    readonly isOver: () => boolean
    readonly go: () => void
}

export class LiveMachine {
    readonly page = new FakeSocket()
    readonly line = new FakeSocket()
    /** Settled when the run is over. */
    readonly ended: Promise<void>
    readonly world: World
    private readonly recorder: RunRecorder
    private waiters: Waiter[] = []
    private wallMs = 0
    private frameCount = 0
    private isOver = false
    private readonly chance: Random

    private constructor(
        readonly folder: string,
        readonly hub: PageHub,
        private readonly words: Words,
        { world, recorder, start }: Parts
    ) {
        this.world = world
        this.recorder = recorder
        this.chance = new Random(start.seed, "wall")
        const screen = new Screen(lookOf({}, {}), () => {})
        const story = new Story(messagesOf())
        const live = new LiveRun({
            ...{ world, screen, story, recorder },
            teller: new Teller(screen, story),
            pacer: new Pacer(1, { nowMs: () => this.wallMs, sleep: ms => this.sleep(ms) }),
            showHelp: () => {},
            onTurn: () => hub.turn(),
        })
        this.quit = () => live.quitNow()
        hub.begin({
            ...{ world, country: start.country, ...OWN_NETWORK, modem: start.modem, speed: 1 },
            bridge: start.usb ? "max3421e" : "sc16is750",
            atNextTurn: deed => live.atNextTurn(deed),
            act: deed => live.act(deed),
            switchPower: () => live.switchPower(),
            armPowerCut: cut => live.armPowerCut(cut),
            setSpeed: speed => live.setSpeed(speed),
            step: () => live.step(),
            restart: () => live.quitNow(),
            save: () => filesOf(recorder.snapshot(start, world.timeline.events)),
        })
        const url = new URL("http://x/?page=a")
        hub.takeEvents(this.page.asSocket, url)
        hub.takeLine(this.line.asSocket, url)
        this.ended = live.run()
    }

    /** @param words what the microphone hears all the time, 8000 Hz */
    static async begin(folder: string, words: Words, options: LiveOptions): Promise<LiveMachine> {
        const { seed, modem = "conexant", bridge = "sc16is750", recordings = new Map() } = options
        const usb = usualUsb(bridge, modem)
        const network = networkOf({ country: "US", ...(options.network ?? OWN_NETWORK) })
        const cardPath = join(folder, "live-card.img")
        if (!existsSync(cardPath)) prepareCard(cardPath, CARD, START)
        const firmware = await findFirmware(undefined)
        const recorder: RunRecorder = new RunRecorder(cardPath, () => world.scheduler)
        const world: World = await createWorld({
            ...{ seed, ...network, modem, usb, start: START, cardPath },
            display: displayPlan(64),
            openCard: recorder.openCard,
            firmwarePath: firmware.imagePath,
            firmwareDebugPath: firmware.debugPath,
        })
        const start: RunStart = {
            ...{ seed, ...network, modem, usb, displayHeight: 64, start: START },
            firmware: readFileSync(firmware.imagePath),
            firmwareNames: firmware.debugPath && readFileSync(firmware.debugPath),
        } as RunStart
        const hub = new PageHub({ countries: ["US"], recordings })
        return new LiveMachine(folder, hub, words, { world, recorder, start })
    }

    readonly quit: () => void

    get cardPath(): string {
        return join(this.folder, "live-card.img")
    }

    /** A person does this at the page. */
    does(command: Command): void {
        this.page.says(command)
    }

    /** Waits: so much of the machine's time. */
    async pass(ms: number): Promise<void> {
        const untilUs = this.world.scheduler.nowUs + ms * 1000
        await this.until(() => this.world.scheduler.nowUs >= untilUs)
    }

    /** Waits: until that has happened once more. @throws Error after two minutes of the machine's time */
    async event(source: TimelineEvent["source"], event: string): Promise<void> {
        const { events } = this.world.timeline
        let at = events.length
        await this.until(() => {
            for (; at < events.length; at++)
                if (events[at]!.source === source && events[at]!.event === event) return true
            return false
        }, `${source} ${event}`)
    }

    /** Waits: until nothing has gone on for a second. */
    async rest(): Promise<void> {
        await this.until(() => {
            const sinceUs = this.world.quietSinceUs()
            return sinceUs !== undefined && this.world.scheduler.nowUs - sinceUs > 1_000_000
        }, "rest")
    }

    /** Save the run into a folder. @returns path of the scenario; and lines of its timeline */
    async save(name: string): Promise<{ readonly path: string; readonly timeline: string[] }> {
        const folder = join(this.folder, name)
        mkdirSync(folder)
        for (const file of (await this.hub.saveRun())!) {
            const chunks: Uint8Array[] = []
            if (file.content instanceof Uint8Array) chunks.push(file.content)
            else for await (const chunk of file.content) chunks.push(chunk)
            writeFileSync(join(folder, file.name), Buffer.concat(chunks))
        }
        const timeline = readFileSync(join(folder, "timeline.jsonl"), "utf8").trim().split("\n")
        return { path: join(folder, "scenario.json"), timeline }
    }

    /** Ctrl-C; once more does nothing. Waits: until the machine is without power. */
    async end(): Promise<void> {
        if (this.isOver) return
        this.isOver = true
        this.quit()
        await this.ended
        this.hub.end()
        await this.world.close()
        this.recorder.close()
    }

    private async until(isOver: () => boolean, what = "a time"): Promise<void> {
        const deadlineUs = this.world.scheduler.nowUs + 120_000_000
        const isLate = () => this.world.scheduler.nowUs > deadlineUs
        await new Promise<void>(go => this.waiters.push({ isOver: () => isOver() || isLate(), go }))
        if (isLate()) throw new Error(`it never came to ${what}`)
    }

    private async sleep(ms: number): Promise<void> {
        this.wallMs += ms + this.chance.nextInteger(0, 3000) / 1000
        for (; this.frameCount * FRAME_MS < this.wallMs; this.frameCount++) this.sendFrame()
        const over = this.waiters.filter(({ isOver }) => isOver())
        this.waiters = this.waiters.filter(each => !over.includes(each))
        for (const { go } of over) go()
        await new Promise(resolve => setImmediate(resolve))
    }

    private sendFrame(): void {
        const at = (this.frameCount * FRAME_SAMPLES) % (this.words.length - FRAME_SAMPLES)
        const samples = this.words.subarray(at, at + FRAME_SAMPLES)
        this.line.says(encodeFrame(this.frameCount, [samples]))
    }
}
