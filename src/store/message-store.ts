/** The messages on the card, and the files that a person put next to them. docs/card-layout.md. */
import { CallLog } from "../calls/call-log"
import { ensureReadme } from "../calls/readme"
import { BlockDevice } from "../hal/block-device"
import { Codec, SoundSource } from "../hal/sound"
import { WallTime } from "../hal/wall-clock"
import { Fault, FaultCode } from "../util/fault"
import { ensureFolder, findPath } from "../fat/directory"
import { ATTRIBUTE_ARCHIVE, ATTRIBUTE_HIDDEN } from "../fat/layout"
import { readText } from "../fat/text-file"
import { Volume } from "../fat/volume"
import { WavFile } from "../fat/wav-file"
import { provision } from "./provisioning"
import { Recording } from "./recording"
import { Recovery } from "./recovery"
import { SlotFinder } from "./slot-finder"
import { SlotFolder } from "./slot-folder"
import { SlotState } from "./slot-map"
import { StoredMessage } from "./stored-message"
import { Upkeep } from "./upkeep"

/** Faults before all is done, after which a card is left alone until it is mounted anew. */
const FAULTS_MAX = 3

export class MessageStore {
    unheardCount = 0
    /** Heard and unheard ones. */
    messageCount = 0
    freeCount = 0
    /** Messages of 180 s that can be taken before nothing more may go. */
    roomCount = 0
    /** No message can be taken: the card is write-protected, or failing. What it holds can be played. */
    isReadOnly = false
    readonly volume: Volume
    private readonly folder: SlotFolder
    private readonly finder: SlotFinder
    private readonly recovery: Recovery
    private readonly upkeep: Upkeep
    private readonly calls: CallLog
    private faultCount = 0

    constructor(private readonly card: BlockDevice) {
        this.volume = new Volume(card)
        this.folder = new SlotFolder(this.volume)
        this.finder = new SlotFinder(this.folder)
        this.recovery = new Recovery(this.folder)
        this.upkeep = new Upkeep(this.folder)
        this.calls = new CallLog(this.volume)
    }

    /**
     * Find the volume, the folders and the slots; make what is missing (once in the life of a card); make messages of what
     * a cut has left.
     *
     * May be called again after a fault, or after another card was put in. Where the card can't be written, `isReadOnly`
     * says so; where it has no room, `freeCount` is 0.
     * @throws Fault Corrupt: no FAT16 or FAT32 volume; and as the card does when it is gone.
     * Waits: for some 10 sectors and one of each message; where slots are made, for their part of the table too.
     */
    async mount(): Promise<void> {
        this.folder.map.slotCount = 0
        this.folder.lastName = ""
        this.calls.firstSector = undefined
        this.upkeep.reset()
        this.faultCount = 0
        this.isReadOnly = this.card.isWriteProtected
        this.recount()
        await this.volume.mount()
        try {
            await this.prepare()
        } catch (e: any) {
            this.note(e)
            // A full one may have slots, and be well.
            if (e.code !== FaultCode.Full) this.isReadOnly = true
        }
        this.recount()
    }

    /**
     * Take a free slot. One recording at a time; one without sound that is not finished leaves its slot free, one with
     * sound becomes a message at the next mount.
     *
     * @throws Fault Full: no slot is free, or `isReadOnly`; and as the card does. Waits: for a sector or two, once for
     * each slot; and to erase one where none is armed.
     */
    async beginRecording(codec: Codec): Promise<Recording> {
        const { folder, upkeep } = this
        folder.codec = codec
        folder.lastName = ""
        const slot = this.isReadOnly ? undefined : await this.takeFree()
        this.recount()
        if (slot === undefined) throw new Fault(FaultCode.Full, "no slot is free")
        // Erased in one step, noted in the other.
        for (let i = 0; i < 2; i++)
            if (upkeep.canErase && folder.erasedByte(slot) === undefined) await upkeep.arm(slot)
        const erasedByte = folder.erasedByte(slot)
        if (erasedByte !== undefined && folder.map.armNotes[slot] !== folder.armNoteFor(erasedByte))
            await folder.free(slot, folder.armNoteFor(erasedByte))
        upkeep.beginAnew()
        const self = this
        return new Recording(folder, slot, codec, () => {
            self.recount()
        })
    }

    /**
     * Do some of what can wait until nothing goes on: check, erase, count.
     *
     * @returns whether there is more to do
     * @throws Fault Absent: the card is gone. Waits: some 100 ms, or as long as the card takes to erase a slot.
     */
    async maintain(): Promise<boolean> {
        if (this.isReadOnly) return false
        try {
            await this.recovery.lookAgain()
            const hasMore = (await this.upkeep.step()) || (await this.volume.countFree())
            // A card that can be erased may still refuse what is noted of that.
            if (!hasMore) this.faultCount = 0
            this.recount()
            return hasMore
        } catch (e: any) {
            this.note(e)
            this.faultCount++
            this.isReadOnly = this.faultCount >= FAULTS_MAX || this.card.isWriteProtected
            return !this.isReadOnly
        }
    }

    /** The oldest unheard message that came after the one with this serial; undefined: none. Does not wait. */
    nextUnheard(afterSerial = 0): StoredMessage | undefined {
        return this.next(SlotState.Unheard, afterSerial)
    }

    /** The same of the heard ones. */
    nextHeard(afterSerial = 0): StoredMessage | undefined {
        return this.next(SlotState.Heard, afterSerial)
    }

    /**
     * Note on the card that the owner has heard a message; in memory even where the card can't be written.
     *
     * @throws Fault NotFound: the message is of an earlier mount; and as the card does. Waits: for one sector.
     */
    async markHeard(message: StoredMessage): Promise<void> {
        await this.change(message, ATTRIBUTE_ARCHIVE, 0, SlotState.Heard)
    }

    /** Put a message into the trash, from where it is taken when all slots are full. @throws as `markHeard` */
    async trash(message: StoredMessage): Promise<void> {
        await this.change(message, ATTRIBUTE_HIDDEN, 0, SlotState.Trashed)
    }

    /** Take a message back out of the trash: it was heard. @throws as `markHeard` */
    async untrash(message: StoredMessage): Promise<void> {
        await this.change(message, ATTRIBUTE_ARCHIVE, ATTRIBUTE_HIDDEN, SlotState.Heard)
    }

    /**
     * Add a call to calls.csv, after its recording was finished. A fault is logged.
     *
     * @param number as in `Envelope`, like `name` and `at`
     * @param outcome a word: how it ended
     * @param seconds that it lasted
     * @returns false: nothing is left of the call, neither its line nor a message. Waits: for two sectors.
     */
    async logCall(
        number: string,
        name: string,
        at: WallTime | undefined,
        outcome: string,
        seconds: number
    ): Promise<boolean> {
        const file = this.folder.lastName
        this.folder.lastName = ""
        if (this.isReadOnly) return false
        try {
            if (await this.calls.add({ number, name, at, outcome, seconds }, file)) return true
        } catch (e: any) {
            if (!(e instanceof Fault)) throw e
            console.error("calls.csv: " + e.message)
        }
        return file !== ""
    }

    /**
     * Open a WAV file.
     *
     * @param path from the root, for example "AFTERBEEP/greetings/default.wav"
     * @returns undefined: there is none
     * @throws Fault Corrupt: not a WAV file that can be played; and as the card does. Waits: for the folders' sectors.
     */
    async openSound(path: string): Promise<SoundSource | undefined> {
        const entry = await findPath(this.volume, path)
        if (entry === undefined) return undefined
        return await new WavFile(this.volume, entry.firstCluster, entry.sizeBytes).open()
    }

    /**
     * Read the text of a file of at most 2,048 bytes; the rest is left out.
     *
     * Only while the machine starts: it takes memory.
     * @returns undefined: there is none. @throws as the card does. Waits: for the folders' and the file's sectors.
     */
    async readText(path: string): Promise<string | undefined> {
        const entry = await findPath(this.volume, path)
        if (entry === undefined) return undefined
        return await readText(this.volume, entry)
    }

    /** All that comes after the volume was found. */
    private async prepare(): Promise<void> {
        const { volume, folder, finder, recovery } = this
        const top = await ensureFolder(volume, volume.rootCluster, "AFTERBEEP")
        folder.cluster = await ensureFolder(volume, top, "messages")
        await finder.scan()
        await recovery.readSerials()
        if (await finder.mend()) {
            await finder.scan()
            await recovery.readSerials()
        }
        await recovery.run()
        await ensureFolder(volume, top, "greetings")
        await ensureReadme(volume, top)
        await this.calls.mount(top)
        if (folder.map.slotCount === 0) {
            await provision(folder, finder.endHalf)
            await finder.scan()
        }
        await volume.settle()
        if (folder.map.slotCount === 0) console.warn("no room for messages on the card")
    }

    /** A free slot, an armed one if possible, or the oldest of the trash; undefined: there is none. */
    private async takeFree(): Promise<number | undefined> {
        const { folder } = this
        const { map } = folder
        while (true) {
            const free = map.oldest(SlotState.Armed, -1) ?? map.oldest(SlotState.Free, -1)
            if (free === undefined) {
                const trashed = map.oldest(SlotState.Trashed, -1)
                if (trashed === undefined) return undefined
                await folder.free(trashed, 0)
            } else if (await folder.isWhole(free)) return free
        }
    }

    private next(state: SlotState, afterSerial: number): StoredMessage | undefined {
        const { map } = this.folder
        const slot = map.oldest(state, afterSerial)
        if (slot === undefined) return undefined
        return new StoredMessage(this.volume, map.firstClusters[slot], slot, map.serials[slot])
    }

    private async change(
        message: StoredMessage,
        set: number,
        clear: number,
        state: SlotState
    ): Promise<void> {
        const { map } = this.folder
        const slot = message.slot
        const isThere = slot < map.slotCount && map.serials[slot] === message.serial
        if (!isThere) throw new Fault(FaultCode.NotFound, `message ${message.serial}`)
        map.states[slot] = state
        this.recount()
        await this.folder.setAttributes(slot, set, clear)
    }

    /** A fault while the card is there is logged; where it is gone it is passed on. */
    private note(e: any): void {
        if (!(e instanceof Fault) || this.card.sectorCount === 0) throw e
        console.error("card: " + e.message)
    }

    private recount(): void {
        const { map } = this.folder
        this.unheardCount = map.count(SlotState.Unheard)
        this.messageCount = this.unheardCount + map.count(SlotState.Heard)
        this.freeCount = map.count(SlotState.Free) + map.count(SlotState.Armed)
        this.roomCount = this.freeCount + map.count(SlotState.Trashed)
    }
}
