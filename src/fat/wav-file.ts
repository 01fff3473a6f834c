/**
 * A WAV file that can be played as it is: mono, 8000 samples of 8 bits a second, PCM, A-law or µ-law.
 *
 * RIFF WAVE as in "Multimedia Programming Interface and Data Specifications 1.0" (Microsoft and IBM, 1991). Chunks that
 * are not known are skipped; nothing after the sound is looked at.
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { Codec, SAMPLE_RATE_HZ, SoundSource } from "../hal/sound"
import { Fault, FaultCode } from "../util/fault"
import { Chain } from "./chain"
import { Volume } from "./volume"

const RIFF = 0x46464952
const WAVE = 0x45564157
const FORMAT = 0x20746d66
const DATA = 0x61746164
const RIFF_HEADER_BYTES = 12
const CHUNK_HEADER_BYTES = 8
/** What all formats have in common; PCM has no more. */
const FORMAT_BYTES = 16
/** A file with more chunks before its sound is taken for damaged. */
const CHUNKS_MAX = 64

export class WavFile implements SoundSource {
    codec = Codec.PcmU8
    lengthBytes = 0
    /** Where in the file the sound begins. */
    private startByte = 0
    private readonly chain: Chain

    /** Nothing is read before `open`. */
    constructor(
        private readonly volume: Volume,
        firstCluster: number,
        private readonly sizeBytes: number
    ) {
        this.chain = new Chain(volume, firstCluster)
    }

    /**
     * Read the header.
     *
     * @throws Fault Corrupt: not such a file; and as the card does. Waits: for a few sectors.
     */
    async open(): Promise<WavFile> {
        const header = Buffer.alloc(FORMAT_BYTES)
        await this.readHeader(0, header)
        if (header.getAt(0, "u32") !== RIFF || header.getAt(8, "u32") !== WAVE) refuse("no RIFF")
        let isFormatKnown = false
        let at = RIFF_HEADER_BYTES
        for (let i = 0; i < CHUNKS_MAX && at < this.sizeBytes; i++) {
            await this.readHeader(at, header)
            const chunk = header.getAt(0, "u32")
            const chunkBytes = header.getAt(4, "u32")
            at += CHUNK_HEADER_BYTES
            if (chunk === FORMAT) {
                await this.readHeader(at, header)
                this.parseFormat(header)
                isFormatKnown = true
            } else if (chunk === DATA && isFormatKnown) {
                this.startByte = at
                // A file whose writing was cut short has a length of its own idea.
                this.lengthBytes = Math.min(chunkBytes, this.sizeBytes - at)
                return this
            }
            // Chunks begin at even places.
            at += chunkBytes + (chunkBytes & 1)
        }
        return refuse("no sound")
    }

    async read(fromByte: number, into: Buffer): Promise<number> {
        const left = this.lengthBytes - fromByte
        if (left <= 0) return 0
        const position = this.startByte + fromByte
        const index = Math.idiv(position, SECTOR_BYTES)
        const offset = position - index * SECTOR_BYTES
        const from = await this.chain.sectorAt(index)
        if (from === undefined) return refuse("chain shorter than file")
        const room = Math.idiv(into.length, SECTOR_BYTES)
        if (offset !== 0 || room === 0) {
            // Once at the start of a file; from then on the sound lies as the sectors do.
            await this.volume.load(from)
            const count = Math.min(Math.min(SECTOR_BYTES - offset, left), into.length)
            into.blitAt(0, this.volume.sector, offset, count)
            return count
        }
        const wanted = Math.min(room, Math.idiv(left + SECTOR_BYTES - 1, SECTOR_BYTES))
        const perCluster = this.volume.sectorsPerCluster
        const sectorCount = Math.min(wanted, perCluster - (index & (perCluster - 1)))
        await this.volume.card.read(from, into, 0, sectorCount)
        return Math.min(sectorCount * SECTOR_BYTES, left)
    }

    private parseFormat(format: Buffer): void {
        const tag = format.getAt(0, "u16")
        if (tag !== Codec.PcmU8 && tag !== Codec.ALaw && tag !== Codec.MuLaw) refuse("codec")
        if (format.getAt(2, "u16") !== 1) refuse("not mono")
        if (format.getAt(4, "u32") !== SAMPLE_RATE_HZ) refuse("not 8000 Hz")
        if (format.getAt(14, "u16") !== 8) refuse("not 8 bits")
        this.codec = tag
    }

    /** Fill `header` from a byte of the file on; what is after its end is not changed. */
    private async readHeader(atByte: number, header: Buffer): Promise<void> {
        const sector = this.volume.sector
        const offset = atByte & (SECTOR_BYTES - 1)
        const early = Math.min(SECTOR_BYTES - offset, header.length)
        const index = Math.idiv(atByte, SECTOR_BYTES)
        const from = this.sizeBytes === 0 ? undefined : await this.chain.sectorAt(index)
        if (from === undefined) refuse("too short")
        await this.volume.load(from)
        header.blitAt(0, sector, offset, early)
        if (early === header.length) return
        const next = await this.chain.sectorAt(index + 1)
        if (next === undefined) return
        await this.volume.load(next)
        header.blitAt(early, sector, 0, header.length - early)
    }
}

function refuse(reason: string): never {
    throw new Fault(FaultCode.Corrupt, `WAV: ${reason}`)
}
