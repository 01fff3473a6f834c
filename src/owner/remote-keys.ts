/** The owner's wishes as the keys of a telephone say them. */
import * as ds from "@devicescript/core"
import { StopReason } from "../audio/stop-reason"
import { LineEventKind, VoiceLine } from "../hal/voice-line"
import { OPENING_KEYS, phoneCommand } from "./key-map"
import { Command, OwnerKeys } from "./owner-keys"

const POLL_MS = 10
/** After 3 and 4 the same key may follow, as fast as fingers press one twice; after a star something has to. */
const TWICE_MS = 600
const STAR_MS = 4000
const STAR = "*"

export class RemoteKeys implements OwnerKeys {
    readonly isRemote = true
    /** The far end is gone, or somebody in the house has taken the call. */
    isOver = false
    /** Pressed and not yet taken, one character each. */
    private typed = ""
    private typedAtMs = 0

    constructor(private line: VoiceLine) {}

    /** Let this key be pressed, as a character code. */
    press(digit: number): void {
        this.typed += String.fromCharCode(digit)
        this.typedAtMs = ds.millis()
    }

    check(): StopReason | undefined {
        // Nothing more is said to who is gone, or into somebody else's call.
        if (this.isOver) return StopReason.HungUp
        const event = this.line.nextEvent()
        if (!event) return undefined
        switch (event.kind) {
            case LineEventKind.Digit:
                this.press(event.digit)
                return StopReason.KeyPressed
            case LineEventKind.LoopInterrupted:
                this.isOver = true
                return StopReason.HungUp
            case LineEventKind.DialTone:
            case LineEventKind.BusyTone:
            case LineEventKind.CongestionTone:
                this.isOver = true
                return StopReason.ToneHeard
            case LineEventKind.ExtensionPickedUp:
                this.isOver = true
                return StopReason.ExtensionPickedUp
            default:
                return undefined
        }
    }

    async command(waitMs: number): Promise<Command | undefined> {
        const untilMs = ds.millis() + waitMs
        while (!this.isOver) {
            if (this.typed !== "") {
                if (this.isWhole()) return this.take()
            } else if (ds.millis() >= untilMs) return undefined
            await this.look()
        }
        return Command.Bye
    }

    /** A key of a telephone says all by having been pressed. */
    isStillDown(): boolean {
        return false
    }

    /** By telephone the next key means the greeting, whenever it comes. */
    async afterGreeting(): Promise<Command | undefined> {
        return undefined
    }

    async digit(waitMs: number): Promise<number | undefined> {
        const untilMs = ds.millis() + waitMs
        while (this.typed === "") {
            if (this.isOver || ds.millis() >= untilMs) return undefined
            await this.look()
        }
        const code = this.typed.charCodeAt(0)
        this.typed = this.typed.slice(1)
        return code === 0x23 || code === 0x2a ? code : code - 0x30
    }

    /** Nothing can follow that makes another command of it. */
    private isWhole(): boolean {
        const { typed } = this
        if (typed.length > 1 || !OPENING_KEYS.includes(typed)) return true
        return ds.millis() - this.typedAtMs > (typed === STAR ? STAR_MS : TWICE_MS)
    }

    private take(): Command {
        const { typed } = this
        const first = typed[0]
        const isTwo =
            typed.length > 1 &&
            (first === STAR || (OPENING_KEYS.includes(first) && typed[1] === first))
        const keys = isTwo ? typed.slice(0, 2) : first
        this.typed = typed.slice(keys.length)
        return phoneCommand(keys)
    }

    private async look(): Promise<void> {
        await ds.sleep(POLL_MS)
        await this.line.poll()
        this.check()
    }
}
