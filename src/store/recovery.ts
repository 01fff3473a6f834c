/**
 * Makes messages of what a cut has left in armed slots. docs/card-layout.md.
 *
 * An armed slot was cleared, so what is in it was written by one call: a message whose header is there needs no more than
 * its entry; of another one the end is where the first sector ends in the erased byte. What is full goes on in the slot armed next.
 * Every step can be repeated.
 */
import { callIn, NOBODY } from "../calls/call-note"
import { isDamaged } from "../fat/directory"
import { SECTOR_BYTES } from "../hal/block-device"
import { Envelope, partOf } from "./envelope"
import { fatMinute } from "./fat-time"
import { decodeEnvelope, decodeSerial, soundLength } from "./message-header"
import { SOUND_BYTES_MAX, SOUND_SECTORS_MAX } from "./slot-geometry"
import { hasFreeName } from "./slot-entry"
import { SlotFolder } from "./slot-folder"
import { kindAt, SlotState } from "./slot-state"
import { mendSector } from "./slot-mender"

/** Of the last burst any sectors may be missing, also in its middle. */
const BURST_SECTORS = 15
/** The end is known to so many sectors when what is left is read together with the last burst. */
const NEAR_SECTORS = 3

export class Recovery {
    /** The note of a call that was cut off: what has no header is of it. */
    cutNote = NOBODY
    /** Slots in which something was, in the order in which they were used, since the last mount. */
    found: number[] = []
    /** Armed slots that are still to be looked at in idle. */
    private unseen: number[] = []

    /** @param scratch so many sectors are read in one go, best 18; nothing stays there from one call to the next */
    constructor(
        private readonly folder: SlotFolder,
        private readonly scratch: Buffer
    ) {}

    /**
     * Look into the armed slots, in the order in which they are used, up to the first that is empty.
     *
     * @throws Fault as the card does: then it can be done again. Waits: for three sectors; for some 20 commands where there
     * is a message.
     */
    async recoverCalls(): Promise<void> {
        const { folder } = this
        this.found = []
        this.turnArmed()
        // What is missing may have to be searched for; the mount takes it back.
        folder.volume.ahead = this.scratch
        while (folder.armed.length > 0) {
            const { armed } = folder
            const hasHeader: boolean[] = []
            // A later call of the same mount may have been filed: its serial counts before one is given.
            while (hasHeader.length < armed.length && (await this.isUsed(hasHeader))) {}
            const used = armed.slice(0, hasHeader.length)
            for (let i = 0; i < used.length;) i = await this.recoverNext(used, hasHeader, i)
            if (used.length > 0) this.found = used
            if (armed.length > 0 && (await this.isLost(armed[0])) !== undefined) break
        }
        // From now on entries are read when they are needed.
        folder.volume.borrowTable()
        this.unseen = folder.armed.slice()
    }

    /**
     * Once after `run`, in idle: see that nothing is left in an armed slot of a burst whose first sector was lost, which
     * would follow a later message that is cut off.
     *
     * @returns whether there was something to do. @throws as `run`. Waits: for some 15 sectors.
     */
    async lookAgain(): Promise<boolean> {
        const { folder } = this
        const slot = this.unseen.pop()
        if (slot === undefined) return false
        if (folder.armed.indexOf(slot) < 0) return true
        const end = BURST_SECTORS + 1
        if ((await this.seekErased(false, slot, 1, end)) < end)
            await folder.setState(slot, SlotState.Free)
        return true
    }

    /** The index tells of armed slots in the order of their numbers: those after the end of the round are the first ones. */
    private turnArmed(): void {
        const { armed, index } = this.folder
        const first = index.firstSlot()
        for (let i = armed.length; i > 0 && armed[0] < first; i--) {
            armed.push(armed[0])
            armed.insert(0, -1)
        }
    }

    /** Whether something is in the next armed slot. @param hasHeader of those before, and of this one if there is */
    private async isUsed(hasHeader: boolean[]): Promise<boolean> {
        const { volume, armed, index } = this.folder
        const slot = armed[hasHeader.length]
        await volume.loadSector(this.folder.startSector(slot))
        const serial = decodeSerial(volume.sector)
        if (serial !== undefined) index.noteSerial(serial)
        else if (await this.isErased(slot, 1)) return false
        hasHeader.push(serial !== undefined)
        return true
    }

    /**
     * Make a message of what is in one of the used slots, and in those after it, where it goes on in them: they have no header,
     * and all but the last are full. Later parts that have one are led to.
     *
     * @returns the next one to be looked at
     */
    private async recoverNext(used: number[], hasHeader: boolean[], from: number): Promise<number> {
        const { folder } = this
        let envelope: Envelope = callIn(this.cutNote)
        envelope.nextCluster = 0
        if (hasHeader[from]) {
            await folder.volume.loadSector(folder.startSector(used[from]))
            envelope = decodeEnvelope(folder.volume.sector)
            await this.recover(used[from], true, envelope, soundLength(folder.volume.sector))
            return from + 1
        }
        const first = folder.locate(used[from])
        let end = from + 1
        while (end < used.length && !(await this.isErased(used[end - 1], SOUND_SECTORS_MAX))) {
            if (hasHeader[end]) {
                envelope = (await this.partAt(used[end], first, end - from)) ?? envelope
                break
            }
            end++
        }
        // The last one first, as whoever records: a cut leaves what is found again.
        for (let i = end - 1; i >= from; i--) {
            const isLast = i === end - 1 && envelope.nextCluster === 0
            const count = isLast ? await this.countSectors(used[i]) : SOUND_SECTORS_MAX
            const lengthBytes = Math.min(count * SECTOR_BYTES, SOUND_BYTES_MAX)
            envelope.place = i === from ? 0 : (((i - from) << 28) | first) >>> 0
            const isThere = await this.recover(used[i], false, envelope, lengthBytes)
            envelope.nextCluster = isThere ? folder.locate(used[i]) : 0
        }
        return end
    }

    /** What a slot's header says, where that is of the newest message, and of that part of it. */
    private async partAt(slot: number, first: number, part: number): Promise<Envelope | undefined> {
        const { volume, index } = this.folder
        await volume.loadSector(this.folder.startSector(slot))
        if (decodeSerial(volume.sector) !== index.lastSerial()) return undefined
        const envelope = decodeEnvelope(volume.sector)
        if (envelope.place !== ((part << 28) | first) >>> 0) return undefined
        envelope.nextCluster = this.folder.locate(slot)
        return envelope
    }

    /** Make a message, or a part of one, of what is in an armed slot. @returns false: that can't be, the slot is retired */
    private async recover(
        slot: number,
        hasHeader: boolean,
        envelope: Envelope,
        lengthBytes: number
    ): Promise<boolean> {
        const { folder } = this
        const { volume, index } = folder
        // A PC may have given the clusters to another file.
        if ((await folder.linksMissing(slot)) !== 0) {
            await folder.retire(slot)
            return false
        }
        const isLost = await this.isLost(slot)
        if (isLost === undefined) return false
        if (hasHeader && !isLost && !hasFreeName(volume.sector, folder.shortAt)) {
            await this.confirm(slot, envelope, lengthBytes)
            return true
        }
        if (!hasHeader) await folder.writeHeader(slot, index.codec(), lengthBytes, envelope)
        console.warn(`a message was cut off: ${lengthBytes} bytes of it are there`)
        await folder.seal(slot, lengthBytes, undefined)
        if (!isLost) await folder.commit(slot, envelope)
        else {
            const isPart = partOf(envelope) !== 0
            await folder.setState(slot, isPart ? SlotState.Part : SlotState.Message)
            await mendSector(folder, slot)
            index.noteWhen(fatMinute(envelope.at))
        }
        return true
    }

    /**
     * Have the entry of a slot in the volume's `sector`, from where it is soon loaded.
     *
     * @returns whether its sector is destroyed; undefined: the entry is nowhere, and the slot is retired
     */
    private async isLost(slot: number): Promise<boolean | undefined> {
        const { folder } = this
        const { volume } = folder
        folder.locate(slot)
        await volume.loadSector(folder.sector)
        volume.keepSector()
        if (isDamaged(volume.sector, folder.shortAt)) return true
        return (await folder.seekEntry(slot)) ? false : undefined
    }

    /** The message was committed, and its entry is in the volume's `sector`: what was written before it may have been lost. */
    private async confirm(slot: number, envelope: Envelope, lengthBytes: number): Promise<void> {
        const { folder } = this
        const kind = kindAt(folder.volume.sector, folder.shortAt)
        await folder.seal(slot, lengthBytes, undefined)
        folder.index.noteWhen(fatMinute(envelope.at))
        const isPart = await folder.isPart(slot, envelope)
        await folder.setState(slot, isPart ? SlotState.Part : SlotState.Message | kind)
    }

    /** @returns how many sectors of sound there are before the first erased one, of which the first is sound */
    private async countSectors(slot: number): Promise<number> {
        let sound = 1
        let erased = SOUND_SECTORS_MAX + 2
        while (erased - sound > NEAR_SECTORS) {
            const middle = (sound + erased) >> 1
            if (await this.isErased(slot, middle)) erased = middle
            else sound = middle
        }
        const from = Math.max(1, sound - BURST_SECTORS)
        return (await this.seekErased(true, slot, from, erased)) - 1
    }

    private async isErased(slot: number, index: number): Promise<boolean> {
        const { folder } = this
        await folder.volume.loadSector(folder.startSector(slot) + index)
        return folder.volume.sector[SECTOR_BYTES - 1] === folder.index.erasedByte()
    }

    /** @returns the first of some sectors that is erased, or is not; `end`: there is none */
    private async seekErased(
        isErased: boolean,
        slot: number,
        from: number,
        end: number
    ): Promise<number> {
        const { folder, scratch } = this
        const { volume, index } = folder
        const first = folder.startSector(slot)
        while (from < end) {
            const count = Math.min(Math.idiv(scratch.length, SECTOR_BYTES), end - from)
            await volume.card.read(first + from, scratch, 0, count)
            for (let i = 1; i <= count; i++, from++) {
                const isThis = scratch[i * SECTOR_BYTES - 1] === index.erasedByte()
                if (isThis === isErased) return from
            }
        }
        return end
    }
}
