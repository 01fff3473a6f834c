/** A message on the card. */
import { SoundSource } from "../hal/sound"
import { WallTime } from "../hal/wall-clock"
import { Volume } from "../fat/volume"
import { WavFile } from "../fat/wav-file"
import { decodeEnvelope } from "./message-header"
import { SLOT_BYTES } from "./slot-geometry"

export class StoredMessage {
    /** As in `Envelope`; known after `open`. */
    number = ""
    name = ""
    at: WallTime | undefined = undefined

    constructor(
        private readonly volume: Volume,
        private readonly firstCluster: number,
        readonly slot: number,
        /** Counts up from message to message, in the order in which they came; until the next recording or mount. */
        readonly order: number,
        /** The mount that it was found in. */
        readonly mountNumber: number
    ) {}

    /** Open the sound. @throws Fault Corrupt: not a WAV file that can be played; and as the card does. */
    async open(): Promise<SoundSource> {
        const { volume, firstCluster } = this
        const sound = await new WavFile(volume, firstCluster, SLOT_BYTES).open()
        await volume.loadSector(volume.sectorOf(firstCluster))
        const envelope = decodeEnvelope(volume.sector)
        this.number = envelope.number
        this.name = envelope.name
        this.at = envelope.at
        return sound
    }
}
