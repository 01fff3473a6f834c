/**
 * A greeting while it is recorded: sound goes straight into the clusters of the file that waits for it, and nothing of it counts
 * before its header is written and the two files have changed places (fat/file-pair.ts).
 *
 *     0       RIFF, size of the file, WAVE; fmt; fact; JUNK up to where the sound begins, at a sector
 *     …       sound that was cut off in front
 *     … 504   data: samples
 *     …       sound, and a JUNK chunk over the rest of the file
 */
import { FilePair } from "../fat/file-pair"
import { ensureFolder, findPath, TOP } from "../fat/directory"
import { Volume } from "../fat/volume"
import { SECTOR_BYTES } from "../hal/block-device"
import { Codec } from "../hal/sound"

/** 60 s, and what the recorder keeps free. */
const SOUND_SECTORS = 948
const FILE_BYTES = (1 + SOUND_SECTORS) * SECTOR_BYTES

const RIFF_SIZE_AT = 4
const TAG_AT = 20
const FACT_AT = 46
const JUNK_SIZE_AT = 54
const CHUNK_HEADER_BYTES = 8
/** Where in its sector the header of the sound stands, and that of what comes after it. */
const CHUNK_AT = SECTOR_BYTES - CHUNK_HEADER_BYTES
const BEGINNING = hex`
    52494646 00000000 57415645
    666d7420 12000000 0000 0100 401f0000 401f0000 0100 0800 0000
    66616374 04000000 00000000
    4a554e4b 00000000
`
const BEGINNING_BYTES = 58
const FOLDER = "greetings"

/** Takes the sound of the recorder. */
export class Take {
    sectorsLeft = SOUND_SECTORS
    private startSector = 0
    private pair!: FilePair

    constructor(
        private readonly volume: Volume,
        private readonly codec: Codec
    ) {}

    /**
     * Have a place for it.
     *
     * @param name of its file
     * @throws Fault Full: no room; and as the card does. Waits: for some sectors; the first time for some 30.
     */
    async prepare(name: string): Promise<void> {
        const { volume } = this
        this.pair = new FilePair(volume, await greetingsFolder(volume), name)
        await this.pair.prepare(FILE_BYTES)
        this.startSector = volume.sectorOf(this.pair.firstCluster) + 1
    }

    /** As `SectorSink`. */
    async put(from: Buffer, atByte: number): Promise<number> {
        const at = this.startSector + SOUND_SECTORS - this.sectorsLeft
        const step = (await this.volume.card.writeNext(at, from, atByte)) - at
        this.sectorsLeft -= step
        return step
    }

    /** As `SectorSink`. */
    async flush(): Promise<boolean> {
        return await this.volume.card.endRun()
    }

    /**
     * Let it be the greeting of its name.
     *
     * @param fromByte sound before that is left out, to the sector
     * @param endByte sound from there on is left out, to the sector
     * @param modified time and date as FAT has them, one after the other
     * @throws as the card does: then the one before is still the greeting. Waits: for some 10 sectors.
     */
    async keep(fromByte: number, endByte: number, modified: number): Promise<void> {
        const { volume, startSector } = this
        const { sector } = volume
        const first = Math.idiv(fromByte, SECTOR_BYTES)
        const whole = SOUND_SECTORS - this.sectorsLeft
        const end = Math.min(Math.idiv(endByte + SECTOR_BYTES - 1, SECTOR_BYTES), whole)
        // The last millisecond makes room for what comes after the sound.
        const soundBytes = (end - first) * SECTOR_BYTES - CHUNK_HEADER_BYTES
        await volume.loadSector(startSector + end - 1)
        putChunk(sector, CHUNK_AT, "JUNK", (SOUND_SECTORS - end) * SECTOR_BYTES)
        await volume.storeSector(startSector + end - 1)
        sector.fillAt(0, SECTOR_BYTES, 0)
        putChunk(sector, CHUNK_AT, "data", soundBytes)
        // With nothing cut off in front, that is the header's own sector.
        if (first > 0) {
            await volume.storeSector(startSector + first - 1)
            sector.fillAt(CHUNK_AT, CHUNK_HEADER_BYTES, 0)
        }
        sector.blitAt(0, BEGINNING, 0, BEGINNING_BYTES)
        sector.setAt(RIFF_SIZE_AT, "u32", FILE_BYTES - CHUNK_HEADER_BYTES)
        sector.setAt(TAG_AT, "u16", this.codec)
        sector.setAt(FACT_AT, "u32", soundBytes)
        sector.setAt(JUNK_SIZE_AT, "u32", first * SECTOR_BYTES + CHUNK_AT - BEGINNING_BYTES)
        await volume.storeSector(startSector - 1)
        await this.pair.show(modified)
    }
}

/** Let there be no greeting of that file name: a recorded one is gone, one of a PC's gets another name. @returns whether there was one */
export async function eraseGreeting(volume: Volume, name: string): Promise<boolean> {
    const folder = await findPath(volume, `${TOP}/${FOLDER}`)
    if (folder === undefined) return false
    return await new FilePair(volume, folder.firstCluster, name).remove()
}

async function greetingsFolder(volume: Volume): Promise<number> {
    return await ensureFolder(volume, volume.topCluster, FOLDER)
}

function putChunk(into: Buffer, at: number, id: string, sizeBytes: number): void {
    into.blitAt(at, id, 0, id.length)
    into.setAt(at + 4, "u32", sizeBytes)
}
