/** A greeting on its way into a hidden copy: a file made once, written sector by sector, its header last. */
import * as ds from "@devicescript/core"
import { ensureFile, Entry, findFolder } from "../fat/directory"
import { ATTRIBUTE_HIDDEN } from "../fat/layout"
import { settleFree } from "../fat/fs-info"
import { Volume } from "../fat/volume"
import { SECTOR_BYTES } from "../hal/block-device"
import { Fault, FaultCode } from "../util/fault"
import { Converter, PIECE_BYTES } from "./converter"
import { encodeCopyHeader } from "./copy-header"

export const GREETINGS = "AFTERBEEP/greetings"
/** 60 s. */
export const SOUND_BYTES_MAX = 480256
const COPY_BYTES = SECTOR_BYTES + SOUND_BYTES_MAX
/** A slice of work is this long, and the piece that it is at. */
const SLICE_MS = 50

export class Conversion {
    /** First sector of the copy; 0: it has no place yet. */
    private headerSector = 0
    private madeBytes = 0
    private readonly sector = Buffer.alloc(SECTOR_BYTES)

    /**
     * @param of the file that is converted
     * @param serial of the copy
     */
    constructor(
        private readonly volume: Volume,
        private readonly of: Entry,
        private readonly converter: Converter,
        private readonly name: string,
        private readonly serial: number
    ) {}

    /**
     * Do a slice.
     *
     * @returns whether there is more
     * @throws Fault Full: no room for the copy; Corrupt: its name is taken; and as the card does
     */
    async work(): Promise<boolean> {
        if (this.headerSector === 0) {
            await this.begin()
            return true
        }
        const endMs = ds.millis() + SLICE_MS
        const lengthBytes = this.converter.lengthBytes
        while (ds.millis() < endMs) {
            const atByte = this.madeBytes & (SECTOR_BYTES - 1)
            await this.converter.convert(this.madeBytes, this.sector, atByte)
            this.madeBytes += PIECE_BYTES
            const isLast = this.madeBytes >= lengthBytes
            if (isLast || atByte + PIECE_BYTES === SECTOR_BYTES) {
                const index = 1 + Math.idiv(this.madeBytes - 1, SECTOR_BYTES)
                await this.volume.card.write(this.headerSector + index, this.sector, 0, 1)
            }
            if (isLast) {
                encodeCopyHeader(
                    this.sector,
                    this.converter.codec,
                    lengthBytes,
                    this.serial,
                    this.of
                )
                await this.volume.card.write(this.headerSector, this.sector, 0, 1)
                return false
            }
        }
        return true
    }

    /** Have a place for the copy, which is none until its header is written. */
    private async begin(): Promise<void> {
        const { volume, name } = this
        const folder = await findFolder(volume, GREETINGS)
        const copy =
            folder &&
            (await ensureFile(volume, folder, name, {
                sizeBytes: COPY_BYTES,
                attributes: ATTRIBUTE_HIDDEN,
            }))
        await settleFree(volume)
        if (!copy) throw new Fault(FaultCode.Corrupt, name + " is in the way")
        this.headerSector = volume.sectorOf(copy.firstCluster)
        volume.sector.fillAt(0, SECTOR_BYTES, 0)
        await volume.storeSector(this.headerSector)
    }
}
