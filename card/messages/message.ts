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

/** One message for each serial; a copy that a PC has made in the folder is left out, a part without its head stands for itself. */
function assemble(parts: readonly Part[]): Message[] {
    const bySerial = new Map<number, Part[]>()
    for (const part of parts) {
        const group = bySerial.get(part.header.serial) ?? []
        if (group.some(each => each.header.part === part.header.part)) continue
        bySerial.set(part.header.serial, [...group, part])
    }
    const groups = [...bySerial.values()].map(group =>
        group.sort((a, b) => a.header.part - b.header.part)
    )
    return groups
        .sort((a, b) => a[0]!.header.serial - b[0]!.header.serial)
        .map((group, i) => {
            const { item, header } = group[0]!
            return {
                number: i + 1,
                state:
                    item.attributes === undefined ? ("unknown" as const) : stateOf(item.attributes),
                header,
                fileName: item.name,
                sampleCount: group.reduce((sum, part) => sum + part.header.sampleCount, 0),
                parts: group,
            }
        })
}
