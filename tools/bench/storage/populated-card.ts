/** A card with many short messages, made in a moment by the parts of `afterbeep card`, and other states of them. */

import { addFiles } from "../../../sim/card/add-files.ts"
import { FAT_EPOCH } from "../../../sim/card/fat-time.ts"
import { makeCardImage } from "../../../sim/card/format.ts"
import { type FatFormat } from "../../../sim/card/geometry.ts"
import { withImage } from "../../../sim/card/image-file.ts"
import { checkCard } from "../../../card/check/check-card.ts"
import { INDEX, SETTINGS } from "../../../card/layout/files.ts"
import { INDEX_BYTES } from "../../../card/layout/index-page.ts"
import { type CallTime } from "../../../card/layout/fat-time.ts"
import { SHORT_AT } from "../../../card/layout/slot.ts"
import { attributesOf, type MessageState, Nibble, nibbleOf } from "../../../card/layout/state.ts"
import { provision } from "../../../card/make/provision.ts"
import { CardImage, withCard } from "../../../card/volume/card-image.ts"
import { type NewMessage, SlotStore } from "../../../card/volume/slot-store.ts"
import { ToolError } from "../../project.ts"

export interface Population {
    readonly format: FatFormat
    readonly sizeMB: number
    readonly messages: number
    /** Behind the messages, four are armed; the others are free. */
    readonly slots: number
    /** Besides `slots`, as in settings.txt. */
    readonly settings: readonly string[]
    readonly stateOf: StateOf
}

/** Of the message with that number, from 0 on, the oldest. */
export type StateOf = (message: number) => MessageState

/** Where the bytes are that make an entry's attributes. */
const ATTRIBUTES_AT = SHORT_AT + 11
const ARMED = 4
const SAMPLES = 4000
/** What the modem of the bench records: unsigned samples. */
const CODEC = 1
const MINUTES_OF_DAY = 1440
const EVERY_MINUTES = 10
const COMMIT_EVERY = 512

/**
 * Make it, in a sparse file.
 *
 * @throws ToolError: the checker of cards finds a fault in it
 */
export function makePopulatedCard(path: string, population: Population): void {
    const { format, sizeMB, slots, settings } = population
    makeCardImage(path, { sizeMB, format })
    const text = [`slots = ${slots}`, ...settings, ""].join("\r\n")
    addFiles(path, [{ name: SETTINGS, bytes: Buffer.from(text) }])
    withCard(path, "r+", card => {
        provision(card, slots, FAT_EPOCH)
        card.commit()
        fill(card, population)
    })
    demandClean(path)
}

/**
 * Give all messages other states, in the folder and in the index.
 *
 * @param isInIndex false: as a PC does it, that knows nothing of the index
 */
export function setStates(
    path: string,
    messages: number,
    stateOf: StateOf,
    isInIndex = true
): void {
    withCard(path, "r+", card => {
        const store = new SlotStore(card)
        for (let i = 0; i < messages; i++) {
            const slot = store.slots[i]!
            const attributes = attributesOf(stateOf(i))
            const sector = card.image.read(slot.sector, 1)
            if (sector[slot.at + ATTRIBUTES_AT] === attributes) continue
            sector[slot.at + ATTRIBUTES_AT] = attributes
            card.image.write(slot.sector, sector)
            if (isInIndex) store.index.setNibble(i, nibbleOf(stateOf(i)))
        }
        store.index.flush()
        card.image.commit()
    })
}

/** Zeros in the place of the index: it has to be found again. */
export function eraseIndex(path: string): void {
    withCard(path, "r+", card => {
        const { firstCluster } = card.find(INDEX)!.item
        card.image.write(card.sectorOf(firstCluster), Buffer.alloc(INDEX_BYTES))
        card.image.commit()
    })
}

/** @throws ToolError: the checker of cards finds a fault */
export function demandClean(path: string): void {
    const { findings } = withImage(path, "r", checkCard)
    const faults = findings.filter(each => each.severity === "fault")
    const [first] = faults
    if (first)
        throw new ToolError(`${faults.length} faults on the card; ${first.where}: ${first.what}`)
}

function fill(card: CardImage, { messages, stateOf }: Population): void {
    const store = new SlotStore(card)
    const free = store.freeSlots()
    for (let i = 0; i < messages; i++) {
        store.file([free[i]!], messageOf(i, stateOf(i)), true)
        if (i % COMMIT_EVERY === 0) card.image.commit()
    }
    // Slots that were never written are as erased ones are on this card: zeros.
    const armed = free.slice(messages, messages + ARMED)
    for (const { index } of armed) store.index.setNibble(index, Nibble.Armed)
    store.index.setFacts({ ...store.index.facts, armedLast: armed.at(-1)!.index, codec: CODEC })
    store.index.flush()
    card.image.commit()
}

function messageOf(i: number, state: MessageState): NewMessage {
    const header = {
        codec: CODEC,
        at: timeOf(i),
        number: String(2125550000 + i),
        name: `CALLER ${i + 1}`,
    } as const
    return { header, state, sound: new Uint8Array(SAMPLES).fill(0x80 + (i & 0x3f)) }
}

/** One call every ten minutes, from the beginning of 2026 on. */
export function timeOf(i: number): CallTime {
    const minutes = i * EVERY_MINUTES
    const day = new Date(Date.UTC(2026, 0, 1 + Math.floor(minutes / MINUTES_OF_DAY)))
    return {
        year: day.getUTCFullYear(),
        month: day.getUTCMonth() + 1,
        day: day.getUTCDate(),
        hour: Math.floor((minutes % MINUTES_OF_DAY) / 60),
        minute: minutes % 60,
        second: 0,
    }
}
