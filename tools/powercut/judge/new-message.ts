/** The message under way when power failed: how much of what the modem handed over is there, and what else. */

import type { FatLayout, Sectors } from "./fat-view.ts"
import { FileSectors, checkRiff, readHeader, type MessageHeader } from "./message-file.ts"
import { slotState } from "./slot.ts"
import type { CardFile, VolumeState } from "./volume-check.ts"

const SECTOR_BYTES = 512
/** Sound of a part after which another one comes. */
const PART_BYTES = 2812 * SECTOR_BYTES

/** What a voice receive handed over, as far as the uncut run has kept it. */
export interface Reference {
    /** From the first byte of the message on, to the end of the voice receive. */
    readonly bytes: Uint8Array
    /** Of them the message has kept so many. */
    readonly keptBytes: number
    /** When the first of them came, µs from power-on. */
    readonly beganUs: number
}

export interface NewMessages {
    /** Bytes of sound of the message that are there; 0: there is none. */
    readonly foundBytes: number
    /** Bytes of it that are not what the modem handed over. */
    readonly wrongBytes: number
    readonly problems: readonly string[]
}

/** Messages in slots that held none before. */
export function newMessages(before: VolumeState, now: VolumeState): CardFile[] {
    const earlier = new Set(
        before.files.filter(file => isMessage(file)).map(file => file.firstCluster)
    )
    return now.files.filter(file => isMessage(file) && !earlier.has(file.firstCluster))
}

export function judgeNewMessages(
    files: readonly CardFile[],
    card: { readonly sectors: Sectors; readonly layout: FatLayout },
    reference: Reference | undefined
): NewMessages {
    const problems: string[] = []
    let foundBytes = 0
    let wrongBytes = 0
    const parts = partsInOrder(files, card)
    if (files.length > 0 && !(reference && isOneMessage(parts)))
        problems.push(`${files.length} new messages: ${files.map(each => each.path).join(", ")}`)
    for (const { file, content, header } of parts) {
        problems.push(...checkRiff(content, file.sizeBytes).map(each => `${file.path}: ${each}`))
        if (!header) problems.push(`${file.path}: no header of ours`)
        const isPart = (header?.part ?? 0) > 0
        if (!isPart && slotState(file) !== "unheard")
            problems.push(`${file.path}: is ${slotState(file)}`)
        if (!header || !reference) continue
        foundBytes += header.samples
        const wanted = reference.bytes.subarray(header.part * PART_BYTES)
        wrongBytes += countWrong(content.sound(header.samples), wanted)
    }
    return { foundBytes, wrongBytes, problems }
}

/** A file that holds a message, or a part of one. */
export interface MessagePart {
    readonly file: CardFile
    readonly content: FileSectors
    /** Undefined: it has none of ours. */
    readonly header: MessageHeader | undefined
}

/** In the order in which they were recorded. */
export function partsInOrder(
    files: readonly CardFile[],
    { sectors, layout }: { readonly sectors: Sectors; readonly layout: FatLayout }
): MessagePart[] {
    const parts = files.map(file => {
        const content = new FileSectors(sectors, layout, file)
        return { file, content, header: readHeader(content.peek(0)) }
    })
    return parts.sort((a, b) => (a.header?.part ?? 0) - (b.header?.part ?? 0))
}

/** Part after part of one message, with one serial, all but the last one full. */
function isOneMessage(parts: readonly MessagePart[]): boolean {
    return parts.every(({ header }, index) => {
        if (!header) return parts.length === 1
        const isFull = header.samples === PART_BYTES || index === parts.length - 1
        return header.part === index && header.serial === parts[0]!.header?.serial && isFull
    })
}

/** Where in the bytes that a modem handed over a message begins; -1: it does not. */
export function offsetIn(received: Uint8Array, sound: Uint8Array): number {
    return Buffer.from(received).indexOf(sound.subarray(0, SECTOR_BYTES - 1))
}

/** The last byte of each sector may be one step of the codec beside what it was. */
function countWrong(sound: Uint8Array, wanted: Uint8Array): number {
    let count = 0
    for (let from = 0; from < sound.length; from += SECTOR_BYTES) {
        const to = Math.min(from + SECTOR_BYTES, sound.length)
        if (Buffer.compare(sound.subarray(from, to), wanted.subarray(from, to)) === 0) continue
        for (let i = from; i < to; i++) {
            const beside = sound[i]! ^ (wanted[i] ?? -1)
            const isMark = i % SECTOR_BYTES === SECTOR_BYTES - 1
            if (beside !== 0 && !(isMark && beside === 1)) count++
        }
    }
    return count
}

function isMessage(file: CardFile): boolean {
    const state = slotState(file)
    return state !== undefined && state !== "free"
}
