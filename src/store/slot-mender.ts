/** Makes a directory sector of slots anew that was destroyed: from their headers, and from what the index says of them. */
import { ENTRY_ATTRIBUTES_AT, ENTRY_BYTES, ENTRY_DELETED, ENTRY_END } from "../fat/layout"
import { Envelope, partOf } from "./envelope"
import { fatMinute } from "./fat-time"
import { decodeEnvelope, decodeSerial } from "./message-header"
import { messageName, messageTitle } from "./message-name"
import { HALF_BYTES, NAME_LENGTH_MAX, putMessage, putNewSlot, SHORT_IN_HALF } from "./slot-entry"
import { isEntryOf, SlotFolder } from "./slot-folder"
import { Kind, SlotState } from "./slot-state"

/** Attributes of each kind of message: none; archive; with read-only; with hidden. */
const ATTRIBUTES = hex`00 20 21 22`

/** Whether a half has no entries, so that a slot's may be put there. */
export function isEmptyHalf(sector: Buffer, shortAt: number): boolean {
    for (let at = shortAt - SHORT_IN_HALF; at <= shortAt; at += ENTRY_BYTES) {
        if (sector[at] !== ENTRY_DELETED && sector[at] !== ENTRY_END) return false
    }
    return true
}

/** What is to be in a half of a sector. */
interface Half {
    readonly slot: number
    /** 0: nothing. */
    cluster: number
    /** Of a message, with its name and kind. */
    envelope: Envelope | undefined
    name: string
    kind: Kind
}

/**
 * Write the home sector of a slot anew, with both slots that are in it; a half with the right entry stays.
 *
 * What other entries were in it belongs to nobody that could be known.
 * @throws Fault as the card does. Waits: for some sectors, and one that is written.
 */
export async function mendSector(folder: SlotFolder, slot: number): Promise<void> {
    const { volume, index } = folder
    const { sector } = volume
    folder.locate(slot)
    const from = folder.sector
    const first = slot - (folder.shortAt >> 8)
    console.warn(`the entries of slot ${first + 1} and the next are put back`)
    await volume.loadSector(from)
    const halves: Half[] = []
    for (let next = first; next < first + 2; next++) {
        const isSlot = next < index.slotCount()
        const cluster = isSlot ? folder.locate(next) : 0
        const isRight = isSlot && isEntryOf(sector, shortAtOf(next - first), cluster)
        if (!isRight || (next === first && sector[0] === ENTRY_END))
            halves.push({ slot: next, cluster, envelope: undefined, name: "", kind: Kind.Unheard })
    }
    let name = ""
    for (const half of halves) {
        await fillHalf(folder, half, from, name)
        name = half.name
    }
    await volume.loadSector(from)
    for (const half of halves) putHalf(sector, shortAtOf(half.slot - first), half)
    if (halves.length > 0) await volume.storeSector(from)
}

function shortAtOf(place: number): number {
    return place * HALF_BYTES + SHORT_IN_HALF
}

/** Find out what belongs there. @param taken the name that the other half gets */
async function fillHalf(
    folder: SlotFolder,
    half: Half,
    from: number,
    taken: string
): Promise<void> {
    const { volume, index } = folder
    const { slot } = half
    const state = half.cluster === 0 ? SlotState.Retired : await index.stateOf(slot)
    if (!(await canMend(folder, slot, state, from))) half.cluster = 0
    if (half.cluster === 0 || state < SlotState.Part) return
    await volume.loadSector(folder.startSector(slot))
    const serial = decodeSerial(volume.sector)
    if (serial === undefined) return await folder.setState(slot, SlotState.Free)
    half.envelope = decodeEnvelope(volume.sector)
    half.name = await nameFor(folder, half.envelope, serial, taken)
    if (state !== SlotState.Part) half.kind = state & Kind.Trashed
}

function putHalf(sector: Buffer, shortAt: number, half: Half): void {
    const { cluster, envelope } = half
    if (cluster === 0) sector.fillAt(shortAt - SHORT_IN_HALF, HALF_BYTES, ENTRY_DELETED)
    else putNewSlot(sector, shortAt, half.slot + 1, cluster)
    if (!envelope) return
    putMessage(sector, shortAt, half.name, envelope)
    sector[shortAt + ENTRY_ATTRIBUTES_AT] = ATTRIBUTES[half.kind]
}

/** What a message is called, or a part of one. */
async function nameFor(
    folder: SlotFolder,
    envelope: Envelope,
    serial: number,
    taken: string
): Promise<string> {
    const { index } = folder
    const title = messageTitle(envelope, serial)
    const part = partOf(envelope)
    if (part > 0) return messageName(title, -part, NAME_LENGTH_MAX)
    // No other message has the serial, or is of a minute that has not come before.
    const isFirst = !envelope.at || fatMinute(envelope.at) > index.latest()
    if (isFirst && !index.isRebuilt) return messageName(title, 1, NAME_LENGTH_MAX)
    return await folder.uniqueName(title, NAME_LENGTH_MAX, taken)
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
