/** Joins the pages and the run: all pages see and hear one machine, and each may touch it. */

import { type WebSocket } from "ws"
import { type TimelineEvent } from "../report/timeline.ts"
import { EAR_CHANNELS, TO_PAGE, TO_PAGE_CHANNELS } from "../protocol/frame.ts"
import { FASTEST_DRAWN } from "../protocol/speeds.ts"
import { FIRST_STATE, nextState } from "../protocol/machine-state.ts"
import {
    type Batch,
    type Command,
    type Hello,
    type PanelKey,
    type Refusal,
} from "../protocol/messages.ts"
import { BRIDGES } from "../scenario/bridge-schema.ts"
import { MODEMS } from "../scenario/release.ts"
import { type SavedFile } from "../scenario/saved/saved-run.ts"
import { type World } from "../scenario/world.ts"
import { EventSockets } from "./event-sockets.ts"
import { activeFaults, breakOrMend, faultsOffered } from "./fault-desk.ts"
import { LinePast } from "./line-past.ts"
import { LineSockets } from "./line-sockets.ts"
import { CALLER_IDS, callerIdSent, OWN, RELEASES } from "./network-choices.ts"
import { PhoneDesk } from "./phone-desk.ts"
import { RoomDesk } from "./room-desk.ts"
import { SoundFrames } from "./sound-frames.ts"
import { SoundShelf } from "./sound-shelf.ts"
import { type Setup, type Stage } from "./stage.ts"

/** A page shows this many events; the run's file has all of them. */
const EVENTS_SHOWN = 20_000
/** At most so often is told what has happened, and at least so often how late it is. */
const BATCH_MS = 50
const TICK_MS = 200
/** So long the machine sees an empty slot, when a card is taken to the PC and back. */
const CARD_OUT_US = 1_500_000

type RunCommand = Extract<
    Command,
    { do: "power" | "card" | "telephone" | "fault" | "speed" | "step" }
>

export interface HubOptions {
    readonly countries: readonly string[]
    /** What can be sent into the line: 8000 Hz, 1.0 = full scale. */
    readonly recordings: ReadonlyMap<string, Float32Array>
}

export class PageHub {
    readonly lines = new LineSockets((page, number, samples) => {
        this.takeSound(page, number, samples)
    })
    readonly pages = new EventSockets({
        hello: () => this.hello(),
        onCommand: (command, page) =>
            this.stage ? this.obey(this.stage, command, page) : "no-call",
        onGone: page => this.awaitReturn(page),
    })
    private stage: Stage | undefined
    private state = FIRST_STATE
    /** The state that the pages know. */
    private toldState = FIRST_STATE
    private frames: SoundFrames | undefined
    private speed = 1
    /** Keys that are down, and the page whose finger is on each. */
    private readonly pressers = new Map<PanelKey, string>()
    readonly sounds: SoundShelf
    readonly linePast = new LinePast()
    private readonly phone: PhoneDesk
    private readonly room: RoomDesk
    private toldRest = ""
    private pending: TimelineEvent[] = []
    private sentAtMs = 0
    /** Who waits for a turn of the clock that may never come. */
    private readonly onEnd = new Set<(reason: Error) => void>()

    constructor(private readonly options: HubOptions) {
        this.sounds = new SoundShelf(options.recordings)
        this.phone = new PhoneDesk(this.sounds, block =>
            this.frames?.add(TO_PAGE.ear, this.nowUs, block)
        )
        this.room = new RoomDesk(this.sounds, page => this.phone.loseMouth(page))
    }

    takeEvents(socket: WebSocket, url: URL): void {
        this.pages.add(socket, pageOf(url))
    }

    takeLine(socket: WebSocket, url: URL): void {
        this.lines.add(socket, pageOf(url))
    }

    /** A run begins; its clock stands. */
    begin(stage: Stage): void {
        const { world } = stage
        this.stage = stage
        this.speed = stage.speed
        this.state = FIRST_STATE
        this.toldState = FIRST_STATE
        this.pending = []
        this.linePast.clear()
        this.phone.drop()
        this.room.close()
        const startUs = world.scheduler.nowUs
        const frames = new SoundFrames(startUs, TO_PAGE_CHANNELS, (number, channels) => {
            const drawn = channels.slice(EAR_CHANNELS)
            this.linePast.add(number, drawn)
            if (this.speed === 1) this.lines.send(number, channels)
            else if (this.speed <= FASTEST_DRAWN) this.lines.send(number, drawn)
        })
        this.frames = frames
        world.timeline.listen(event => {
            this.state = nextState(this.state, event)
            this.pending.push(event)
        })
        world.listenToSound(({ atUs, speaker, toModem, fromModem }) => {
            frames.add(TO_PAGE.speaker, atUs, speaker)
            frames.add(TO_PAGE.toModem, atUs, toModem)
            frames.add(TO_PAGE.fromModem, atUs, fromModem)
        })
        this.pages.greet()
    }

    /** The clock has gone on: tell what has happened, and what is heard. Once in each turn. */
    turn(): void {
        this.frames?.passTo(this.nowUs)
        const sinceMs = performance.now() - this.sentAtMs
        const isNews = this.pending.length > 0 || this.rest !== this.toldRest
        if (sinceMs >= (isNews ? BATCH_MS : TICK_MS)) this.sendBatch()
    }

    /** The run is over. */
    end(): void {
        this.sendBatch()
        this.phone.drop()
        this.room.close()
        this.stage = undefined
        this.frames = undefined
        for (const giveUp of this.onEnd) giveUp(new Error("the run has ended"))
        this.onEnd.clear()
        this.pages.send({ kind: "goodbye" })
    }

    /** The run that goes on; undefined: none does. */
    get world(): World | undefined {
        return this.stage?.world
    }

    /**
     * Take the card out, do something with it, and put it in again a moment later.
     *
     * What `act` throws is thrown, and the card is in again. Waits: for the next turn of the clock.
     */
    async withCardOut(act: () => void): Promise<void> {
        const { stage } = this
        if (!stage) return act()
        await this.betweenTurns(stage, () => {
            const wasIn = this.state.hasCard
            stage.act({ kind: "removeCard" })
            if (wasIn) this.putCardInSoon(stage)
            act()
        })
    }

    /** The run up to now as a scenario; undefined: none goes on. Waits: for the next turn of the clock. */
    async saveRun(): Promise<readonly SavedFile[] | undefined> {
        const { stage } = this
        return stage && (await this.betweenTurns(stage, () => stage.save()))
    }

    private putCardInSoon({ world, atNextTurn, act }: Stage): void {
        world.scheduler.after(CARD_OUT_US, () =>
            atNextTurn(() => act({ kind: "insertCard", card: undefined }))
        )
    }

    /** @throws what `act` throws, and Error where the run ends before */
    private async betweenTurns<T>(stage: Stage, act: () => T): Promise<T> {
        return await new Promise<T>((resolve, reject) => {
            this.onEnd.add(reject)
            stage.atNextTurn(() => {
                this.onEnd.delete(reject)
                try {
                    resolve(act())
                } catch (error) {
                    reject(error as Error)
                }
            })
        })
    }

    private get nowUs(): number {
        return this.stage?.world.scheduler.nowUs ?? 0
    }

    private sendBatch(): void {
        this.sentAtMs = performance.now()
        const events = this.pending
        this.pending = []
        this.toldState = this.state
        this.toldRest = this.rest
        if (this.pages.isEmpty) return
        const batch: Batch = {
            kind: "batch",
            nowMs: this.nowUs / 1000,
            events,
            holder: this.phone.holder,
            roomHolder: this.room.holder,
            speed: this.speed,
            broken: this.broken,
            mouth: this.phone.health,
        }
        this.pages.send(batch)
    }

    private hello(): Hello {
        const { stage, toldState } = this
        // What is pending comes with the next batch.
        const all = stage?.world.timeline.events ?? []
        const known = all.slice(0, all.length - this.pending.length)
        const events = known.slice(-EVENTS_SHOWN)
        return {
            kind: "hello",
            isRunning: stage !== undefined,
            ...this.setupOf(stage),
            callerIdSent: stage ? callerIdSent(stage) : "",
            recordings: this.sounds.list(),
            faults: stage ? faultsOffered(stage) : [],
            broken: this.broken,
            speed: this.speed,
            holder: this.phone.holder,
            roomHolder: this.room.holder,
            nowMs: this.nowUs / 1000,
            state: toldState,
            events,
            earlierCount: known.length - events.length,
        }
    }

    private setupOf(stage: Setup | undefined) {
        const { country = "", callerId = OWN, release = OWN, modem = "", bridge = "" } = stage ?? {}
        const { countries } = this.options
        return {
            ...{ country, countries, callerId, callerIds: CALLER_IDS, release, releases: RELEASES },
            ...{ modem, modems: MODEMS, bridge, bridges: BRIDGES },
        }
    }

    /** A sound that a page has sent, for everybody from now on. @returns its name */
    addSound(title: string, samples: Float32Array): string {
        const name = this.sounds.add(title, samples)
        this.pages.send({ kind: "recordings", recordings: this.sounds.list() })
        return name
    }

    private obey(stage: Stage, command: Command, page: string): Refusal["reason"] | undefined {
        switch (command.do) {
            case "button":
                return void this.touch(command, page)
            case "room":
            case "room-say":
                return this.room.use(stage, command, page)
            case "network":
            case "parts":
                return this.restart(stage, command)
            case "call":
                return this.phone.call(stage, command, page)
            case "hang-up":
            case "take-over":
            case "key":
            case "keys":
            case "say":
                return this.phone.use(command, page)
            default:
                return void stage.atNextTurn(() => this.change(stage, command))
        }
    }

    /** Between two turns of the clock. */
    private change(stage: Stage, command: RunCommand): void | Promise<void> {
        switch (command.do) {
            case "power":
                return stage.switchPower()
            case "card":
                return this.switchCard(stage)
            case "telephone":
                return stage.act({ kind: "telephone", isUp: command.isUp })
            case "fault":
                return breakOrMend(stage, command.fault, command.isOn)
            case "speed":
                this.speed = command.speed
                return stage.setSpeed(command.speed)
            case "step":
                return stage.step()
        }
    }

    /** A microphone is in one place: before the machine, or else at the telephone. */
    private takeSound(page: string, number: number, samples: Float32Array): void {
        if (page === this.room.holder) this.room.take(samples)
        else if (page === this.phone.holder) this.phone.take(number, samples)
    }

    /** What pages are told beside events, for whoever asks whether it has changed: microphones, and what is wrong. */
    private get rest(): string {
        return `${this.phone.holder} ${this.room.holder} ${this.broken.join()}`
    }

    private get broken(): readonly string[] {
        return this.world ? activeFaults(this.world) : []
    }

    private restart(
        stage: Stage,
        wanted: Extract<Command, { do: "network" | "parts" }>
    ): Refusal["reason"] | undefined {
        const { country, callerId, release, modem, bridge } = { ...this.setupOf(stage), ...wanted }
        const next = {
            country: this.options.countries.find(each => each === country),
            callerId: CALLER_IDS.find(each => each === callerId),
            release: RELEASES.find(each => each === release),
            modem: MODEMS.find(each => each === modem),
            bridge: BRIDGES.find(each => each === bridge),
        }
        return isWhole(next) ? void stage.restart(next) : "not-understood"
    }

    private touch({ button, isDown }: Extract<Command, { do: "button" }>, page: string): void {
        if (isDown) this.pressers.set(button, page)
        else this.pressers.delete(button)
        this.move(button, isDown)
    }

    private move(button: PanelKey, isDown: boolean): void {
        const { stage } = this
        stage?.atNextTurn(() => stage.act({ kind: "finger", button, isDown }))
    }

    private switchCard({ act }: Stage): void {
        if (this.state.hasCard) act({ kind: "removeCard" })
        else act({ kind: "insertCard", card: undefined })
    }

    private awaitReturn(page: string): void {
        for (const [key, presser] of this.pressers) if (presser === page) this.move(key, false)
        this.room.close(page)
        this.phone.awaitReturn(page, () => this.pages.isHere(page))
    }
}

function isWhole(setup: { [Key in keyof Setup]: Setup[Key] | undefined }): setup is Setup {
    return Object.values(setup).every(each => each !== undefined)
}

/** A page names itself, and keeps its name when it is loaded again. */
function pageOf(url: URL): string {
    return url.searchParams.get("page")?.slice(0, 64) ?? ""
}
