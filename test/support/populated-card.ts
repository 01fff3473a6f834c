/** Cards with many messages, made in a moment: as `afterbeep card make` makes them, with short sounds in their slots. */
import { makeCardImage, type CardOptions } from "../../sim/card/format.ts"
import { FAT_EPOCH } from "../../sim/card/fat-time.ts"
import { provision } from "../../card/make/provision.ts"
import { type CallTime, callTimeOf } from "../../card/layout/fat-time.ts"
import { type MessageState } from "../../card/layout/state.ts"
import { withCard } from "../../card/volume/card-image.ts"
import { type NewMessage, SlotStore } from "../../card/volume/slot-store.ts"

export interface Population {
    /** Messages on it. */
    readonly messages: number
    /** Slots; as many as the messages, and 16 more, unless given. */
    readonly slots?: number
    /** Of sound in each message, 1 unless given. */
    readonly seconds?: number
    /** How many are heard: the oldest ones. 0 unless given. */
    readonly heard?: number
    /** How many of the heard ones are kept: the oldest ones; and how many after these are in the trash. */
    readonly kept?: number
    readonly trash?: number
    /** When each was left, local time ("2026-11-22T14:05:00"); every 10 minutes unless given. */
    readonly calledAt?: readonly string[]
    /** Of the card; 16 GB, FAT32 unless given. */
    readonly card?: CardOptions
}

const SAMPLES_PER_SECOND = 8000
/** Calls come every 10 minutes. */
const FIRST_CALL = Date.UTC(2026, 0, 1, 8)
const EVERY_MS = 600_000

/**
 * Make a card with messages.
 *
 * @param path of the image, which must not exist
 * @returns the names of the messages' files, oldest first
 */
export function populateCard(path: string, population: Population): string[] {
    const { messages, slots = messages + 16, card: options = { sizeMB: 16384 } } = population
    makeCardImage(path, options)
    return withCard(path, "r+", card => {
        provision(card, slots, FAT_EPOCH)
        card.commit()
        const store = new SlotStore(card)
        const free = store.freeSlots()
        const names = Array.from({ length: messages }, (_, i) => {
            const name = store.file([free[i]!], messageNumber(i, population), true)
            if (i % 256 === 255) card.image.commit()
            return name
        })
        store.index.flush()
        card.image.commit()
        return names
    })
}

function messageNumber(i: number, population: Population): NewMessage {
    const sampleCount = (population.seconds ?? 1) * SAMPLES_PER_SECOND
    const header = {
        codec: 7 as const,
        at: population.calledAt ? callTimeOf(new Date(population.calledAt[i]!)) : timeOf(i),
        number: String(2125550000 + i),
        name: `CALLER ${i + 1}`,
    }
    return {
        header,
        state: stateOf(i, population),
        sound: new Uint8Array(sampleCount).fill(0x80 + (i & 0x3f)),
    }
}

function stateOf(i: number, { heard = 0, kept = 0, trash = 0 }: Population): MessageState {
    if (i < kept) return "kept"
    if (i < kept + trash) return "trash"
    return i < heard ? "heard" : "new"
}

function timeOf(i: number): CallTime {
    const utc = new Date(FIRST_CALL + i * EVERY_MS)
    const local = new Date(utc.getTime() + utc.getTimezoneOffset() * 60_000)
    return callTimeOf(local)
}
