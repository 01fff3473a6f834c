/**
 * A WAV file: played as it is where it is mono, 8000 samples of 8 bits a second, PCM, A-law or µ-law.
 *
 * RIFF WAVE as in "Multimedia Programming Interface and Data Specifications 1.0" (Microsoft and IBM, 1991). Chunks that
 * are not known are skipped; nothing after the sound is looked at.
 */
import * as ds from "@devicescript/core"
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
/**
 * A modem whose buffer is small asks for more sound when it has as much as 32 ms left: from a card that has once taken
 * longer than this, no more than so many sectors are read in one go.
 */
const READ_MAX_MS = 28
const SLOW_READ_SECTORS = 8
/** A file with more chunks before its sound is taken for damaged. */
const CHUNKS_MAX = 64

export class WavFile implements SoundSource {
    codec = Codec.PcmU8
    lengthBytes = 0
    /** The format as the file states it. */
    channels = 0
    rateHz = 0
    bits = 0
    /** The file ends before the sound does. */
    isTruncated = false
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
     * Read the header of a file that is to be played as it is.
     *
     * @throws Fault Corrupt: not such a file; and as the card does. Waits: for a few sectors.
     */
    async open(): Promise<WavFile> {
        await this.parseHeader()
        if (!this.isPlayable()) refuse(this.form())
        return this
    }

    /** Read the header of any WAV file. @throws Fault Corrupt: it is none; and as the card does. */
    async parseHeader(): Promise<WavFile> {
        const header = Buffer.alloc(FORMAT_BYTES)
        const start = this.sizeBytes === 0 ? undefined : await this.chain.sectorAt(0)
        // All of it stands in there, as a rule: it is read once.
        if (start !== undefined) await this.volume.holdSector(start)
        await this.loadBytes(0, header, FORMAT_BYTES)
        if (header.getAt(0, "u32") !== RIFF || header.getAt(8, "u32") !== WAVE) refuse("no RIFF")
        let isFormatKnown = false
        let at = RIFF_HEADER_BYTES
        for (let i = 0; i < CHUNKS_MAX && at < this.sizeBytes; i++) {
            await this.loadBytes(at, header, CHUNK_HEADER_BYTES)
            const chunk = header.getAt(0, "u32")
            const chunkBytes = header.getAt(4, "u32")
            at += CHUNK_HEADER_BYTES
            if (chunk === FORMAT) {
                await this.loadBytes(at, header, FORMAT_BYTES)
                this.parseFormat(header)
                isFormatKnown = true
            } else if (chunk === DATA && isFormatKnown) {
                this.startByte = at
                // A file whose writing was cut short has a length of its own idea.
                this.isTruncated = chunkBytes > this.sizeBytes - at
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
        const offset = position & (SECTOR_BYTES - 1)
        const { volume } = this
        const room = Math.min(Math.idiv(into.length, SECTOR_BYTES), volume.readSectorsMax)
        if (offset !== 0 || room === 0) {
            // Once at the start of a file; from then on the sound lies as the sectors do.
            const count = Math.min(Math.min(SECTOR_BYTES - offset, left), into.length)
            await this.loadBytes(position, into, count)
            return count
        }
        const index = Math.idiv(position, SECTOR_BYTES)
        const from = await this.chain.sectorAt(index)
        if (from === undefined) return refuse("chain shorter than file")
        const wanted = Math.min(room, Math.idiv(left + SECTOR_BYTES - 1, SECTOR_BYTES))
        const perCluster = volume.sectorsPerCluster
        let sectorCount = perCluster - (index & (perCluster - 1))
        // Clusters that follow each other on the card are read in one go.
        while (
            sectorCount < wanted &&
            (await this.chain.sectorAt(index + sectorCount)) === from + sectorCount
        )
            sectorCount += perCluster
        sectorCount = Math.min(wanted, sectorCount)
        const startMs = ds.millis()
        await volume.card.read(from, into, 0, sectorCount)
        if (ds.millis() - startMs > READ_MAX_MS) volume.readSectorsMax = SLOW_READ_SECTORS
        return Math.min(sectorCount * SECTOR_BYTES, left)
    }

    /** The same for bytes from anywhere on, all of which are there: to the front of a buffer. */
    async readExactly(fromByte: number, into: Buffer, lengthBytes: number): Promise<void> {
        await this.loadBytes(this.startByte + fromByte, into, lengthBytes)
    }

    /** Whether it can be played as it is. */
    isPlayable(): boolean {
        const isMono = this.channels === 1 && this.rateHz === SAMPLE_RATE_HZ && this.bits === 8
        return isMono && this.isKnown()
    }

    /** Whether it is in one of our codecs, or PCM of more bits. */
    isKnown(): boolean {
        const { codec } = this
        return codec === Codec.PcmU8 || codec === Codec.ALaw || codec === Codec.MuLaw
    }

    /** What it is, for those who wonder why it is not played. */
    form(): string {
        return `format ${this.codec}, ${this.channels} channels, ${this.rateHz} Hz, ${this.bits} bits`
    }

    private parseFormat(format: Buffer): void {
        this.codec = format.getAt(0, "u16")
        this.channels = format.getAt(2, "u16")
        this.rateHz = format.getAt(4, "u32")
        this.bits = format.getAt(14, "u16")
    }

    /** Put bytes of the file to the front of a buffer; what is after its end is not changed. */
    private async loadBytes(atByte: number, into: Buffer, lengthBytes: number): Promise<void> {
        const sector = this.volume.sector
        let done = 0
        while (done < lengthBytes) {
            const at = atByte + done
            const offset = at & (SECTOR_BYTES - 1)
            const index = Math.idiv(at, SECTOR_BYTES)
            const from = this.sizeBytes === 0 ? undefined : await this.chain.sectorAt(index)
            if (from === undefined) {
                if (done === 0) refuse("too short")
                return
            }
            await this.volume.loadSector(from)
            into.blitAt(done, sector, offset, Math.min(SECTOR_BYTES - offset, lengthBytes - done))
            done += SECTOR_BYTES - offset
        }
    }
}

function refuse(reason: string): never {
    throw new Fault(FaultCode.Corrupt, `WAV: ${reason}`)
}
