/**
 * What happens, in plain words: made from timeline events alone, which are what somebody beside the machine, on the line
 * or at the other end of it could notice.
 */

import { type TimelineEvent } from "../../report/timeline.ts"
import { type LampChange, LampWatch } from "./lamp-watch.ts"

export type StoryMood = "plain" | "good" | "bad"

export interface StoryLine {
    readonly tMs: number
    readonly text: string
    readonly mood: StoryMood
    /** To stand below the text. */
    readonly fileName?: string
    /** To be drawn below the text. */
    readonly lamp?: readonly LampChange[]
}

/** Bytes of a sector, and samples of a second, one byte each. */
const SECTOR_BYTES = 512
const BYTES_PER_SECOND = 8000
/** While a message is recorded, how often it is said how far it is. */
const PROGRESS_MS = 5000

/** Why a recording ended, by the last event code of the modem (ITU-T V.253) in it. */
const ENDINGS: Readonly<Record<string, string>> = {
    l: "the line has gone dead",
    b: "there is a busy tone",
    d: "there is a dial tone",
    s: "nobody says anything",
    q: "it has gone quiet",
}

/** What is going on, for a line of status. */
export type Activity =
    "off" | "waiting" | "ringing" | "greeting" | "recording" | "in call" | "playing"

type Teller = (event: TimelineEvent) => StoryLine | undefined

export class Story {
    activity: Activity = "off"
    /** The machine runs, as far as anybody can tell. */
    hasPower = false
    readonly lamp = new LampWatch()
    /** The call that rings or is connected; others get the busy tone. */
    private call = 0
    private rings = 0
    private callerId = new Map<string, string>()
    private recordingSinceMs: number | undefined
    private lastCode = ""
    private sectorsStored = 0
    private nextProgressMs = 0
    private hasRecorded = false
    private isSoundToCome = false
    private readonly tellers: Readonly<Record<string, Teller>>

    /** @param newMessage the name of a message that is on the card and was not there when last asked */
    constructor(private readonly newMessage: () => string | undefined) {
        this.tellers = {
            "machine boot": event => this.boot(event),
            "machine panic": event => bad(event, "The machine's program failed; it starts again."),
            "sim violation": event =>
                bad(event, `A rule of the ${event.fields["chip"]} chip was broken.`),
            "exchange ring-on": event => this.ring(event),
            "modem tx": event => this.modemSays(event),
            "modem event": event => this.modemNotices(event),
            "exchange tone-on": event => this.toneSounds(event),
            "exchange caller-id-end": event => this.callerIdCame(event),
            "exchange off-hook": event => this.answer(event),
            "modem play-start": event => this.playStart(event),
            "line sound-on": event => this.lineSounds(event),
            "speaker sound-on": event => this.speakerSounds(event),
            "modem play-end": event => this.playEnd(event),
            "caller beep-heard": event => plain(event, "Beep! Now it is the caller's turn."),
            "modem record-start": event => this.recordStart(event),
            "caller speak-start": event => this.callerSpeaks(event),
            "card write": event => this.stored(event),
            "caller hangup": event => this.callerHangsUp(event),
            "modem record-end": event => this.recordEnd(event),
            "exchange on-hook": event => this.hungUp(event),
            "panel press": event => plain(event, "Somebody presses Play."),
        }
    }

    /** What there is to tell at this event; most events tell nothing. */
    tell(event: TimelineEvent): readonly StoryLine[] {
        const line = this.tellers[`${event.source} ${event.event}`]?.(event)
        const lampLine = this.tellLamp(event)
        return [line, lampLine].filter(each => each !== undefined)
    }

    /** Time has passed: a lamp that stays dark is noticed only then. */
    pass(nowMs: number): readonly StoryLine[] {
        const darkAtMs = this.lamp.darkSince(nowMs)
        if (darkAtMs === undefined) return []
        return [{ tMs: darkAtMs, text: "The lamp is dark: nothing new to hear.", mood: "good" }]
    }

    /** The power is taken away; what was going on is over, and what follows from that is no news. */
    powerOff(): void {
        this.hasPower = false
        this.activity = "off"
        this.recordingSinceMs = undefined
        this.lamp.changes = []
    }

    /** How long the message is so far, and how much of it the card has, in seconds; undefined: none is recorded. */
    recordingSeconds(nowMs: number): { said: number; stored: number } | undefined {
        if (this.recordingSinceMs === undefined) return undefined
        const stored = (this.sectorsStored * SECTOR_BYTES) / BYTES_PER_SECOND
        return { said: (nowMs - this.recordingSinceMs) / 1000, stored }
    }

    private boot(event: TimelineEvent): StoryLine {
        this.hasPower = true
        this.activity = "waiting"
        this.recordingSinceMs = undefined
        return plain(event, "The machine has power, and its program starts.")
    }

    private ring(event: TimelineEvent): StoryLine {
        this.activity = "ringing"
        this.rings = Number(event.fields["n"])
        this.call = Number(event.fields["call"])
        if (this.rings > 1) return plain(event, `It rings again (ring ${this.rings}).`)
        this.callerId.clear()
        this.hasRecorded = false
        return plain(event, "The telephone rings.")
    }

    private toneSounds(event: TimelineEvent): StoryLine | undefined {
        const { kind, call } = event.fields
        if (kind !== "busy" || call === undefined || call === this.call) return undefined
        return plain(event, "Somebody else calls, finds the line busy, and gives up.")
    }

    private modemSays(event: TimelineEvent): undefined {
        const found = /^(NMBR|NAME) = (.*)$/.exec(String(event.fields["text"]))
        if (found) this.callerId.set(found[1]!, found[2]!)
    }

    private modemNotices(event: TimelineEvent): undefined {
        if (this.recordingSinceMs !== undefined) this.lastCode = String(event.fields["code"])
    }

    private callerIdCame(event: TimelineEvent): StoryLine {
        const number = this.callerId.get("NMBR")
        if (number === undefined)
            return plain(event, "Caller ID comes down the line, and can't be read.")
        const name = this.callerId.get("NAME")
        const who = describeNumber(number) + (name && name.length > 1 ? `, ${name}` : "")
        return plain(event, `Caller ID comes down the line: ${who}.`)
    }

    private answer(event: TimelineEvent): StoryLine {
        this.activity = "in call"
        return plain(event, `The machine answers, after ring ${this.rings}.`)
    }

    private playStart(event: TimelineEvent): undefined {
        this.isSoundToCome = true
        this.activity = event.fields["call"] === 0 ? "playing" : "greeting"
    }

    private lineSounds(event: TimelineEvent): StoryLine | undefined {
        if (!this.isSoundToCome || this.activity !== "greeting") return undefined
        this.isSoundToCome = false
        return plain(event, "It greets the caller.")
    }

    private speakerSounds(event: TimelineEvent): StoryLine | undefined {
        if (!this.isSoundToCome || this.activity !== "playing") return undefined
        this.isSoundToCome = false
        return plain(event, "The message sounds from the loudspeaker.")
    }

    private playEnd(event: TimelineEvent): StoryLine | undefined {
        if (!this.hasPower) return undefined
        const wasInTheRoom = this.activity === "playing"
        this.activity = wasInTheRoom ? "waiting" : "in call"
        return wasInTheRoom ? plain(event, "The message is over.") : undefined
    }

    private recordStart(event: TimelineEvent): undefined {
        this.activity = "recording"
        this.recordingSinceMs = event.tMs
        this.nextProgressMs = event.tMs + PROGRESS_MS
        this.sectorsStored = 0
        this.lastCode = ""
    }

    private callerSpeaks(event: TimelineEvent): StoryLine {
        if (this.recordingSinceMs === undefined)
            return bad(event, "The caller speaks, but nothing is recorded.")
        return plain(event, "The caller speaks, and the words go to the card as they come.")
    }

    /** Sound goes to the card in long writes, entries of folders in single sectors. */
    private stored(event: TimelineEvent): StoryLine | undefined {
        const count = Number(event.fields["count"])
        if (this.recordingSinceMs === undefined || count === 1) return undefined
        this.sectorsStored += count
        if (event.tMs < this.nextProgressMs) return undefined
        this.nextProgressMs += PROGRESS_MS
        const { said, stored } = this.recordingSeconds(event.tMs)!
        const text = `${said.toFixed(1)} s recorded, ${stored.toFixed(1)} s of it on the card`
        return plain(event, `... ${text}`)
    }

    /** What follows is only silence on its way to the card. */
    private callerHangsUp(event: TimelineEvent): StoryLine | undefined {
        if (event.fields["call"] !== this.call) return undefined
        this.nextProgressMs = Infinity
        if (this.activity !== "ringing") return plain(event, "The caller hangs up.")
        this.activity = this.hasPower ? "waiting" : "off"
        return plain(event, "Nobody answers, and the caller gives up.")
    }

    private recordEnd(event: TimelineEvent): StoryLine | undefined {
        const seconds = (event.tMs - (this.recordingSinceMs ?? event.tMs)) / 1000
        const why = ENDINGS[this.lastCode] ?? "it is enough"
        this.recordingSinceMs = undefined
        if (!this.hasPower) return undefined
        this.hasRecorded = true
        this.activity = "in call"
        return plain(
            event,
            `The machine notices: ${why}. The message is ${seconds.toFixed(1)} s long.`
        )
    }

    private hungUp(event: TimelineEvent): StoryLine | undefined {
        if (!this.hasPower) return undefined
        this.activity = "waiting"
        if (!this.hasRecorded) return plain(event, "The machine hangs up. There is no message.")
        const name = this.newMessage()
        if (name === undefined)
            return bad(event, "The machine hangs up, but no message is on the card.")
        const line = good(event, "The machine hangs up. The message is on the card, in the file")
        return { ...line, fileName: name }
    }

    private tellLamp(event: TimelineEvent): StoryLine | undefined {
        const noticed = this.lamp.notice(event)
        if (noticed === "lit") return plain(event, "The message lamp goes on ...")
        if (noticed !== "blinks") return undefined
        return { ...good(event, "... and off, and on again: it blinks."), lamp: this.lamp.changes }
    }
}

/** Ten digits are a number of North America, and read in groups. */
function describeNumber(number: string): string {
    if (number === "P") return "the caller keeps the number private"
    if (number === "O") return "the number is not available"
    return number.replace(/^(\d{3})(\d{3})(\d{4})$/, "$1-$2-$3")
}

function plain(event: TimelineEvent, text: string): StoryLine {
    return { tMs: event.tMs, text, mood: "plain" }
}

function good(event: TimelineEvent, text: string): StoryLine {
    return { tMs: event.tMs, text, mood: "good" }
}

function bad(event: TimelineEvent, text: string): StoryLine {
    return { tMs: event.tMs, text, mood: "bad" }
}
