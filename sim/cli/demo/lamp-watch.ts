/** Looks at the message lamp as a person does: counts how often it blinks, and sees what comes again and again. */

import { type TimelineEvent } from "../../report/timeline.ts"

export interface LampChange {
    readonly tMs: number
    readonly value: number
}

/** What the lamp says, round after round. */
export interface LampSign {
    /** Blinks in a round; 0: none. */
    readonly blinks: number
    /** Flashes in a round, which are too short for a blink; 0: none. */
    readonly flashes: number
    /** A long blink: calls wait to be returned. */
    readonly isReturnDue: boolean
    /** When it was seen for the second time, and could be believed. */
    readonly tMs: number
    /** The lamp while it was seen. */
    readonly changes: readonly LampChange[]
}

/** Flashes or blinks with less than GAP_MS of dark between them. */
interface Group {
    readonly fromMs: number
    count: number
    kind: "flash" | "blink" | "long"
}

/** Docs decision 005: a flash is 0.1 s, a blink 0.3 s, a long one 0.8 s, and groups are 1.5 s apart. */
const FLASH_MS_MAX = 200
const BLINK_MS_MAX = 600
const GAP_MS = 1000
/** Lit for longer than any blink: this is no counting. */
const STEADY_MS = 1000
/** Dark for longer than the pause of any blinking that is meant to be seen. */
const DARK_MS = 2000
/** What was blinked last is shown by so many groups at most: one, another one, the first one again. */
const GROUPS_KEPT = 3

export class LampWatch {
    private changes: LampChange[] = []
    private groups: Group[] = []
    private open: Group | undefined
    /** Said already: a sign is told once, until something else is to be seen. */
    private told = ""

    get isOn(): boolean {
        return (this.changes.at(-1)?.value ?? 0) > 0
    }

    /** Begin anew, as with a lamp that has been dark for ever. */
    forget(): void {
        this.changes = []
        this.startAnew()
    }

    /** Look at a change; answers what has become clear by it. */
    notice(event: TimelineEvent): LampSign | undefined {
        const change = lampChange(event)
        if (!change || change.value > 0 === this.isOn) return undefined
        const sign = this.pass(change.tMs)
        const last = this.changes.at(-1)
        this.changes.push(change)
        if (change.value > 0) this.open ??= { fromMs: change.tMs, count: 0, kind: "flash" }
        else this.countLight(change.tMs - last!.tMs)
        return sign
    }

    /** Time has passed; answers what has become clear by it. */
    pass(nowMs: number): LampSign | undefined {
        const last = this.changes.at(-1)
        if (!this.open || !last || last.value > 0 || nowMs - last.tMs < GAP_MS) return undefined
        this.groups = [...this.groups, this.open].slice(-GROUPS_KEPT)
        this.open = undefined
        this.changes = this.changes.filter(({ tMs }) => tMs >= this.groups[0]!.fromMs)
        return this.recognise(last.tMs + GAP_MS)
    }

    /** Since when it has been dark, told once; undefined: it was, it is lit, or it may yet come on again. */
    darkSince(nowMs: number): number | undefined {
        const last = this.changes.at(-1)
        if (!last || last.value > 0 || nowMs - last.tMs < DARK_MS) return undefined
        this.forget()
        return last.tMs
    }

    private countLight(onMs: number): void {
        if (onMs >= STEADY_MS) return this.startAnew()
        this.open!.count++
        if (onMs > BLINK_MS_MAX) this.open!.kind = "long"
        else if (onMs > FLASH_MS_MAX && this.open!.kind === "flash") this.open!.kind = "blink"
    }

    private startAnew(): void {
        this.groups = []
        this.open = undefined
        this.told = ""
        this.changes = this.changes.slice(-1)
    }

    /** One group twice, or one kind of group, the other kind, and the first one again. */
    private recognise(tMs: number): LampSign | undefined {
        const [latest, previous, before] = this.groups.toReversed()
        if (!latest || !previous) return undefined
        if (isSame(latest, previous)) return this.tell([latest], previous.fromMs, tMs)
        const isMixed = latest.kind !== previous.kind
        if (!before || !isMixed || !isSame(latest, before)) return undefined
        return this.tell([previous, latest], before.fromMs, tMs)
    }

    private tell(round: readonly Group[], fromMs: number, tMs: number): LampSign | undefined {
        const countOf = (kind: Group["kind"]) =>
            round.find(group => group.kind === kind)?.count ?? 0
        const blinks = countOf("blink")
        const flashes = countOf("flash")
        const isReturnDue = countOf("long") > 0
        const name = `${blinks} ${flashes} ${isReturnDue}`
        if (name === this.told) return undefined
        this.told = name
        const changes = this.changes.filter(each => each.tMs >= fromMs)
        return { blinks, flashes, isReturnDue, tMs, changes }
    }
}

function isSame(one: Group, other: Group): boolean {
    return one.count === other.count && one.kind === other.kind
}

/** The change of the lamp that this event is, if it is one. */
export function lampChange(event: TimelineEvent): LampChange | undefined {
    if (event.source !== "panel" || event.event !== "lamp") return undefined
    return { tMs: event.tMs, value: Number(event.fields["value"]) }
}

/** How often the lamp went from dark to light in these changes. */
export function flashCount(changes: readonly LampChange[]): number {
    return changes.filter(({ value }, i) => value > 0 && (changes[i - 1]?.value ?? 0) === 0).length
}
