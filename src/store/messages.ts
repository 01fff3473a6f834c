/** The messages on the card: in which order they are heard, what each one is, and how many there are. docs/card-layout.md. */
import {
    ATTRIBUTE_ARCHIVE,
    ATTRIBUTE_HIDDEN,
    ATTRIBUTE_READ_ONLY,
    ATTRIBUTE_SYSTEM,
} from "../fat/layout"
import { Fault, FaultCode } from "../util/fault"
import { Recording } from "./recording"
import { SlotFolder } from "./slot-folder"
import { kindAt, Kind, OLD, SlotState } from "./slot-state"
import { StoredMessage } from "./stored-message"

/** Orders of messages that are not urgent begin here: the urgent ones come first. */
const LATER = 65536

export class Messages {
    unheardCount = 0
    /** Heard and unheard ones. */
    messageCount = 0
    /** Slots that can be had without any message going. */
    freeCount = 0
    /** Slots of three minutes that can be had: free ones, and those of messages that may go. */
    roomCount = 0

    constructor(private readonly folder: SlotFolder) {}

    /**
     * The oldest message after the one of this order.
     *
     * @param kinds bits: 1 << Kind
     * @returns undefined: none. Waits: for an index of many slots.
     */
    async nextOfKinds(kinds: number, afterOrder = 0): Promise<StoredMessage | undefined> {
        const { folder } = this
        const isLater = afterOrder >= LATER
        let order = isLater ? 0 : await this.nextThat(kinds, afterOrder, true)
        const isUrgent = order !== 0
        if (!isUrgent) order = await this.nextThat(kinds, isLater ? afterOrder - LATER : 0, false)
        if (order === 0) return undefined
        const message = new StoredMessage(
            folder,
            folder.index.slotAt(order),
            isUrgent ? order : order + LATER,
            this.folder.volume.mountNumber
        )
        message.isUrgent = isUrgent
        return message
    }

    /** The message of a recording that was finished. */
    messageOf(recording: Recording): StoredMessage {
        return new StoredMessage(this.folder, recording.slot(), 0, this.folder.volume.mountNumber)
    }

    /** The next order of urgent messages, or of the others; 0: none. */
    private async nextThat(kinds: number, afterOrder: number, isUrgent: boolean): Promise<number> {
        const { index, urgent } = this.folder
        if (isUrgent && urgent.length === 0) return 0
        let order = await index.nextOrder(kinds, afterOrder)
        while (order !== 0 && urgent.indexOf(index.slotAt(order)) >= 0 !== isUrgent)
            order = await index.nextOrder(kinds, order)
        return order
    }

    /** What a message is now. Waits: for an index of many slots. */
    async kindOf(message: StoredMessage): Promise<Kind> {
        return (await this.folder.index.stateOf(message.slot)) & Kind.Trashed
    }

    /**
     * Note on the card that the owner has heard a message; in memory even where the card can't be written.
     *
     * @throws Fault NotFound: the message is of an earlier mount; and as the card does. Waits: for one sector.
     */
    async markHeard(message: StoredMessage): Promise<void> {
        await this.change(message, ATTRIBUTE_ARCHIVE, 0, Kind.Heard)
    }

    /** Put a message into the trash, from where it is taken when all slots are full. @throws as `markHeard` */
    async trash(message: StoredMessage): Promise<void> {
        await this.change(message, ATTRIBUTE_HIDDEN, ATTRIBUTE_READ_ONLY, Kind.Trashed)
    }

    /** Keep a message for ever: it was heard. @throws as `markHeard` */
    async keep(message: StoredMessage): Promise<void> {
        await this.change(message, ATTRIBUTE_ARCHIVE | ATTRIBUTE_READ_ONLY, 0, Kind.Kept)
    }

    /** Take a message back out of the trash: it is heard or not as it was when it got there. @throws as `markHeard` */
    async untrash(message: StoredMessage): Promise<void> {
        await this.change(message, 0, ATTRIBUTE_HIDDEN, Kind.Heard)
        const kind = kindAt(this.folder.volume.sector, this.folder.shortAt)
        if (kind === Kind.Unheard) await this.putKind(message.slot, kind)
    }

    private async change(
        message: StoredMessage,
        set: number,
        clear: number,
        kind: Kind
    ): Promise<void> {
        const { slot } = message
        if (message.mountNumber !== this.folder.volume.mountNumber)
            throw new Fault(FaultCode.NotFound, `message in slot ${slot}`)
        await this.putKind(slot, kind)
        const parts = message.isLong ? await this.folder.partsOf(slot) : [slot]
        for (const part of parts)
            await this.folder.setAttributes(part, set, clear | ATTRIBUTE_SYSTEM)
    }

    private async putKind(slot: number, kind: Kind): Promise<void> {
        const { index } = this.folder
        const state = await index.stateOf(slot)
        await index.putState(slot, (state & ~Kind.Trashed) | kind)
        this.recount()
    }

    /** Count anew, after anything became of a slot. */
    recount(): void {
        const { folder } = this
        this.unheardCount = this.count(Kind.Unheard)
        const heardCount = this.count(Kind.Heard)
        this.messageCount = this.unheardCount + heardCount + this.count(Kind.Kept)
        this.freeCount = folder.index.counts[SlotState.Free] + folder.armed.length
        this.roomCount = this.freeCount + heardCount + this.count(Kind.Trashed)
    }

    private count(kind: Kind): number {
        const { counts } = this.folder.index
        const state = SlotState.Message | kind
        return counts[state] + counts[state | OLD] + counts[SlotState.Moved | kind]
    }
}
