/** The machine in real time: lets the clock run on, does what is asked of it, and comes to an end. */

import { type TimelineEvent } from "../../report/timeline.ts"
import { type PowerCut } from "../../chips/sdcard/power-cut.ts"
import { Performer } from "../../scenario/performer.ts"
import { type RunRecorder } from "../../scenario/saved/run-recorder.ts"
import { WAIT_TIMEOUT_MS, type Deed as WorldDeed } from "../../scenario/scenario.ts"
import { type World } from "../../scenario/world.ts"
import { type Screen } from "../demo/screen.ts"
import { type Story } from "../demo/story.ts"
import { type StoryMood } from "../demo/story-line.ts"
import { type Teller } from "../demo/teller.ts"
import { type Order } from "./order.ts"
import { type Pacer } from "./pacer.ts"

/** How long a finger stays on a button, and between two presses of it. */
const PRESS = { kind: "press", button: "play", times: 1, downMs: 120, gapMs: 150 } as const
const DOUBLE_PRESS = { ...PRESS, times: 2 }
/** Longer than the machine wants, as a person holds a key. */
const HOLD = { ...PRESS, downMs: 1200 }
/** What an order sets off must have begun so long after it. */
const REACTION_US = 500_000
/** A step in which nothing happens is so long. */
const STEP_US_MAX = 10_000_000
/** Quiet for so long is rest: somewhat longer than for a scenario, so that the lamp's last word is seen. */
const QUIET_US = 1_500_000

export interface LiveParts {
    readonly world: World
    readonly pacer: Pacer
    readonly screen: Screen
    readonly story: Story
    readonly teller: Teller
    /** Takes down what is done. */
    readonly recorder: RunRecorder
    /** Says what can be asked for. */
    readonly showHelp: () => void
    /** Told after each turn of the clock. */
    readonly onTurn?: () => void
}

/** Something that is done to the world between two turns of the clock. */
export type Deed = () => void | Promise<void>

export class LiveRun {
    private readonly orders: Order[] = []
    private deeds: Deed[] = []
    private readonly performer: Performer
    private isOver = false
    /** Nobody waits for a finger any more. */
    private isHurried = false
    private hasToldLag = false
    private lastOrderUs = 0
    /** When the program started last, or spoke to its modem. */
    private setUpUs = 0
    /** Since when the order at the front is there. */
    private waitingSinceUs: number | undefined

    constructor(private readonly parts: LiveParts) {
        const { world, teller } = parts
        this.performer = new Performer(world)
        world.timeline.listen(event => {
            teller.hear(event)
            if (isSettingUp(event)) this.setUpUs = this.nowUs
        })
    }

    /** Ask for something; it is done in the next turn, after what was asked for before. */
    order(order: Order): void {
        this.orders.push(order)
    }

    /** Do something in the next turn, whatever else was asked for and is waited for. */
    atNextTurn(deed: Deed): void {
        this.deeds.push(deed)
    }

    /** Calls that were placed. */
    get callCount(): number {
        return this.performer.callCount
    }

    /** Do this to the machine or the line, now; it is taken down. Between two turns only. */
    act(deed: WorldDeed): void {
        this.lastOrderUs = this.nowUs
        this.performer.do(this.parts.recorder.note(deed))
    }

    /** End the run in the next turn, whatever was asked for and is under way. */
    quitNow(): void {
        this.orders.length = 0
        this.isHurried = true
        this.order({ kind: "quit" })
    }

    /** Waits: until somebody quits. The machine is then without power. */
    async run(): Promise<void> {
        const { world, pacer, teller, story, screen, recorder } = this.parts
        story.powerOn()
        await world.powerOn()
        pacer.begin(this.nowUs)
        while (!this.isOver) {
            const dueUs = await pacer.next(this.nowUs)
            await world.runUntil(Math.floor(dueUs), () => false)
            recorder.turned()
            teller.pass(this.nowUs / 1000)
            this.tellLag()
            this.parts.onTurn?.()
            await this.doDeeds()
            await this.obey()
        }
        story.powerOff()
        await world.powerOff()
        screen.clearLive()
    }

    private get nowUs(): number {
        return this.parts.world.scheduler.nowUs
    }

    private async doDeeds(): Promise<void> {
        const { deeds } = this
        this.deeds = []
        for (const deed of deeds) await deed()
    }

    private async obey(): Promise<void> {
        for (let next = this.orders[0]; next; next = this.orders[0]) {
            this.waitingSinceUs ??= this.nowUs
            if (this.isToWait(next)) return
            this.waitingSinceUs = undefined
            this.orders.shift()
            await this.follow(next)
            if (this.isOver) return
        }
    }

    private isToWait(order: Order): boolean {
        const waitedUs = this.nowUs - this.waitingSinceUs!
        if (order.kind === "pass") return waitedUs < order.ms * 1000
        if (order.kind === "quit") return !this.isHurried && !this.isKeyDone()
        return order.kind === "rest" && !this.isRested(waitedUs)
    }

    private async follow(order: Order): Promise<void> {
        if (order.kind === "rest" || order.kind === "pass") return
        this.lastOrderUs = this.nowUs
        switch (order.kind) {
            case "call":
                return this.act({ kind: "call", spec: order.spec })
            case "play":
                return this.act(PRESS)
            case "next":
                return this.act(DOUBLE_PRESS)
            case "hold":
                return this.act(HOLD)
            case "power":
                return await this.switchPower()
            case "help":
                return this.parts.showHelp()
            case "quit":
                return this.quit()
        }
    }

    private quit(): void {
        this.isOver = true
        if (this.performer.fingersQuietSinceUs() !== undefined) return
        this.announce("Play was still pressed: what it asks for may not be done.", "bad")
    }

    /** What was pressed is up again, and had its effect. */
    private isKeyDone(): boolean {
        const quietUs = this.performer.fingersQuietSinceUs()
        return quietUs !== undefined && this.nowUs >= quietUs + REACTION_US
    }

    /** Power goes, or comes back. Between two turns only. */
    async switchPower(): Promise<void> {
        const { world, story, pacer, recorder } = this.parts
        if (!story.isSwitchedOn) {
            story.powerOn()
            recorder.note({ kind: "powerOn" })
            await world.powerOn()
            return pacer.begin(this.nowUs)
        }
        story.powerOff()
        recorder.note({ kind: "powerOff" })
        await world.powerOff()
        this.announce("The power is off. What is on the card stays there.", "plain")
    }

    /** Let power fail at a sector written to the card; undefined: it does not any more. Between two turns only. */
    armPowerCut(cut: PowerCut | undefined): void {
        const { world, story, recorder } = this.parts
        recorder.note({ kind: "powerCut", cut })
        world.armPowerCut(cut, () => {
            story.powerOff()
            this.announce("The power has failed at a sector written to the card.", "bad")
        })
    }

    /** How fast time goes on from now on; 0: it stands still. Between two turns only. */
    setSpeed(speed: number): void {
        this.parts.pacer.setSpeed(speed, this.nowUs)
    }

    /** On to the next event, or as long as a person would wait for one. Between two turns only. */
    async step(): Promise<void> {
        const { world, pacer, recorder } = this.parts
        const { events } = world.timeline
        const before = events.length
        await world.runUntil(this.nowUs + STEP_US_MAX, () => events.length > before)
        // To the end of this microsecond: a turn never ends within one.
        await world.runUntil(this.nowUs, () => false)
        recorder.turned()
        pacer.begin(this.nowUs)
    }

    /** Nothing goes on any more, or it never ends. */
    private isRested(waitedUs: number): boolean {
        const worldUs = this.parts.world.quietSinceUs()
        const fingersUs = this.performer.fingersQuietSinceUs()
        if (waitedUs > WAIT_TIMEOUT_MS * 1000) {
            this.announce("The machine does not come to rest; going on.", "bad")
            return true
        }
        if (worldUs === undefined || fingersUs === undefined) return false
        if (this.parts.story.isStarting) return false
        const quietUs = Math.max(worldUs, fingersUs, this.setUpUs) + QUIET_US
        return this.nowUs >= Math.max(quietUs, this.lastOrderUs + REACTION_US)
    }

    private tellLag(): void {
        if (this.hasToldLag || !this.parts.pacer.hasLagged) return
        this.hasToldLag = true
        this.announce(
            "This computer can't keep up: the machine's time runs slower than it should. Sound files are right all the same.",
            "bad"
        )
    }

    private announce(text: string, mood: StoryMood): void {
        this.parts.teller.announce(this.nowUs / 1000, text, mood)
    }
}

/** After its start the machine speaks to its modem before it looks at its card. */
function isSettingUp({ source, event }: TimelineEvent): boolean {
    return (source === "machine" && event === "boot") || (source === "modem" && event === "rx")
}
