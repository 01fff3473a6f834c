/** Joins the pages and the run: all pages see and hear one machine, and each may touch it. */

import { type WebSocket } from "ws"
import { type TimelineEvent } from "../report/timeline.ts"
import { LINE_RATE, TO_PAGE, TO_PAGE_CHANNELS } from "../protocol/frame.ts"
import { FIRST_STATE, nextState } from "../protocol/machine-state.ts"
import {
    type Batch,
    type Command,
    type Hello,
    type PanelKey,
    type Refusal,
} from "../protocol/messages.ts"
import { FAULTS, isUsbFault } from "../scenario/faults.ts"
import { callOf, faultOf } from "./commands.ts"
import { EventSockets } from "./event-sockets.ts"
import { LineSockets } from "./line-sockets.ts"
import { RoomMicrophone } from "./room-microphone.ts"
import { SoundFrames } from "./sound-frames.ts"
import { type SavedFile } from "../scenario/saved/saved-run.ts"
import { type World } from "../scenario/world.ts"
import { type Stage } from "./stage.ts"
import { Telephone } from "./telephone.ts"

/** A page shows this many events; the run's file has all of them. */
const EVENTS_SHOWN = 20_000
/** At most so often is told what has happened, and at least so often how late it is. */
const BATCH_MS = 50
const TICK_MS = 200
/** A page that reloads is back by then; the telephone of one that is not is put down. */
const RELOAD_MS = 10_000
/** So long the machine sees an empty slot, when a card is taken to the PC and back. */
const CARD_OUT_US = 1_500_000

/** This machine's modem hangs on a serial line. */
const FAULTS_OFFERED = FAULTS.filter(kind => !isUsbFault(kind))

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
        onCommand: (command, page) => this.obey(command, page),
        onGone: page => this.awaitReturn(page),
    })
    private stage: Stage | undefined
    private state = FIRST_STATE
    /** The state that the pages know. */
    private toldState = FIRST_STATE
    private frames: SoundFrames | undefined
    private speed = 1
    private telephone: Telephone | undefined
    /** Page whose microphone is the caller's. */
    private holder = ""
    /** Keys that are down, and the page whose finger is on each. */
    private readonly pressers = new Map<PanelKey, string>()
    /** Page whose microphone is held before the machine. */
    private roomHolder = ""
    private room: RoomMicrophone | undefined
    private toldHolder = ""
    private pending: TimelineEvent[] = []
    private sentAtMs = 0
    /** Who waits for a turn of the clock that may never come. */
    private readonly onEnd = new Set<(reason: Error) => void>()

    constructor(private readonly options: HubOptions) {}

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
        this.dropTelephone()
        this.closeRoom()
        const startUs = world.scheduler.nowUs
        const frames = new SoundFrames(startUs, TO_PAGE_CHANNELS, (number, channels) => {
            if (this.speed === 1) this.lines.send(number, channels)
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
        const isNews = this.pending.length > 0 || this.holders !== this.toldHolder
        if (sinceMs >= (isNews ? BATCH_MS : TICK_MS)) this.sendBatch()
    }

    /** The run is over. */
    end(): void {
        this.sendBatch()
        this.dropTelephone()
        this.closeRoom()
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
        this.toldHolder = this.holders
        if (this.pages.isEmpty) return
        const mouth = this.telephone?.health
        const nowMs = this.nowUs / 1000
        const { holder, roomHolder, speed } = this
        const batch: Batch = { kind: "batch", nowMs, events, holder, roomHolder, speed, mouth }
        this.pages.send(batch)
    }

    private hello(): Hello {
        const { stage, toldState, holder, roomHolder, options } = this
        // What is pending comes with the next batch.
        const all = stage?.world.timeline.events ?? []
        const known = all.slice(0, all.length - this.pending.length)
        const events = known.slice(-EVENTS_SHOWN)
        return {
            kind: "hello",
            isRunning: stage !== undefined,
            country: stage?.country ?? "",
            countries: options.countries,
            recordings: [...options.recordings].map(([name, samples]) => ({
                name,
                seconds: samples.length / LINE_RATE,
            })),
            faults: FAULTS_OFFERED,
            speed: this.speed,
            holder,
            roomHolder,
            nowMs: this.nowUs / 1000,
            state: toldState,
            events,
            earlierCount: known.length - events.length,
        }
    }

    private obey(command: Command, page: string): Refusal["reason"] | undefined {
        const { stage } = this
        if (!stage) return "no-call"
        const { atNextTurn } = stage
        switch (command.do) {
            case "button":
                return void this.touch(command, page)
            case "room":
            case "room-say":
                return this.useRoom(stage, command, page)
            case "power":
                return void atNextTurn(() => stage.switchPower())
            case "card":
                return void atNextTurn(() => this.switchCard(stage))
            case "speed":
                this.speed = command.speed
                return void atNextTurn(() => stage.setSpeed(command.speed))
            case "step":
                return void atNextTurn(() => stage.step())
            case "fault":
                return void atNextTurn(() => breakOrMend(stage, command.fault))
            case "country":
                return this.moveTo(stage, command.country)
            case "call":
                return this.call(stage, command, page)
            default:
                return this.useTelephone(command, page)
        }
    }

    /** A microphone is in one place: before the machine, or else at the telephone. */
    private takeSound(page: string, number: number, samples: Float32Array): void {
        if (page === this.roomHolder) this.room?.take(samples)
        else if (page === this.holder) this.telephone?.take(number, samples)
    }

    /** Which page's microphones are where, for whoever asks whether that has changed. */
    private get holders(): string {
        return `${this.holder} ${this.roomHolder}`
    }

    private moveTo(stage: Stage, country: string): Refusal["reason"] | undefined {
        if (!this.options.countries.includes(country)) return "not-understood"
        return void stage.restart({ country, modem: stage.modem })
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

    private useRoom(
        stage: Stage,
        command: Extract<Command, { do: "room" | "room-say" }>,
        page: string
    ): Refusal["reason"] | undefined {
        if (command.do === "room-say") return this.sayInRoom(stage, command.recording)
        return command.isOpen ? this.openRoom(stage, page) : void this.closeRoom(page)
    }

    private openRoom(stage: Stage, page: string): Refusal["reason"] | undefined {
        if (this.room) return page === this.roomHolder ? undefined : "other-page"
        const room = new RoomMicrophone()
        this.room = room
        this.roomHolder = page
        if (page === this.holder) this.telephone?.changeMouth()
        return void stage.atNextTurn(() => stage.act({ kind: "openMouth", mouth: room }))
    }

    /** @param page the one that closes its microphone; undefined: whosever it is */
    private closeRoom(page = this.roomHolder): void {
        if (page !== this.roomHolder) return
        this.room?.close()
        this.room = undefined
        this.roomHolder = ""
    }

    private sayInRoom({ atNextTurn, act }: Stage, name: string): Refusal["reason"] | undefined {
        const samples = this.options.recordings.get(name)
        if (!samples) return "not-understood"
        return void atNextTurn(() => act({ kind: "say", samples }))
    }

    private switchCard({ act }: Stage): void {
        if (this.state.hasCard) act({ kind: "removeCard" })
        else act({ kind: "insertCard", card: undefined })
    }

    private call(
        stage: Stage,
        command: Extract<Command, { do: "call" }>,
        page: string
    ): Refusal["reason"] | undefined {
        if (this.telephone) return "on-the-line"
        const message = this.options.recordings.get(command.recording)
        if (!message && command.recording !== "") return "not-understood"
        const telephone = new Telephone(
            block => this.frames?.add(TO_PAGE.ear, this.nowUs, block),
            () => this.forget(telephone)
        )
        if (message) telephone.sayAfterBeep(message)
        this.telephone = telephone
        this.holder = page
        const spec = callOf(command)
        stage.atNextTurn(() => stage.act({ kind: "call", spec, handset: telephone }))
        return undefined
    }

    private useTelephone(
        command: Extract<Command, { do: "hang-up" | "take-over" | "key" | "say" }>,
        page: string
    ): Refusal["reason"] | undefined {
        const { telephone } = this
        if (!telephone) return "no-call"
        switch (command.do) {
            case "hang-up":
                return void telephone.putDown()
            case "take-over":
                this.holder = page
                return void telephone.changeMouth()
            case "key":
                return void (command.isDown ? telephone.press(command.key) : telephone.release())
            case "say": {
                const samples = this.options.recordings.get(command.recording)
                if (!samples) return "not-understood"
                return void telephone.say(samples)
            }
        }
    }

    private awaitReturn(page: string): void {
        for (const [key, presser] of this.pressers) if (presser === page) this.move(key, false)
        this.closeRoom(page)
        if (page !== this.holder) return
        const { telephone } = this
        telephone?.changeMouth()
        const timer = setTimeout(() => {
            if (page === this.holder && !this.pages.isHere(page)) telephone?.putDown()
        }, RELOAD_MS)
        timer.unref()
    }

    private forget(telephone: Telephone): void {
        if (telephone !== this.telephone) return
        this.telephone = undefined
        this.holder = ""
    }

    private dropTelephone(): void {
        this.telephone?.putDown()
        this.telephone = undefined
        this.holder = ""
    }
}

function breakOrMend({ act }: Stage, name: string): void {
    const kind = FAULTS_OFFERED.find(each => each === name)
    if (kind) act({ kind: "fault", fault: faultOf(kind) })
    else act({ kind: "endFaults" })
}

/** A page names itself, and keeps its name when it is loaded again. */
function pageOf(url: URL): string {
    return url.searchParams.get("page")?.slice(0, 64) ?? ""
}
