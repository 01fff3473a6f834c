/** A scenario as it is played: read, checked, its files loaded and its defaults known (docs/scenarios.md). */

import { type RoomMouth } from "../audio/room-voice.ts"
import { type CardKind } from "../chips/sdcard/card-kind.ts"
import { type SectorChange } from "../chips/sdcard/card-image.ts"
import { type PowerCut } from "../chips/sdcard/power-cut.ts"
import { type CardFile } from "../card/add-files.ts"
import { type CardOptions } from "../card/format.ts"
import { type CallSpec } from "../exchange/call-spec.ts"
import { type CallerIdForm } from "../exchange/caller-id-plan.ts"
import { type Handset } from "../exchange/handset.ts"
import { type ReleasePlan } from "../exchange/release-plan.ts"
import { type UsbPlan } from "../machine/usb-plan.ts"
import { type EventSource, type TimelineEvent } from "../report/timeline.ts"
import { type Fault, type FaultKind } from "./faults.ts"
import { type LocalTime, type SlotCard } from "./world.ts"

export interface Scenario {
    readonly country: string
    /** Form of the caller ID; undefined: the country's own. */
    readonly callerId: CallerIdForm | undefined
    /** What follows when a caller hangs up; undefined: the country's own. */
    readonly release: ReleasePlan | undefined
    readonly modem: string
    /** The machine can switch the modem's power. */
    readonly hasModemSwitch: boolean
    /** The modem is behind a USB host; undefined: behind a UART. */
    readonly usb: UsbPlan | undefined
    /** Rows of points of the display; undefined: there is none. */
    readonly displayHeight: 32 | 64 | undefined
    readonly start: LocalTime
    /** Start of all that is left to chance; undefined: the scenario does not say. */
    readonly seed: number | undefined
    /** Image to be played; undefined: the scenario does not say. */
    readonly firmwarePath: string | undefined
    /** Undefined: no card in the slot. */
    readonly card: CardPlan | undefined
    readonly steps: readonly Step[]
    /** Power goes right after the last step, whatever is going on then. */
    readonly endsAtOnce: boolean
    /** The events of an earlier run, which this one must have, too; undefined: there is none. */
    readonly earlierTimeline: readonly string[] | undefined
    /** Where each step stands, as messages name it: `s.json:7: steps[2]`. */
    readonly stepPlaces: readonly string[]
    /** What a person should know although it is no mistake; one line each. */
    readonly notes: readonly string[]
}

/** The card that is made where the image does not exist, and the files that are put on it in any case. */
export interface CardPlan {
    readonly options: CardOptions
    readonly kind: CardKind
    readonly files: readonly CardFile[]
    /** What the card holds at the start, sector by sector, in place of a new volume. */
    readonly sectorsPath?: string | undefined
}

/** Every wait ends after ten minutes, unless it says otherwise (scenario contract). */
export const WAIT_TIMEOUT_MS = 600_000

export const BUTTONS = ["play", "next", "repeat", "delete", "record", "answer", "menu"] as const

/** What an event must be and say to be the one that is meant. */
export interface EventPattern {
    readonly event: string
    readonly source: EventSource | undefined
    readonly fields: ReadonlyMap<string, string | number | boolean>
}

export type Step =
    /** `handset`: who speaks and hangs up; undefined: the caller does what `spec` says. */
    | { readonly kind: "call"; readonly spec: CallSpec; readonly handset?: Handset | undefined }
    /** Into the room, at 8000 Hz, 1.0 = full scale. */
    | { readonly kind: "say"; readonly samples: Float32Array }
    /** Somebody in the room speaks for as long as they like; a scenario has `say` for it. */
    | { readonly kind: "openMouth"; readonly mouth: RoomMouth }
    /** Somebody in the house picks up another telephone on the line, or puts it down. */
    | { readonly kind: "telephone"; readonly isUp: boolean }
    | { readonly kind: "waitIdle"; readonly timeoutMs: number }
    | { readonly kind: "waitTime"; readonly durationMs: number }
    /** Virtual time since power was first applied; over at once where that is past. */
    | { readonly kind: "waitUntil"; readonly untilUs: number }
    | {
          readonly kind: "waitEvent"
          readonly pattern: EventPattern
          readonly count: number
          readonly timeoutMs: number
      }
    | {
          readonly kind: "press"
          readonly button: string
          readonly times: number
          readonly downMs: number
          /** From one release to the next press. */
          readonly gapMs: number
      }
    /** A finger goes down on a button and stays, or comes up. */
    | { readonly kind: "finger"; readonly button: string; readonly isDown: boolean }
    | { readonly kind: "expect"; readonly pattern: EventPattern; readonly withinMs: number }
    | { readonly kind: "powerOff" }
    | { readonly kind: "powerOn" }
    | { readonly kind: "powerCycle"; readonly offMs: number }
    /** Undefined: the one that is armed is forgotten. */
    | { readonly kind: "powerCut"; readonly cut: PowerCut | undefined }
    | { readonly kind: "removeCard" }
    /** Undefined: the one that was in the slot last. */
    | { readonly kind: "insertCard"; readonly card: SlotCard | undefined }
    /** What a PC does to a card that is out of the slot; `imagePath` undefined: the one that was in it last. */
    | {
          readonly kind: "changeCard"
          readonly change: SectorChange
          readonly imagePath?: string | undefined
      }
    | { readonly kind: "fault"; readonly fault: Fault }
    | { readonly kind: "network"; readonly state: "up" | "down" }
    | { readonly kind: "endFault"; readonly fault: FaultKind }
    | { readonly kind: "endFaults" }
    | { readonly kind: "tolerateRestart" }

/** A step that takes no time, and is over when it was done. Power is not among them: whoever switches it knows of it. */
export type Deed = Extract<
    Step,
    {
        readonly kind:
            | "call"
            | "say"
            | "openMouth"
            | "press"
            | "finger"
            | "removeCard"
            | "insertCard"
            | "changeCard"
            | "fault"
            | "endFault"
            | "endFaults"
            | "network"
            | "telephone"
    }
>

export function matches(pattern: EventPattern, event: TimelineEvent): boolean {
    if (event.event !== pattern.event) return false
    if (pattern.source !== undefined && event.source !== pattern.source) return false
    for (const [name, value] of pattern.fields) {
        const actual = name === "tMs" ? event.tMs : event.fields[name]
        if (actual !== value) return false
    }
    return true
}

/** The pattern as a person would say it. */
export function describePattern(pattern: EventPattern): string {
    const source = pattern.source === undefined ? "" : `${pattern.source} `
    const fields = [...pattern.fields].map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
    return `"${source}${pattern.event}"${fields.join("")}`
}
