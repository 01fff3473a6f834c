/** The owner at the machine, in plain words: what the Play key means, and what the loudspeaker does. */

import { type TimelineEvent } from "../../report/timeline.ts"
import { type MessageWatch } from "./message-on-card.ts"
import { bad, good, plain, type StoryLine } from "./story-line.ts"

/** Two presses that begin so soon after each other are a double press; a key held for so long is held (decision 005). */
const DOUBLE_MS = 500
const HOLD_MS = 800

/** What the machine is doing for others: then the key means nothing, or nobody is there to notice it. */
export type KeySituation = "off" | "starting" | "in call" | "free"

/** What the next sound in the room will be. */
enum Coming {
    /** Play was pressed. */
    Beginning,
    /** Another message, or the word that there is none. */
    Next,
    /** The word that something was deleted. */
    Deletion,
    /** A message has been played to its end, and there is another one. */
    GoingOn,
}

const UNHEARD_PRESSES: Readonly<Record<Exclude<KeySituation, "free">, string>> = {
    off: "Somebody presses Play. The machine has no power, and nothing happens.",
    starting: "Somebody presses Play. The machine is still starting, and does not notice.",
    "in call": "Somebody presses Play. During a call that means nothing.",
}

export class Listening {
    /** The machine plays something in the room. */
    isPlaying = false
    private coming = Coming.Beginning
    private isMessage = false
    private isSoundToCome = false
    /** A key has ended what was played. */
    private isStopped = false
    private downAtMs = -Infinity
    /** The key is down, and what it is held for is not told yet. */
    private isHoldPossible = false
    private wasDouble = false

    constructor(private readonly messages: Pick<MessageWatch, "removed" | "count">) {}

    press(event: TimelineEvent, situation: KeySituation): StoryLine {
        if (situation !== "free") return plain(event, UNHEARD_PRESSES[situation])
        const isDouble = !this.wasDouble && event.tMs - this.downAtMs <= DOUBLE_MS
        this.downAtMs = event.tMs
        this.wasDouble = isDouble
        this.isHoldPossible = this.isPlaying || isDouble
        if (!this.isPlaying && !isDouble) {
            this.coming = Coming.Beginning
            return plain(event, "Somebody presses Play.")
        }
        this.isStopped = true
        this.coming = Coming.Next
        return plain(
            event,
            isDouble
                ? "Somebody presses Play once more at once: that means the next message."
                : "Somebody presses Play: the sound stops."
        )
    }

    release(event: TimelineEvent): StoryLine | undefined {
        const line = this.pass(event.tMs)
        this.isHoldPossible = false
        return line
    }

    /** Time has passed: that a key is held is noticed only then. */
    pass(nowMs: number): StoryLine | undefined {
        if (!this.isHoldPossible || nowMs - this.downAtMs < HOLD_MS) return undefined
        this.isHoldPossible = false
        this.coming = Coming.Deletion
        const text = "... and holds it: that means that the message is to be deleted."
        return { tMs: this.downAtMs + HOLD_MS, text, mood: "plain" }
    }

    playStart(event: TimelineEvent): StoryLine | undefined {
        const isDeletion = this.coming === Coming.Deletion
        this.isPlaying = true
        this.isSoundToCome = !isDeletion
        this.isStopped = false
        this.isMessage = this.coming === Coming.GoingOn
        if (this.coming === Coming.Beginning) this.isMessage = this.messages.count > 0
        if (!isDeletion) return undefined
        const fileName = this.messages.removed()
        if (fileName === undefined) return bad(event, "No message has gone from the card.")
        const line = good(event, "It is deleted: from now on it is hidden on the card, the file")
        return { ...line, fileName }
    }

    /** Something is heard in the room. */
    soundOn(event: TimelineEvent): StoryLine | undefined {
        if (!this.isPlaying || !this.isSoundToCome) return undefined
        this.isSoundToCome = false
        return plain(event, this.describeSound())
    }

    /** @param isRinging the machine has left the owner for a caller */
    playEnd(event: TimelineEvent, isRinging: boolean): StoryLine | undefined {
        this.isPlaying = false
        if (this.isStopped) return undefined
        // After the word that something was deleted, a message may follow or none.
        this.coming = this.isMessage ? Coming.GoingOn : Coming.Next
        if (isRinging) return plain(event, "The loudspeaker stops: the telephone comes first.")
        return this.isMessage ? plain(event, "The message is over.") : undefined
    }

    /** The power is gone. */
    stop(): void {
        this.isPlaying = false
        this.isHoldPossible = false
        this.downAtMs = -Infinity
    }

    private describeSound(): string {
        if (this.coming === Coming.GoingOn) return "The next message sounds from the loudspeaker."
        if (this.coming === Coming.Next) return "The loudspeaker goes on."
        return this.isMessage
            ? "The loudspeaker tells who called and when, and plays the message."
            : "The loudspeaker tells that there is no message."
    }
}
