/** The owner's greeting in a form that can be played at once, whatever WAV it is. */
import { Entry, findPath } from "../fat/directory"
import { Volume } from "../fat/volume"
import { WavFile } from "../fat/wav-file"
import { SECTOR_BYTES } from "../hal/block-device"
import { SoundSource } from "../hal/sound"
import { VoiceLine } from "../hal/voice-line"
import { Fault, FaultCode } from "../util/fault"
import { Conversion, GREETINGS, SOUND_BYTES_MAX } from "./conversion"
import { Converter, isConvertible } from "./converter"
import { isCopyOf, serialOf } from "./copy-header"

const GREETING = GREETINGS + "/default.wav"
/** Two, so that the greeting before can be heard while the next is converted. */
const COPIES = ["copy-1.wav", "copy-2.wav"]

/** Finds the greeting, and has it converted while the machine is idle. */
export class GreetingShelf {
    /** The owner's greeting is of no use; the log says why. */
    isRefused = false

    private sound: SoundSource
    private conversion: Conversion | undefined
    /** The copies are of greetings from before one that needs none: nobody is to hear them any more. */
    private isRetiring = false

    /**
     * @param fallback the greeting in the firmware
     * @param scratch see Converter; free for others between two slices
     */
    constructor(
        private readonly line: VoiceLine,
        private readonly fallback: SoundSource,
        private readonly scratch: Buffer
    ) {
        this.sound = fallback
    }

    /** There is no card. */
    clear(): void {
        this.sound = this.fallback
        this.conversion = undefined
        this.isRefused = false
    }

    /**
     * See what is on the card: once after each mount.
     *
     * @throws Fault as the card does, not for a greeting that is of no use. Waits: for some sectors.
     */
    async look(volume: Volume): Promise<void> {
        this.clear()
        const entry = await findPath(volume, GREETING)
        this.isRetiring = entry === undefined
        if (entry === undefined) return
        try {
            await this.judge(volume, entry)
        } catch (e: any) {
            this.refuse(e)
        }
    }

    /** The greeting to be played now. Does not wait. */
    open(): SoundSource {
        return this.sound
    }

    /**
     * Do a slice of work, if there is any: less than 100 ms.
     *
     * @returns whether there is more. @throws Fault as the card does: then look again.
     */
    async work(volume: Volume): Promise<boolean> {
        if (this.isRetiring) await this.retireCopies(volume)
        if (this.conversion === undefined) return false
        try {
            if (await this.conversion.work()) return true
            console.log(GREETING + ": converted")
            await this.look(volume)
        } catch (e: any) {
            this.conversion = undefined
            this.refuse(e)
        }
        return false
    }

    /** Play it as it is, or a copy, or what can be played until there is one. */
    private async judge(volume: Volume, entry: Entry): Promise<void> {
        const file = await new WavFile(volume, entry.firstCluster, entry.sizeBytes).parseHeader()
        const isPlayable = !file.isTruncated && file.isPlayable()
        // In another codec it is translated while it is played.
        if (isPlayable) this.sound = file
        this.isRetiring = isPlayable && file.codec === this.line.codec
        if (this.isRetiring) return
        if (file.isTruncated || !isConvertible(file))
            throw new Fault(
                FaultCode.Corrupt,
                (file.isTruncated ? "truncated, " : "") + file.form()
            )
        const converter = new Converter(file, this.line.codec, this.scratch)
        if (converter.lengthBytes <= SOUND_BYTES_MAX)
            await this.findCopy(volume, entry, converter, isPlayable)
        else if (!isPlayable) throw new Fault(FaultCode.Corrupt, "longer than a minute")
    }

    private async findCopy(
        volume: Volume,
        of: Entry,
        converter: Converter,
        isPlayable: boolean
    ): Promise<void> {
        const codec = this.line.codec
        let latest = 0
        let next = COPIES[0]
        for (let i = 0; i < 2; i++) {
            const entry = await findPath(volume, `${GREETINGS}/${COPIES[i]}`)
            if (entry === undefined) continue
            await volume.loadSector(volume.sectorOf(entry.firstCluster))
            const serial = serialOf(volume.sector, codec)
            const isCurrent = isCopyOf(volume.sector, of)
            if (serial <= latest) continue
            latest = serial
            next = COPIES[1 - i]
            if (isCurrent || !isPlayable)
                this.sound = await new WavFile(volume, entry.firstCluster, entry.sizeBytes).open()
            if (isCurrent) return
        }
        this.conversion = new Conversion(volume, of, converter, next, latest + 1)
    }

    private async retireCopies(volume: Volume): Promise<void> {
        this.isRetiring = false
        for (const name of COPIES) {
            const entry = await findPath(volume, `${GREETINGS}/${name}`)
            if (entry === undefined) continue
            const header = volume.sectorOf(entry.firstCluster)
            await volume.loadSector(header)
            if (serialOf(volume.sector, this.line.codec) === 0) continue
            volume.sector.fillAt(0, SECTOR_BYTES, 0)
            await volume.storeSector(header)
        }
    }

    /** What is wrong with a greeting is told; what is wrong with the card is not ours. */
    private refuse(e: any): void {
        const isOurs =
            e instanceof Fault && (e.code === FaultCode.Corrupt || e.code === FaultCode.Full)
        if (!isOurs) throw e
        console.warn(`${GREETING}: ${e.message}; another is played (README.txt says which can be)`)
        this.isRefused = true
    }
}
