/** The message under way when power failed: how much of what the modem handed over is there, and what else. */

import type { FatLayout, Sectors } from "./fat-view.ts"
import { FileSectors, checkRiff, readHeader } from "./message-file.ts"
import { slotState } from "./slot.ts"
import type { CardFile, VolumeState } from "./volume-check.ts"

const SECTOR_BYTES = 512

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
    if (files.length > (reference ? 1 : 0))
        problems.push(`${files.length} new messages: ${files.map(each => each.path).join(", ")}`)
    for (const file of files) {
        const content = new FileSectors(card.sectors, card.layout, file)
        const header = readHeader(content.peek(0))
        problems.push(...checkRiff(content, file.sizeBytes).map(each => `${file.path}: ${each}`))
        if (!header) problems.push(`${file.path}: no header of ours`)
        if (slotState(file) !== "unheard") problems.push(`${file.path}: is ${slotState(file)}`)
        if (!header || !reference) continue
        foundBytes += header.samples
        wrongBytes += countWrong(content.sound(header.samples), reference.bytes)
    }
    return { foundBytes, wrongBytes, problems }
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
