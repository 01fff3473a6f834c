/** The messages on a card, oldest first, parts of a long one together. */
import { MESSAGES } from "../layout/files.ts"
import { decodeHeader, type MessageHeader } from "../layout/message-header.ts"
import { isFree, type MessageState, stateOf } from "../layout/state.ts"
import { FREE_NAME_BEGINNING, SECTOR_BYTES, SLOT_BYTES } from "../layout/slot.ts"
import { type CardFiles, type CardItem } from "../volume/card-files.ts"

/** A slot's file with a good header. */
interface Part {
    readonly item: CardItem
    readonly header: MessageHeader
}

export interface Message {
    /** In the list, from 1 on. */
    readonly number: number
    /** "unknown" in a mounted folder, which does not show attributes. */
    readonly state: MessageState | "unknown"
    readonly header: MessageHeader
    readonly fileName: string
    readonly sampleCount: number
    readonly parts: readonly Part[]
}

export interface MessageList {
    readonly messages: readonly Message[]
    readonly freeSlots: number
}

/** All messages, those in the trash too. Reads one sector of each. */
export function listMessages(files: CardFiles): MessageList {
    const items = files
        .list(MESSAGES)
        .filter(
            item => !item.isFolder && item.sizeBytes === SLOT_BYTES && !item.name.startsWith("._")
        )
    const used = items.filter(item => !isFreeSlot(item))
    const parts = used.flatMap(item => {
        const header = decodeHeader(files.read(item.path, 0, SECTOR_BYTES))
        return header ? [{ item, header }] : []
    })
    return { messages: assemble(parts), freeSlots: items.length - used.length }
}

/** Samples of a message, across its parts. */
export function readSound(files: CardFiles, message: Message, from: number, count: number): Buffer {
    const pieces: Buffer[] = []
    let first = 0
    for (const { item, header } of message.parts) {
        const begin = Math.max(from - first, 0)
        const end = Math.min(from + count - first, header.sampleCount)
        if (begin < end) pieces.push(files.read(item.path, SECTOR_BYTES + begin, end - begin))
        first += header.sampleCount
    }
    return Buffer.concat(pieces)
}

function isFreeSlot({ attributes, name }: CardItem): boolean {
    if (name.startsWith(FREE_NAME_BEGINNING)) return true
    return attributes !== undefined && isFree(attributes)
}

/**
 * Parts of a long message together; one without its head stands for itself. A copy that a PC has made in the folder is left out.
 *
 * The serial alone does not tell messages apart: after a cut two of them may have the same one.
 */
function assemble(parts: readonly Part[]): Message[] {
    const groups: Part[][] = []
    const known = new Set<string>()
    for (const part of [...parts].sort(byPart)) {
        const content = JSON.stringify(part.header)
        if (known.has(content)) continue
        known.add(content)
        const group = groups.find(each => leadsTo(each, part.header))
        if (group) group.push(part)
        else groups.push([part])
    }
    return groups
        .sort((a, b) => a[0]!.header.serial - b[0]!.header.serial)
        .map((group, i) => messageOf(group, i + 1))
}

function byPart(a: Part, b: Part): number {
    return a.header.part - b.header.part
}

/** Whether a message goes on in a part. */
function leadsTo(group: readonly Part[], part: MessageHeader): boolean {
    const { serial, nextCluster, part: number, headCluster } = group.at(-1)!.header
    if (serial !== part.serial || nextCluster === 0 || number + 1 !== part.part) return false
    return number === 0 || headCluster === part.headCluster
}

function messageOf(parts: readonly Part[], number: number): Message {
    const { item, header } = parts[0]!
    const { attributes } = item
    return {
        number,
        state: attributes === undefined ? "unknown" : stateOf(attributes),
        header,
        fileName: item.name,
        sampleCount: parts.reduce((sum, part) => sum + part.header.sampleCount, 0),
        parts,
    }
}
