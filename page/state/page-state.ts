/** What the page knows: the last words of the server, in signals, which the views look at. */

import { batch, computed, signal } from "@preact/signals"
import { type TimelineEvent } from "../../sim/report/timeline.ts"
import { FIRST_STATE, nextState } from "../../sim/protocol/machine-state.ts"
import {
    type Batch,
    type Hello,
    type LineHealth,
    type Refusal,
    type ServerMessage,
} from "../../sim/protocol/messages.ts"

/** Longest list of events; the run's file has all of them. */
const EVENTS_MAX = 20_000

/** How the page and the server are connected. `over`: between two runs; `ended`: the server said so and went. */
export type LinkState = "connecting" | "starting" | "open" | "lost" | "over" | "ended"

/** What stays for a run. */
export type RunFacts = Pick<
    Hello,
    | "country"
    | "countries"
    | "callerId"
    | "callerIds"
    | "callerIdSent"
    | "release"
    | "releases"
    | "modem"
    | "modems"
    | "bridge"
    | "bridges"
    | "recordings"
    | "faults"
>

export const link = signal<LinkState>("connecting")
/** What a person does reaches the machine. */
export const isOpen = computed(() => link.value === "open")
export const run = signal<RunFacts | undefined>(undefined)
export const machine = signal(FIRST_STATE)
/** Virtual ms, as last told, and when that was by the page's own clock. */
export const nowMs = signal(0)
/** Virtual seconds in a second; 0: the machine stands still. */
export const speed = signal(1)
export const holder = signal("")
/** Name of the page whose microphone is held before the machine; "": none. */
export const roomHolder = signal("")
/** What is wrong just now; of `run.faults`. */
export const broken = signal<readonly string[]>([])
export const mouthHealth = signal<LineHealth | undefined>(undefined)
export const refusal = signal<Refusal["reason"] | undefined>(undefined)
/** All events that are shown, oldest first; the list grows in place and `eventCount` tells. */
export const events: TimelineEvent[] = []
export const eventCount = signal(0)
/** Counts the runs that the page has seen. */
export const runNumber = signal(0)
/** Events that came last, for whoever watches for one. */
export const latest = signal<readonly TimelineEvent[]>([])

/** Take in what the server says. */
export function receive(message: ServerMessage): void {
    batch(() => {
        switch (message.kind) {
            case "hello":
                return greet(message)
            case "batch":
                return goOn(message)
            case "recordings":
                if (run.value) run.value = { ...run.value, recordings: message.recordings }
                return
            case "refusal":
                refusal.value = message.reason
                return
            case "goodbye":
                link.value = "over"
        }
    })
}

/** The connection is gone; a server that said goodbye before has ended. */
export function loseLink(): void {
    const wasOver = link.value === "over" || link.value === "ended"
    link.value = wasOver ? "ended" : "lost"
}

function greet(hello: Hello): void {
    link.value = hello.isRunning ? "open" : "starting"
    run.value = hello
    broken.value = hello.broken
    speed.value = hello.speed
    machine.value = hello.state
    nowMs.value = hello.nowMs
    holder.value = hello.holder
    roomHolder.value = hello.roomHolder
    refusal.value = undefined
    mouthHealth.value = undefined
    events.length = 0
    eventCount.value = 0
    runNumber.value++
    append(hello.events)
    latest.value = []
}

function goOn(news: Batch): void {
    nowMs.value = news.nowMs
    holder.value = news.holder
    roomHolder.value = news.roomHolder
    speed.value = news.speed
    mouthHealth.value = news.mouth
    if (news.broken.join() !== broken.value.join()) broken.value = news.broken
    if (news.events.length === 0) return
    machine.value = news.events.reduce(nextState, machine.value)
    append(news.events)
    latest.value = news.events
}

function append(more: readonly TimelineEvent[]): void {
    for (const event of more) events.push(event)
    if (events.length > EVENTS_MAX) events.splice(0, events.length - EVENTS_MAX)
    eventCount.value += more.length
}
