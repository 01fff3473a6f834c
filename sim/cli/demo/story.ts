/**
 * What happens, in plain words: made from timeline events alone, which are what somebody beside the machine, on the line
 * or at the other end of it could notice.
 */

import { lengthText } from "../../audio/length-text.ts"
import { type TimelineEvent } from "../../report/timeline.ts"
import { LampWatch } from "./lamp-watch.ts"
import { describeSign } from "./lamp-words.ts"
import { Listening, type KeySituation } from "./listening.ts"
import { type MessageWatch } from "./message-on-card.ts"
import { bad, good, plain, type StoryLine } from "./story-line.ts"

/** Bytes of a sector, and samples of a second, one byte each. */
const SECTOR_BYTES = 512
const BYTES_PER_SECOND = 8000
/** While a message is recorded, how often it is said how far it is. */
const PROGRESS_MS = 5000

/** Why a recording ended, by the last of these event codes of the modem (ITU-T V.253) in it. */
const ENDINGS: Readonly<Record<string, string>> = {
    l: "the line has gone dead",
    b: "there is a busy tone",
    d: "there is a dial tone",
    s: "nobody says anything",
    q: "it has gone quiet",
    "#": "the caller has pressed #",
    P: "somebody in the house has picked up",
    H: "somebody in the house has picked up",
}

/** A caller that is no person, by the code of the modem for its tone. */
const MACHINES: Readonly<Record<string, string>> = { c: "a fax machine", e: "a modem" }

/** What is going on, for a line of status. */
export type Activity =
    "off" | "starting" | "waiting" | "ringing" | "greeting" | "recording" | "in call" | "playing"

type Teller = (event: TimelineEvent) => StoryLine | undefined

export class Story {
    /** The program of the machine runs. */
    hasPower = false
    readonly lamp = new LampWatch()
    /** It is switched on, and the program does not run yet. */
    isStarting = false
    private isRinging = false
    private inCall: "greeting" | "recording" | "in call" | undefined
    private readonly listening: Listening
    /** The call that rings or is connected; others get the busy tone. */
    private call = 0
    private rings = 0
    private callerId = new Map<string, string>()
    private recordingSinceMs: number | undefined
    private lastCode = ""
    private machineHeard: string | undefined
    private sectorsStored = 0
    private nextProgressMs = 0
    private hasRecorded = false
    private isGreetingToCome = false
    private readonly tellers: Readonly<Record<string, Teller>>

    constructor(private readonly messages: Pick<MessageWatch, "added" | "removed" | "count">) {
        const listening = new Listening(messages)
        this.listening = listening
        this.tellers = {
            "machine boot": event => this.boot(event),
            "machine panic": event => this.panic(event),
            "machine log": event => this.machineLogs(event),
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
            "speaker sound-on": event => listening.soundOn(event),
            "modem play-end": event => this.playEnd(event),
            "caller beep-heard": event => plain(event, "Beep! Now it is the caller's turn."),
            "modem record-start": event => this.recordStart(event),
            "caller speak-start": event => this.callerSpeaks(event),
            "card write": event => this.stored(event),
            "caller hangup": event => this.callerHangsUp(event),
            "modem record-end": event => this.recordEnd(event),
            "exchange on-hook": event => this.hungUp(event),
            "panel press": event => listening.press(event, this.keySituation()),
            "panel release": event => listening.release(event),
        }
    }

    get isSwitchedOn(): boolean {
        return this.hasPower || this.isStarting
    }

    get activity(): Activity {
        if (this.isRinging) return "ringing"
        if (this.isStarting) return "starting"
        if (!this.hasPower) return "off"
        if (this.inCall) return this.inCall
        return this.listening.isPlaying ? "playing" : "waiting"
    }

    /** What there is to tell at this event; most events tell nothing. */
    tell(event: TimelineEvent): readonly StoryLine[] {
        const hold = this.listening.pass(event.tMs)
        const line = this.tellers[`${event.source} ${event.event}`]?.(event)
        const sign = this.lamp.notice(event)
        return [hold, line, sign && describeSign(sign)].filter(each => each !== undefined)
    }

    /** Time has passed: what a lamp says, and that a key is held, is noticed only then. */
    pass(nowMs: number): readonly StoryLine[] {
        const hold = this.listening.pass(nowMs)
        const sign = this.lamp.pass(nowMs)
        const darkAtMs = this.lamp.darkSince(nowMs)
        const text = "The lamp is dark: nothing new to hear."
        const dark = darkAtMs === undefined ? undefined : good({ tMs: darkAtMs }, text)
        return [hold, sign && describeSign(sign), dark].filter(each => each !== undefined)
    }

    /** The power is switched on; the program does not run yet. */
    powerOn(): void {
        this.isStarting = true
    }

    /** The power is taken away; what was going on is over, and what follows from that is no news. */
    powerOff(): void {
        this.hasPower = false
        this.isStarting = false
        this.inCall = undefined
        this.recordingSinceMs = undefined
        this.listening.stop()
        this.lamp.forget()
    }

    /** How long the recording is so far, and how much of it the card has, in seconds; undefined: there is none. */
    recordingSeconds(nowMs: number): { said: number; stored: number } | undefined {
        if (this.recordingSinceMs === undefined) return undefined
        const stored = (this.sectorsStored * SECTOR_BYTES) / BYTES_PER_SECOND
        return { said: (nowMs - this.recordingSinceMs) / 1000, stored }
    }

    private keySituation(): KeySituation {
        if (this.isStarting) return "starting"
        if (!this.hasPower) return "off"
        return this.isRinging || this.inCall ? "in call" : "free"
    }

    private boot(event: TimelineEvent): StoryLine {
        this.powerOff()
        this.hasPower = true
        return plain(event, "The machine has power, and its program starts.")
    }

    /** The chip begins anew by itself, some seconds later. */
    private panic(event: TimelineEvent): StoryLine {
        this.powerOff()
        this.isStarting = true
        return bad(event, "The machine's program failed; it starts again.")
    }

    /** Before its program runs only the runtime speaks, and of nothing that an owner could mend. */
    private machineLogs(event: TimelineEvent): StoryLine | undefined {
        const { level, text } = event.fields
        const isWarning = level === "warn" || level === "error"
        return isWarning && this.hasPower ? bad(event, `The machine's log: ${text}`) : undefined
    }

    private ring(event: TimelineEvent): StoryLine {
        this.isRinging = true
        this.rings = Number(event.fields["n"])
        this.call = Number(event.fields["call"])
        if (this.rings > 1) return plain(event, `It rings again (ring ${this.rings}).`)
        this.hasRecorded = false
        this.machineHeard = undefined
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

    private modemNotices(event: TimelineEvent): StoryLine | undefined {
        const code = String(event.fields["code"])
        if (this.recordingSinceMs !== undefined && code in ENDINGS) this.lastCode = code
        const machine = MACHINES[code]
        if (machine === undefined || machine === this.machineHeard) return undefined
        this.machineHeard = machine
        return plain(event, `The machine hears the tone of ${machine}, and lets machines go.`)
    }

    private callerIdCame(event: TimelineEvent): StoryLine {
        const number = this.callerId.get("NMBR")
        const name = this.callerId.get("NAME")
        this.callerId.clear()
        if (!this.hasPower)
            return plain(event, "Caller ID comes down the line, and nobody reads it.")
        if (number === undefined)
            return plain(event, "Caller ID comes down the line, and does not reach the machine.")
        const who = describeNumber(number) + (name && name.length > 1 ? `, ${name}` : "")
        return plain(event, `Caller ID comes down the line: ${who}.`)
    }

    private answer(event: TimelineEvent): StoryLine {
        this.isRinging = false
        this.inCall = "in call"
        return plain(event, `The machine answers, after ring ${this.rings}.`)
    }

    private playStart(event: TimelineEvent): StoryLine | undefined {
        if (event.fields["call"] === 0) return this.listening.playStart(event)
        this.isGreetingToCome = true
        this.inCall = "greeting"
        return undefined
    }

    private lineSounds(event: TimelineEvent): StoryLine | undefined {
        if (!this.isGreetingToCome) return undefined
        this.isGreetingToCome = false
        return plain(event, "It greets the caller.")
    }

    private playEnd(event: TimelineEvent): StoryLine | undefined {
        if (!this.hasPower) return undefined
        if (event.fields["call"] === 0) return this.listening.playEnd(event, this.isRinging)
        this.isGreetingToCome = false
        this.inCall = "in call"
        return undefined
    }

    private recordStart(event: TimelineEvent): undefined {
        // One that was made good after a power failure is not the one that comes now.
        while (this.messages.added() !== undefined);
        this.inCall = "recording"
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
        if (!this.isRinging) return plain(event, "The caller hangs up.")
        this.isRinging = false
        return plain(event, "Nobody answers, and the caller gives up.")
    }

    private recordEnd(event: TimelineEvent): StoryLine | undefined {
        const seconds = (event.tMs - (this.recordingSinceMs ?? event.tMs)) / 1000
        const why = ENDINGS[this.lastCode]
        this.recordingSinceMs = undefined
        if (!this.hasPower) return undefined
        this.hasRecorded = true
        this.inCall = "in call"
        const notices = why === undefined ? "The machine ends it" : `The machine notices: ${why}`
        return plain(event, `${notices}. It has recorded ${lengthText(seconds)}.`)
    }

    private hungUp(event: TimelineEvent): StoryLine | undefined {
        if (!this.hasPower) return undefined
        this.inCall = undefined
        if (!this.hasRecorded) return plain(event, "The machine hangs up. There is no message.")
        const name = this.messages.added()
        if (name === undefined && this.machineHeard !== undefined)
            return plain(event, "The machine hangs up. There is no message.")
        if (name === undefined)
            return bad(event, "The machine hangs up, but no message is on the card.")
        const line = good(event, "The machine hangs up. The message is on the card, in the file")
        return { ...line, fileName: name }
    }
}

/** Ten digits are a number of North America, and read in groups. */
function describeNumber(number: string): string {
    if (number === "P") return "the caller keeps the number private"
    if (number === "O") return "the number is not available"
    return number.replace(/^(\d{3})(\d{3})(\d{4})$/, "$1-$2-$3")
}
