/** The slots of a card, and filing messages into them as the machine would. docs/card-layout.md. */
import { CardError } from "../../sim/card/card-error.ts"
import { MESSAGES } from "../layout/files.ts"
import { type CallTime, packDate, packMinute } from "../layout/fat-time.ts"
import { encodeHeader, junkAfter, type MessageHeader, putChunk } from "../layout/message-header.ts"
import { NONE_ARMED } from "../layout/index-page.ts"
import { fileNameFor, titleOf } from "../layout/message-name.ts"
import { longNameOf, ownLongEntries, setHalf } from "../layout/slot-half.ts"
import { attributesOf, isFree, type MessageState, Nibble, nibbleOf } from "../layout/state.ts"
import {
    clustersPerSlot,
    HALF_BYTES,
    SECTOR_BYTES,
    SHORT_AT,
    shortNameOf,
    SLOT_SECTORS,
    SOUND_BYTES_MAX,
    UNITS_PER_ENTRY,
} from "../layout/slot.ts"
import { type CardImage } from "./card-image.ts"
import { IndexFile } from "./index-file.ts"

export interface Slot {
    /** From 0 on. */
    readonly index: number
    readonly firstCluster: number
    /** Where its half stands. */
    readonly sector: number
    readonly at: number
}

/** A message to be filed; serial and parts are the store's business. */
export interface NewMessage {
    readonly header: Pick<MessageHeader, "codec" | "at" | "number" | "name">
    readonly state: MessageState
    /** Bytes of the codec; more than fit a slot become parts. */
    readonly sound: Uint8Array
    /** A name of the owner's own; undefined: from caller and time. */
    readonly fileName?: string | undefined
}

export class SlotStore {
    readonly slots: readonly Slot[]
    readonly index: IndexFile
    private readonly names: Set<string>

    /** @throws CardError: no card of ours */
    constructor(private readonly card: CardImage) {
        this.index = new IndexFile(card)
        this.slots = this.locate()
        this.names = new Set(
            card
                .openFolder(MESSAGES)
                .list()
                .map(item => item.name.toLowerCase())
        )
    }

    /** A slot's eight entries. */
    half(slot: Slot): Buffer {
        return this.card.image.read(slot.sector, 1).subarray(slot.at, slot.at + HALF_BYTES)
    }

    /** Slots for messages, in the order in which the machine would take them. */
    freeSlots(): Slot[] {
        const { armedLast } = this.index.facts
        const count = this.slots.length
        const armed = this.slots.filter(
            slot => this.index.nibble(slot.index) === Nibble.Armed
        ).length
        const from = armedLast === NONE_ARMED ? 0 : armedLast + 1 - armed + count
        return Array.from({ length: count }, (_, i) => this.slots[(from + i) % count]!).filter(
            slot => this.isFreeSlot(slot)
        )
    }

    /**
     * File a message: sound, header, folder; in the image at its `commit`, and in the index at its `flush`.
     *
     * @param slots free ones, `slotsFor` its sound
     * @param isBlank whether their sectors are known to hold nothing; else they are overwritten
     * @returns the name of its file
     */
    file(slots: readonly Slot[], message: NewMessage, isBlank: boolean): string {
        const serial = this.index.facts.lastSerial + 1
        const { at } = message.header
        const title = message.fileName ?? `${titleOf({ ...message.header, serial })}.wav`
        let name = ""
        // The head last: without it, its parts are no message yet.
        for (let part = slots.length - 1; part >= 0; part--) {
            const slot = slots[part]!
            const sound = message.sound.subarray(
                part * SOUND_BYTES_MAX,
                (part + 1) * SOUND_BYTES_MAX
            )
            const nextCluster = slots[part + 1]?.firstCluster ?? 0
            const own = {
                version: 2 as const,
                serial,
                part,
                nextCluster,
                headCluster: part > 0 ? slots[0]!.firstCluster : 0,
                sampleCount: sound.length,
            }
            this.writeSound(slot, { ...message.header, ...own }, sound, isBlank)
            name = this.commitSlot(
                slot,
                part > 0 ? partName(title, part) : title,
                message.state,
                at,
                part
            )
        }
        for (const slot of slots) this.passTo(slot)
        slots.forEach((slot, part) =>
            this.index.setNibble(slot.index, part > 0 ? Nibble.Part : nibbleOf(message.state))
        )
        this.index.setFacts({ ...this.index.facts, lastSerial: serial })
        this.noteTime(packDate(at), packMinute(at))
        return name
    }

    private commitSlot(
        slot: Slot,
        wanted: string,
        state: MessageState,
        ...[at, part]: [CallTime | undefined, number]
    ): string {
        const half = this.half(slot)
        const name = this.freeName(wanted, half)
        this.names.delete(longNameOf(half)?.toLowerCase() ?? "")
        this.names.add(name.toLowerCase())
        setHalf(half, name, attributesOf(state), at, part > 0 ? part : undefined)
        this.writeHalf(slot, half)
        return name
    }

    /** The index has the time of the newest message, which is not always the one filed last. */
    private noteTime(date: number, time: number): void {
        const { facts } = this.index
        const isNewer = date * 0x10000 + time > facts.date * 0x10000 + facts.time
        if (isNewer) this.index.setFacts({ ...facts, date, time })
    }

    private locate(): Slot[] {
        const { layout } = this.card.volume
        const { extents, readyCount } = this.index.facts
        const slots = extents.flatMap(({ firstCluster, folderCluster, slotCount }) =>
            Array.from({ length: slotCount }, (_, i) => ({
                firstCluster: firstCluster + i * clustersPerSlot(layout.sectorsPerCluster),
                sector: this.card.sectorOf(folderCluster) + (i >> 1),
                at: (i & 1) * HALF_BYTES,
            }))
        )
        return slots.slice(0, readyCount).map((slot, index) => ({ ...slot, index }))
    }

    private isFreeSlot(slot: Slot): boolean {
        if (this.index.nibble(slot.index) > Nibble.Armed) return false
        const half = this.half(slot)
        const isOwn =
            half.toString("latin1", SHORT_AT, SHORT_AT + 11) === shortNameOf(slot.index + 1)
        return isOwn && isFree(half[SHORT_AT + 11]!)
    }

    /** The round goes on to a slot: messages before it stay, and are of an earlier round from now on. */
    private passTo(slot: Slot): void {
        const count = this.slots.length
        const { facts } = this.index
        if (this.index.nibble(slot.index) === Nibble.Armed) return
        this.index.setFacts({ ...facts, armedLast: slot.index })
        if (facts.armedLast === NONE_ARMED) return
        for (let i = (facts.armedLast + 1) % count; i !== slot.index; i = (i + 1) % count) {
            const nibble = this.index.nibble(i)
            if (nibble >= Nibble.Unheard && nibble < Nibble.Unheard + Nibble.EarlierRound)
                this.index.setNibble(i, nibble + Nibble.EarlierRound)
        }
    }

    private freeName(wanted: string, half: Buffer): string {
        const room = ownLongEntries(half) * UNITS_PER_ENTRY
        if (room === 0)
            throw new CardError(`${this.card.image.path}: a slot has no room for a name`)
        const title = wanted.replace(/\.wav$/i, "").replace(/ \(\d+\)$/, "")
        return fileNameFor(title, room, name => this.names.has(name.toLowerCase()))
    }

    private writeHalf(slot: Slot, half: Buffer): void {
        const sector = this.card.image.read(slot.sector, 1)
        half.copy(sector, slot.at)
        this.card.image.write(slot.sector, sector)
    }

    private writeSound(
        slot: Slot,
        header: MessageHeader,
        sound: Uint8Array,
        isBlank: boolean
    ): void {
        const start = this.card.sectorOf(slot.firstCluster)
        const junk = junkAfter(header.sampleCount)
        const bytes = Buffer.alloc(Math.ceil((junk.at + 8) / SECTOR_BYTES) * SECTOR_BYTES)
        encodeHeader(header).copy(bytes)
        bytes.set(sound, SECTOR_BYTES)
        putChunk(bytes, junk.at, "JUNK", junk.sizeBytes)
        this.card.image.write(start, bytes)
        const used = bytes.length / SECTOR_BYTES
        if (!isBlank) this.clear(start + used, SLOT_SECTORS - used)
    }

    /** What an earlier caller said goes. */
    private clear(start: number, count: number): void {
        const old = this.card.image.read(start, count)
        const zeros = Buffer.alloc(SECTOR_BYTES)
        for (let i = 0; i < count; i++)
            if (!old.subarray(i * SECTOR_BYTES, (i + 1) * SECTOR_BYTES).equals(zeros))
                this.card.image.write(start + i, zeros)
    }
}

/** Slots that so many samples take. */
export function slotsFor(sampleCount: number): number {
    return Math.max(1, Math.ceil(sampleCount / SOUND_BYTES_MAX))
}

function partName(fileName: string, part: number): string {
    return `${fileName.replace(/\.wav$/i, "")} part ${part + 1}.wav`
}
