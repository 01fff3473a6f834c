/** Makes a directory sector of slots anew that was destroyed: from their headers, and from what the index says of them. */
import {
    ATTRIBUTE_ARCHIVE,
    ATTRIBUTE_HIDDEN,
    ATTRIBUTE_READ_ONLY,
    ENTRY_ATTRIBUTES_AT,
    ENTRY_BYTES,
    ENTRY_DELETED,
    ENTRY_END,
} from "../fat/layout"
import { Envelope, partOf } from "./envelope"
import { decodeEnvelope, decodeSerial } from "./message-header"
import { messageName, messageTitle } from "./message-name"
import { HALF_BYTES, NAME_LENGTH_MAX, putMessage, putNewSlot, SHORT_IN_HALF } from "./slot-entry"
import { isEntryOf, SlotFolder } from "./slot-folder"
import { Kind, SlotState } from "./slot-state"

/** Attributes of each kind of message. */
const ATTRIBUTES = [
    0,
    ATTRIBUTE_ARCHIVE,
    ATTRIBUTE_ARCHIVE | ATTRIBUTE_READ_ONLY,
    ATTRIBUTE_ARCHIVE | ATTRIBUTE_HIDDEN,
]

/** Whether a half has no entries, so that a slot's may be put there. */
export function isEmptyHalf(sector: Buffer, shortAt: number): boolean {
    for (let at = shortAt - SHORT_IN_HALF; at <= shortAt; at += ENTRY_BYTES) {
        if (sector[at] !== ENTRY_DELETED && sector[at] !== ENTRY_END) return false
    }
    return true
}

/**
 * Write the home sector of a slot anew, with both slots that are in it; a half with the right entry stays.
 *
 * What other entries were in it belongs to nobody that could be known.
 * @throws Fault as the card does. Waits: for some sectors.
 */
export async function mendSector(folder: SlotFolder, slot: number): Promise<void> {
    const { volume, index } = folder
    const { sector } = volume
    folder.locate(slot)
    const from = folder.sector
    const first = slot - (folder.shortAt >> 8)
    console.warn(`the entries of slot ${first + 1} and the next are put back`)
    for (let next = first; next < first + 2; next++) {
        const shortAt = (next - first) * HALF_BYTES + SHORT_IN_HALF
        const cluster = next < index.slotCount() ? folder.locate(next) : 0
        await volume.loadSector(from)
        if (isEntryOf(sector, shortAt, cluster) && sector[0] !== ENTRY_END) continue
        const state = cluster === 0 ? SlotState.Retired : await index.stateOf(next)
        const isMendable = await canMend(folder, next, state, from)
        let envelope: Envelope | undefined = undefined
        let name = ""
        if (isMendable && state >= SlotState.Part) {
            await volume.loadSector(folder.startSector(next))
            const serial = decodeSerial(sector)
            if (serial !== undefined) {
                envelope = decodeEnvelope(sector)
                name = await nameFor(folder, envelope, serial)
            } else await folder.setState(next, SlotState.Free)
        }
        await volume.loadSector(from)
        if (isMendable) putNewSlot(sector, shortAt, next + 1, cluster)
        else sector.fillAt(shortAt - SHORT_IN_HALF, HALF_BYTES, ENTRY_DELETED)
        if (envelope) {
            putMessage(sector, shortAt, name, envelope)
            const kind = state === SlotState.Part ? Kind.Unheard : state & Kind.Trashed
            sector[shortAt + ENTRY_ATTRIBUTES_AT] = ATTRIBUTES[kind]
        }
        await volume.storeSector(from)
    }
}

/** What a message is called, or a part of one. */
async function nameFor(folder: SlotFolder, envelope: Envelope, serial: number): Promise<string> {
    const title = messageTitle(envelope, serial)
    const part = partOf(envelope)
    if (part > 0) return messageName(title, -part, NAME_LENGTH_MAX)
    return await folder.uniqueName(title, NAME_LENGTH_MAX)
}

/** Whether a slot's entries are to be in a sector: not elsewhere, and its clusters are no other file's. */
async function canMend(
    folder: SlotFolder,
    slot: number,
    state: number,
    from: number
): Promise<boolean> {
    if (state === SlotState.Retired || (state & ~Kind.Trashed) === SlotState.Moved) return false
    return (await folder.linksMissing(slot)) === 0 && folder.sector === from
}
