/** The owner's greeting in a form that can be played at once, whatever WAV it is. */
import { Entry, findEntries, findFolder, findPath } from "../fat/directory"
import { Volume } from "../fat/volume"
import { WavFile } from "../fat/wav-file"
import { SECTOR_BYTES } from "../hal/block-device"
import { SoundSource } from "../hal/sound"
import { VoiceLine } from "../hal/voice-line"
import { Fault, FaultCode } from "../util/fault"
import { Conversion, GREETINGS, SOUND_BYTES_MAX } from "./conversion"
import { Converter, isConvertible } from "./converter"
import { isCopyOf, serialOf } from "./copy-header"
import { GreetingScan } from "./greeting-scan"

const GREETING = GREETINGS + "/default.wav"
/** Two, so that the greeting before can be heard while the next is converted. */
const COPIES = ["copy-1.wav", "copy-2.wav"]

/** Of the other greetings that need one: docs/card-layout.md. */
export const OTHER_COPIES = [
    "copy-3.wav",
    "copy-4.wav",
    "copy-5.wav",
    "copy-6.wav",
    "copy-7.wav",
    "copy-8.wav",
]

const TOO_LONG = "longer than a minute"

/** Finds the greeting, and has it converted while the machine is idle. */
export class GreetingShelf {
    /** The owner's greeting is of no use; the log says why. */
    isRefused = false

    private sound: SoundSource
    /** For the caller who rings, in place of the ordinary one. */
    private chosen: SoundSource | undefined
    private conversion: Conversion | undefined
    /** The other greetings are looked through; where they are still to be, `isScanDue`. */
    private scan: GreetingScan | undefined
    private isScanDue = false
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
        this.chosen = undefined
        this.conversion = undefined
        this.scan = undefined
        this.isRefused = this.isScanDue = false
    }

    /**
     * See what is on the card: once after each mount.
     *
     * @throws Fault as the card does, not for a greeting that is of no use. Waits: for some sectors.
     */
    async look(volume: Volume): Promise<void> {
        this.clear()
        this.isScanDue = true
        const entry = await findPath(volume, GREETING)
        this.isRetiring = entry === undefined
        if (entry === undefined) return
        try {
            await this.judge(volume, entry)
        } catch (e: any) {
            this.refuse(e)
        }
    }

    /**
     * Have the first of these played by the next `open`; where none can be, the ordinary one.
     *
     * @param names without ".wav"
     * @returns its name; "": none. @throws Fault as the card does. Waits: for the folder's sectors, and one of the file.
     */
    async choose(volume: Volume, names: string[]): Promise<string> {
        this.chosen = undefined
        if (names.length === 0) return ""
        const folder = await findFolder(volume, GREETINGS)
        if (folder === undefined) return ""
        const files: string[] = []
        for (const name of names) files.push(name + ".wav")
        const entries = await findEntries(volume, folder, files)
        for (let i = 0; i < names.length; i++) {
            const entry = entries[i]
            if (entry !== undefined) this.chosen = await this.openSafely(volume, entry)
            if (this.chosen !== undefined) return names[i]
        }
        return ""
    }

    /** The greeting to be played now. Does not wait. */
    open(): SoundSource {
        return this.chosen ?? this.sound
    }

    /**
     * Do a slice of work, if there is any: less than 100 ms.
     *
     * @returns whether there is more. @throws Fault as the card does: then look again.
     */
    async work(volume: Volume): Promise<boolean> {
        if (this.isRetiring) await this.retireCopies(volume)
        try {
            if (this.conversion === undefined) return await this.scanOn(volume)
            if (await this.conversion.work()) return true
            console.log(this.path() + ": converted")
            this.conversion = undefined
            if (this.scan === undefined) await this.look(volume)
        } catch (e: any) {
            this.conversion = undefined
            this.refuse(e, this.path())
        }
        return this.scan !== undefined
    }

    /** Of the greeting that is looked at, or converted. */
    private path(): string {
        return this.scan === undefined ? GREETING : GREETINGS + "/" + this.scan.name
    }

    /** Look at one more of the other greetings. @returns whether there is more to do */
    private async scanOn(volume: Volume): Promise<boolean> {
        if (this.isScanDue) {
            this.isScanDue = false
            const folder = await findFolder(volume, GREETINGS)
            if (folder !== undefined) this.scan = new GreetingScan(volume, folder)
        }
        const { scan } = this
        if (scan === undefined) return false
        const entry = await scan.find()
        if (entry === undefined) this.scan = undefined
        else await this.judgeOther(volume, scan, entry)
        return entry !== undefined
    }

    /** Have it converted where it needs that. @throws Fault Corrupt, Full: it is of no use */
    private async judgeOther(volume: Volume, scan: GreetingScan, entry: Entry): Promise<void> {
        const file = await new WavFile(volume, entry.firstCluster, entry.sizeBytes).parseHeader()
        if (!file.isTruncated && file.isPlayable()) return
        const converter = this.converterFor(file)
        if (converter.lengthBytes > SOUND_BYTES_MAX) throw new Fault(FaultCode.Corrupt, TOO_LONG)
        if (scan.copies === OTHER_COPIES.length)
            throw new Fault(FaultCode.Full, "no more than six of them can be converted")
        const name = OTHER_COPIES[scan.copies++]
        const copy = await scan.copyFile(name)
        if (copy !== undefined) {
            await volume.loadSector(volume.sectorOf(copy.firstCluster))
            const { sector } = volume
            if (serialOf(sector, this.line.codec) !== 0 && isCopyOf(sector, entry)) return
        }
        this.conversion = new Conversion(volume, entry, converter, name, 1)
    }

    private converterFor(file: WavFile): Converter {
        if (file.isTruncated || !isConvertible(file))
            throw new Fault(
                FaultCode.Corrupt,
                (file.isTruncated ? "truncated, " : "") + file.form()
            )
        return new Converter(file, this.line.codec, this.scratch)
    }

    /** One that is of no use is as good as none. */
    private async openSafely(volume: Volume, entry: Entry): Promise<SoundSource | undefined> {
        try {
            return await this.openOther(volume, entry)
        } catch (e: any) {
            if (!(e instanceof Fault) || e.code !== FaultCode.Corrupt) throw e
            return undefined
        }
    }

    /** As it is, translated while it is played where need be; or its copy. */
    private async openOther(volume: Volume, entry: Entry): Promise<SoundSource | undefined> {
        const file = await new WavFile(volume, entry.firstCluster, entry.sizeBytes).parseHeader()
        if (file.isTruncated) return undefined
        return file.isPlayable() ? file : await this.openCopy(volume, entry)
    }

    private async openCopy(volume: Volume, of: Entry): Promise<SoundSource | undefined> {
        const folder = await findFolder(volume, GREETINGS)
        if (folder === undefined) return undefined
        for (const copy of await findEntries(volume, folder, OTHER_COPIES)) {
            if (copy === undefined) continue
            await volume.loadSector(volume.sectorOf(copy.firstCluster))
            const { sector } = volume
            if (serialOf(sector, this.line.codec) !== 0 && isCopyOf(sector, of))
                return await new WavFile(volume, copy.firstCluster, copy.sizeBytes).open()
        }
        return undefined
    }

    /** Play it as it is, or a copy, or what can be played until there is one. */
    private async judge(volume: Volume, entry: Entry): Promise<void> {
        const file = await new WavFile(volume, entry.firstCluster, entry.sizeBytes).parseHeader()
        const isPlayable = !file.isTruncated && file.isPlayable()
        // In another codec it is translated while it is played.
        if (isPlayable) this.sound = file
        this.isRetiring = isPlayable && file.codec === this.line.codec
        if (this.isRetiring) return
        const converter = this.converterFor(file)
        if (converter.lengthBytes <= SOUND_BYTES_MAX)
            await this.findCopy(volume, entry, converter, isPlayable)
        else if (!isPlayable) throw new Fault(FaultCode.Corrupt, TOO_LONG)
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
        const folder = (await findFolder(volume, GREETINGS)) ?? 0
        const entries = await findEntries(volume, folder, COPIES)
        for (let i = 0; i < 2; i++) {
            const entry = entries[i]
            if (entry === undefined) continue
            await volume.loadSector(volume.sectorOf(entry.firstCluster))
            volume.keepSector()
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
        const folder = await findFolder(volume, GREETINGS)
        if (folder === undefined) return
        for (const entry of await findEntries(volume, folder, COPIES)) {
            if (entry === undefined) continue
            const header = volume.sectorOf(entry.firstCluster)
            await volume.loadSector(header)
            if (serialOf(volume.sector, this.line.codec) === 0) continue
            volume.sector.fillAt(0, SECTOR_BYTES, 0)
            await volume.storeSector(header)
        }
    }

    /** What is wrong with a greeting is told; what is wrong with the card is not ours. */
    private refuse(e: any, path = GREETING): void {
        const isOurs =
            e instanceof Fault && (e.code === FaultCode.Corrupt || e.code === FaultCode.Full)
        if (!isOurs) throw e
        console.warn(`${path}: ${e.message}; another is played (README.txt says which can be)`)
        this.isRefused = true
    }
}
