/** What page and server say to each other beside the sound: JSON over the socket `/events`. */

import { type TimelineEvent } from "../report/timeline.ts"
import { type MachineState } from "./machine-state.ts"

/** Addresses of the two sockets. The one for sound has `?page=` with the same name as the other. */
export const EVENTS_PATH = "/events"
export const LINE_PATH = "/line"

/** Keys of the machine, in the order in which they stand on its front. */
export const PANEL_KEYS = ["play", "next", "repeat", "delete", "record", "answer", "menu"] as const
export type PanelKey = (typeof PANEL_KEYS)[number]

/** Keys of a telephone. */
export const TELEPHONE_KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const
export type TelephoneKey = (typeof TELEPHONE_KEYS)[number]

/** Callers that are no people: a fax machine, and a modem. */
export const CALLING_MACHINES = ["fax", "data"] as const
export type CallingMachine = (typeof CALLING_MACHINES)[number]

/** How the network names the caller. */
export interface CallerName {
    /** Digits; "private": withheld; "": the network sends nothing. */
    readonly number: string
    readonly name: string
}

/** Something a person does at the page. */
export type Command =
    /**
     * `recording` is said after the beep, and then the telephone is put down; "": a person speaks. `machine`: that calls,
     * and nobody speaks.
     */
    | ({
          readonly do: "call"
          readonly recording: string
          readonly machine?: CallingMachine | undefined
      } & CallerName)
    | { readonly do: "hang-up" }
    /** From now on the microphone of this page is the caller's. */
    | { readonly do: "take-over" }
    | { readonly do: "key"; readonly key: TelephoneKey; readonly isDown: boolean }
    /** Press these keys one after the other; a comma is a pause of a second. */
    | { readonly do: "keys"; readonly keys: string }
    /** Send a recording into the line; one of `Hello.recordings`. */
    | { readonly do: "say"; readonly recording: string }
    | { readonly do: "button"; readonly button: PanelKey; readonly isDown: boolean }
    /** This page's microphone is held before the machine, or taken away from it. */
    | { readonly do: "room"; readonly isOpen: boolean }
    /** Somebody before the machine says a recording; one of `Hello.recordings`. */
    | { readonly do: "room-say"; readonly recording: string }
    /** Somebody in the house picks up another telephone on the line, or puts it down. */
    | { readonly do: "telephone"; readonly isUp: boolean }
    | { readonly do: "power" }
    | { readonly do: "card" }
    /** One of SPEEDS. */
    | { readonly do: "speed"; readonly speed: number }
    /** While it stands still: on to the next event. */
    | { readonly do: "step" }
    /** Let something go wrong, one of `Hello.faults`, or mend it; "": all is well again. */
    | { readonly do: "fault"; readonly fault: string; readonly isOn: boolean }
    /** The machine hangs on another network, of those in `Hello`, and starts anew. */
    | {
          readonly do: "network"
          readonly country: string
          readonly callerId: string
          readonly release: string
      }
    /** Another modem or bridge is put into the machine, of those in `Hello`, and it starts anew. */
    | { readonly do: "parts"; readonly modem: string; readonly bridge: string }

/** Something that can be said on the line. */
export interface Recording {
    readonly name: string
    readonly seconds: number
}

/** First word to a page: all that it needs to show what the others show. */
export interface Hello {
    readonly kind: "hello"
    /** False while the firmware is built, and between two runs. */
    readonly isRunning: boolean
    readonly country: string
    readonly countries: readonly string[]
    /** Form of the caller ID, and which there are; "": the country's own. */
    readonly callerId: string
    readonly callerIds: readonly string[]
    /** The form that is sent; "none": the network does not tell who calls. */
    readonly callerIdSent: string
    /** What follows when a caller hangs up, and what there is; "": the country's own. */
    readonly release: string
    readonly releases: readonly string[]
    /** Profile of its modem, and which there are. */
    readonly modem: string
    readonly modems: readonly string[]
    /** Chip between the SPI bus and the modem, and which there are. */
    readonly bridge: string
    readonly bridges: readonly string[]
    readonly recordings: readonly Recording[]
    /** What can go wrong with this machine, and what is wrong just now. */
    readonly faults: readonly string[]
    readonly broken: readonly string[]
    /** Virtual seconds in a second. */
    readonly speed: number
    /** Name of the page whose microphone is the caller's; "": none. */
    readonly holder: string
    /** Name of the page whose microphone is held before the machine; "": none. */
    readonly roomHolder: string
    readonly nowMs: number
    readonly state: MachineState
    /** The last that happened, oldest first. */
    readonly events: readonly TimelineEvent[]
    /** How many were before them. */
    readonly earlierCount: number
}

/** Time goes on, and what happened meanwhile. */
export interface Batch {
    readonly kind: "batch"
    readonly nowMs: number
    readonly events: readonly TimelineEvent[]
    readonly holder: string
    readonly roomHolder: string
    readonly speed: number
    /** What is wrong just now; of `Hello.faults`. */
    readonly broken: readonly string[]
    /** Of the server's ear; undefined while nobody speaks. */
    readonly mouth?: LineHealth | undefined
}

/** Recordings have come or gone. */
export interface RecordingsNews {
    readonly kind: "recordings"
    readonly recordings: readonly Recording[]
}

/** How well sound arrives. */
export interface LineHealth {
    readonly levelMs: number
    readonly correctionPpm: number
    readonly underruns: number
    readonly skips: number
    /** Frames that never came. */
    readonly lost: number
}

/** A file or folder on the card, as `/card/folder` lists it. */
export interface CardEntry {
    /** Without the folders that it is in. */
    readonly name: string
    readonly isFolder: boolean
    /** 0 for folders. */
    readonly sizeBytes: number
    /** Where its content begins: another one where it was written anew under the same name. */
    readonly firstCluster: number
    /** Last change, "2026-11-22 14.05". */
    readonly at: string
    /** Of a message: it was heard. */
    readonly isArchived: boolean
    /** Of a message: the machine never takes it away. */
    readonly isReadOnly: boolean
    /** Of a message: it is urgent. */
    readonly isSystem: boolean
}

/** Sectors of the card that follow each other. */
export interface CardSectors {
    readonly first: number
    readonly count: number
}

/**
 * Header of what was read from the card, a list of `CardSectors` in JSON: where it came from. After a write there it may be
 * another.
 */
export const SECTORS_HEADER = "x-card-sectors"

/** A card that lies beside the machine, as `/cards` lists it. */
export interface ShelfCard {
    /** From 1 on. */
    readonly place: number
    /** Of its image. */
    readonly name: string
    /** What a person calls it; absent: nothing. */
    readonly label?: string
    readonly sizeMB: number
}

/** Answer of `/cards`. */
export interface ShelfList {
    readonly cards: readonly ShelfCard[]
    /** What the card in the slot is called; "": nothing. */
    readonly slotLabel: string
    /** Sizes that a new one can have. */
    readonly sizesMB: readonly number[]
}

/** A command that could not be done; the page says why. */
export interface Refusal {
    readonly kind: "refusal"
    readonly reason: "not-understood" | "bad-caller" | "on-the-line" | "other-page" | "no-call"
}

/** The run is over: the server was ended, or starts anew. */
export interface Goodbye {
    readonly kind: "goodbye"
}

export type ServerMessage = Hello | Batch | RecordingsNews | Refusal | Goodbye
