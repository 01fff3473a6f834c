/** The owner's wishes as fingers at the panel say them. */
import * as ds from "@devicescript/core"
import { StopReason } from "../audio/stop-reason"
import { Key } from "../hal/panel"
import { LineEventKind, VoiceLine } from "../hal/voice-line"
import { Gesture, Gestures } from "./gestures"
import { panelCommand, PanelRow } from "./key-map"
import { Command, OwnerKeys } from "./owner-keys"

const POLL_MS = 10
/** After a greeting has sounded its keys are waited for so long; the lamp is lit. */
const GRACE_MS = 5000
/** While something plays no key has its other meaning. */
const NO_KEY = Key.Menu + 1

/**
 * Play by itself says all that matters; the other keys, where there are any, say the rest.
 *
 * A key stops the sound at once; what it means is known when the finger has done the rest.
 */
export class PanelKeys implements OwnerKeys {
    readonly isRemote = false
    /** What is wanted, where that is known; what the finger began, where it is not. */
    private wanted: Command | undefined
    private begun: Gesture | undefined
    /** Keys from this one on have their meanings of when nothing plays. */
    private idleFrom = Key.Next

    constructor(
        private line: VoiceLine,
        private gestures: Gestures
    ) {}

    /**
     * While nothing goes on: whether a key begins something, which is to be had with `command` then. Does not wait.
     *
     * Play begins when it goes down, whatever comes of it; other keys are waited for.
     */
    hasBegun(): boolean {
        const { gestures } = this
        const gesture = gestures.next()
        if (gesture === undefined) return false
        this.begun = this.wanted = undefined
        this.idleFrom = Key.Next
        if (gestures.key !== Key.Play) this.begun = gesture
        else if (gesture === Gesture.Press) this.wanted = Command.PlayAll
        else if (gesture === Gesture.LongHold) this.wanted = Command.SwitchRecording
        else return false
        return true
    }

    /** Let this be what is wanted. */
    begin(command: Command): void {
        this.idleFrom = NO_KEY
        this.begun = undefined
        this.wanted = command
    }

    /** Forget what was not taken: in a call keys mean nothing. */
    forget(): void {
        this.gestures.forget()
        this.begun = this.wanted = undefined
    }

    check(): StopReason | undefined {
        if (this.hasRung()) return StopReason.Rang
        const { gestures } = this
        const gesture = gestures.next()
        if (gesture === undefined) return undefined
        if (gesture === Gesture.LongHold && gestures.key === Key.Play)
            this.wanted = Command.SwitchRecording
        // The key that began it all may still be held.
        else if (gesture >= Gesture.Hold) return undefined
        else this.begun = gesture
        return StopReason.KeyPressed
    }

    async command(waitMs: number): Promise<Command | undefined> {
        const untilMs = ds.millis() + waitMs
        while (true) {
            const { wanted, begun } = this
            this.wanted = this.begun = undefined
            if (wanted !== undefined) {
                this.idleFrom = NO_KEY
                return wanted
            }
            if (begun !== undefined) {
                const command = await this.meaningOf(begun)
                this.gestures.endHold()
                this.idleFrom = NO_KEY
                return command
            }
            if (ds.millis() >= untilMs) return undefined
            await this.look()
            if (this.check() === StopReason.Rang) return Command.Answer
        }
    }

    /** Keys of messages mean the greeting, others what they mean when nothing plays. */
    async afterGreeting(): Promise<Command | undefined> {
        this.idleFrom = Key.Answer
        const command = await this.command(GRACE_MS)
        this.idleFrom = NO_KEY
        return command
    }

    isStillDown(): boolean {
        return this.gestures.isDown
    }

    /** A panel has no figures: the keys count presses of Next, and Play takes it. */
    async digit(waitMs: number): Promise<number | undefined> {
        await ds.sleep(waitMs)
        return undefined
    }

    /** The sound has stopped; what does the finger do next? */
    private async meaningOf(begun: Gesture): Promise<Command> {
        const { gestures } = this
        const { key } = gestures
        let gesture: Gesture | undefined = begun
        let isDouble = false
        while (gesture === undefined || gesture <= Gesture.DoublePress) {
            if (gesture === Gesture.DoublePress) isDouble = true
            if (gestures.key !== key) {
                this.begun = gesture
                return this.pressed(key)
            }
            if (gestures.isSettled()) return isDouble ? Command.Next : this.pressed(key)
            await this.look()
            if (this.hasRung()) return Command.Answer
            gesture = gestures.next()
        }
        if (key === Key.Play) return isDouble ? Command.Keep : Command.Delete
        return panelCommand(key, this.isIdle(key) ? PanelRow.IdleHold : PanelRow.Hold)
    }

    private pressed(key: Key): Command {
        if (key === Key.Play) return this.isIdle(Key.Menu) ? Command.PlayAll : Command.Stop
        return panelCommand(key, this.isIdle(key) ? PanelRow.IdlePress : PanelRow.Press)
    }

    private isIdle(key: Key): boolean {
        return key >= this.idleFrom
    }

    private async look(): Promise<void> {
        await ds.sleep(POLL_MS)
        await this.line.poll()
    }

    private hasRung(): boolean {
        const event = this.line.nextEvent()
        return event !== undefined && event.kind === LineEventKind.Ring
    }
}
