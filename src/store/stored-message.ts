/** A message on the card. */
import { SECTOR_BYTES } from "../hal/block-device"
import { SoundSource } from "../hal/sound"
import { Volume } from "../fat/volume"
import { WavFile } from "../fat/wav-file"
import { SLOT_SECTORS } from "./slot-geometry"

export class StoredMessage {
    constructor(
        private readonly volume: Volume,
        private readonly firstCluster: number,
        /** Where it lies, until the next mount. */
        readonly slot: number,
        /** Counts up from message to message: the order in which they came. */
        readonly serial: number
    ) {}

    /** Open the sound. @throws Fault Corrupt: not a WAV file that can be played; and as the card does. */
    async open(): Promise<SoundSource> {
        const file = new WavFile(this.volume, this.firstCluster, SLOT_SECTORS * SECTOR_BYTES)
        return await file.open()
    }
}
