/** A message on the card, with all its parts. */
import { Codec, SoundSource } from "../hal/sound"
import { WallTime } from "../hal/wall-clock"
import { WavFile } from "../fat/wav-file"
import { Envelope } from "./envelope"
import { decodeEnvelope } from "./message-header"
import { SlotFolder } from "./slot-folder"
import { SLOT_BYTES } from "./slot-geometry"
import { SlotState } from "./slot-state"

export class StoredMessage implements SoundSource {
    /** As in `Envelope`; known after `open`. */
    number = ""
    name = ""
    at: WallTime | undefined
    codec = Codec.MuLaw
    /** Of the part that is open. */
    lengthBytes = 0
    /** Its caller has marked it. */
    isUrgent = false
    /** It has more than one part. */
    isLong = false
    private sound!: WavFile
    /** The slot in which it goes on. */
    private next: number | undefined
    /** Sound in the parts before the one that is open. */
    private doneBytes = 0

    constructor(
        private readonly folder: SlotFolder,
        readonly slot: number,
        /** Counts up from message to message, in the order in which they came; until the next recording or mount. */
        readonly order: number,
        /** The mount that it was found in: `mountNumber` of the volume. */
        readonly mountNumber: number
    ) {}

    /** Open the sound, to be read once. @throws Fault Corrupt: not a WAV file that can be played; and as the card does. */
    async open(): Promise<SoundSource> {
        const envelope = await this.openPart(this.slot)
        this.doneBytes = 0
        this.isLong = this.next !== undefined
        this.number = envelope.number
        this.name = envelope.name
        this.at = envelope.at
        return this
    }

    /** As `SoundSource`; where a part ends, the next one is opened: back before that there is no way. */
    async read(fromByte: number, into: Buffer): Promise<number> {
        const { folder } = this
        while (true) {
            const { next } = this
            const count = await this.sound.read(fromByte - this.doneBytes, into)
            if (count > 0 || next === undefined) return count
            if ((await folder.index.stateOf(next)) !== SlotState.Part) return 0
            this.doneBytes += this.lengthBytes
            await this.openPart(next)
        }
    }

    private async openPart(slot: number): Promise<Envelope> {
        const { folder } = this
        const { volume } = folder
        const sound = await new WavFile(volume, folder.locate(slot), SLOT_BYTES).open()
        await volume.loadSector(folder.startSector(slot))
        const envelope = decodeEnvelope(volume.sector)
        this.sound = sound
        this.codec = sound.codec
        this.lengthBytes = sound.lengthBytes
        this.next = folder.slotOf(envelope.nextCluster ?? 0)
        return envelope
    }
}
