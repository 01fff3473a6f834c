/** The messages on the card, and the files that a person put next to them. DESIGN.md section 6. */
import { BlockDevice } from "../hal/block-device"
import { Codec, SoundSource } from "../hal/sound"
import { Fault, FaultCode } from "../util/fault"
import { ensureFolder, findPath } from "../fat/directory"
import { readText } from "../fat/text-file"
import { Volume } from "../fat/volume"
import { WavFile } from "../fat/wav-file"
import { Recording } from "./recording"
import { SlotFolder } from "./slot-folder"
import { SlotMap, SlotState } from "./slot-map"
import { StoredMessage } from "./stored-message"

export class MessageStore {
    unheardCount = 0
    /** Heard and unheard ones. */
    messageCount = 0
    freeCount = 0
    private readonly volume: Volume
    private readonly map = new SlotMap()
    private readonly folder: SlotFolder
    private lastSerial = 0

    constructor(card: BlockDevice) {
        this.volume = new Volume(card)
        this.folder = new SlotFolder(this.volume, this.map)
    }

    /**
     * Find the volume, the folders and the slots; make what is missing (once in the life of a card).
     *
     * May be called again after a fault, or after another card was put in.
     * @throws Fault Corrupt: no FAT16 or FAT32 volume; Full: no room for the folders; and as the card does.
     * Waits: for some 10 sectors and one of each message; where slots are made, for their part of the table too.
     */
    async mount(): Promise<void> {
        this.map.clear()
        this.recount()
        const volume = this.volume
        await volume.mount()
        const top = await ensureFolder(volume, volume.rootCluster, "AFTERBEEP")
        const messages = await ensureFolder(volume, top, "messages")
        await ensureFolder(volume, top, "greetings")
        await this.folder.mount(messages)
        this.lastSerial = this.map.lastSerial()
        this.recount()
    }

    /**
     * Take a free slot. One recording at a time; one that is not finished leaves its slot free.
     *
     * @throws Fault Full: no slot is free; and as the card does. Waits: for a sector or two, once for each slot.
     */
    async beginRecording(codec: Codec): Promise<Recording> {
        const slot = await this.folder.takeFree()
        this.recount()
        if (slot === undefined) throw new Fault(FaultCode.Full, "no slot is free")
        const self = this
        const onCommitted = (taken: number, serial: number) => {
            self.lastSerial = serial
            self.map.setSerial(taken, serial)
            self.recount()
        }
        const serial = this.lastSerial + 1
        return new Recording(this.folder, slot, serial, codec, onCommitted)
    }

    /** The oldest unheard message; undefined: none. Does not wait. */
    nextUnheard(): StoredMessage | undefined {
        const slot = this.map.oldest(SlotState.Unheard)
        if (slot === undefined) return undefined
        const cluster = this.map.firstCluster(slot)
        return new StoredMessage(this.volume, cluster, slot, this.map.serial(slot))
    }

    /**
     * Note on the card that the owner has heard a message.
     *
     * @throws Fault NotFound: the message is of an earlier mount; and as the card does. Waits: for one sector.
     */
    async markHeard(message: StoredMessage): Promise<void> {
        const slot = message.slot
        const isThere = slot < this.map.slotCount && this.map.serial(slot) === message.serial
        if (!isThere) throw new Fault(FaultCode.NotFound, `message ${message.serial}`)
        await this.folder.markHeard(slot)
        this.recount()
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

    private recount(): void {
        this.unheardCount = this.map.count(SlotState.Unheard)
        this.messageCount = this.unheardCount + this.map.count(SlotState.Heard)
        this.freeCount = this.map.count(SlotState.Free)
    }
}
