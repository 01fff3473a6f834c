import {
    ensureFile,
    ensureFolder,
    Entry,
    entryCluster,
    findEntry,
    putEntry,
} from "../../../src/fat/directory"
import { entryAt } from "../../../src/fat/archive"
import { FilePair } from "../../../src/fat/file-pair"
import { putLongName, shortForm } from "../../../src/fat/names"
import { settleFree } from "../../../src/fat/fs-info"
import { mountVolume } from "../../../src/fat/mount"
import { mendPairs } from "../../../src/fat/pair-mending"
import { Volume } from "../../../src/fat/volume"
import { Fault } from "../../../src/util/fault"
import { FAT32_RESERVED, formatFat32, PARTITION_START } from "./formatter"
import { present } from "./messages"
import { Cut, RamDisk } from "./ram-disk"

export const PAIR_NAME = "default.wav"
/** Of each file: two clusters. */
export const PAIR_BYTES = 40000
/** A sector that nobody uses: in front of the tables. */
const SPARE = PARTITION_START + 20

/** A card with a folder of pairs in a machine, as after power-on. */
export class PairDesk {
    volume: Volume
    folder = 0

    constructor(readonly disk: RamDisk) {
        this.volume = new Volume(disk)
    }

    async mounted(): Promise<PairDesk> {
        const { volume } = this
        await mountVolume(volume)
        volume.topCluster = await ensureFolder(volume, volume.rootCluster, "AFTERBEEP")
        this.folder = await ensureFolder(volume, volume.topCluster, "greetings")
        await settleFree(volume)
        volume.spareSector = SPARE
        this.disk.written = []
        return this
    }

    /** Write a file of which each sector begins with this number. */
    async write(mark: number, name = PAIR_NAME): Promise<void> {
        const { volume } = this
        const pair = new FilePair(volume, this.folder, name)
        await pair.prepare(PAIR_BYTES)
        volume.sector.fillAt(0, 512, mark)
        await volume.storeSector(volume.sectorOf(pair.firstCluster))
        await pair.show(0)
    }

    async remove(name = PAIR_NAME): Promise<boolean> {
        return await new FilePair(this.volume, this.folder, name).remove()
    }

    /** Write a file while the power goes. @returns whether it went */
    async isCutWriting(mark: number, cutIn: number, cut: Cut): Promise<boolean> {
        this.disk.cutIn = cutIn
        this.disk.cut = cut
        let isOff = false
        try {
            await this.write(mark)
        } catch (e) {
            if (!(e instanceof Fault)) throw e
            isOff = true
        }
        this.disk.powerOn()
        return isOff
    }

    async find(name = PAIR_NAME): Promise<Entry | undefined> {
        return await findEntry(this.volume, this.folder, name)
    }

    /** What a file begins with; -1: there is none. */
    async mark(name = PAIR_NAME): Promise<number> {
        const entry = await this.find(name)
        if (entry === undefined) return -1
        await this.volume.loadSector(this.volume.sectorOf(entry.firstCluster))
        return this.volume.sector[0]
    }

    /** As a PC makes it: in the folder's first sector. */
    async byPc(mark: number, name = PAIR_NAME): Promise<void> {
        const { volume } = this
        const file = { sizeBytes: 512, attributes: 0x20 }
        const entry = present(await ensureFile(volume, this.folder, "of-pc.wav", file))
        await settleFree(volume)
        volume.sector.fillAt(0, 512, mark)
        await volume.storeSector(volume.sectorOf(entry.firstCluster))
        await this.find("of-pc.wav")
        const { sector, loadedSector } = volume
        const at = entryAt(sector, "OF-PC   WAV")
        sector[at] = sector[at - 32] = 0xe5
        putEntry(sector, at + 64, shortForm(name) ?? "AFTER-~1WAV", entry)
        putLongName(sector, at + 64, name)
        await volume.storeSector(loadedSector)
    }

    /** Every cluster in use is of one file or folder, and of one chain: "" is right. */
    async complaint(): Promise<string> {
        const { disk, volume } = this
        const owned: number[] = [2, volume.topCluster, this.folder]
        const table = disk.peek(PARTITION_START + FAT32_RESERVED)
        for (let i = 0; i < 3; i++) {
            const sector = disk.peek(volume.sectorOf(this.folder) + i)
            for (let at = 0; at < 512 && sector[at] !== 0; at += 32) {
                const isFile = sector[at] !== 0xe5 && sector[at] !== 0x2e
                const wrong =
                    isFile && sector[at + 11] !== 0x0f ? own(sector, at, table, owned) : ""
                if (wrong !== "") return wrong
            }
        }
        for (let cluster = 2; cluster < 128; cluster++) {
            const isTaken = table.getAt(cluster * 4, "u32") !== 0
            if (isTaken !== owned.indexOf(cluster) >= 0) return `cluster ${cluster}: ${isTaken}`
        }
        return ""
    }
}

/** Add the clusters of a file to those that somebody owns. @returns what is wrong with them */
function own(sector: Buffer, at: number, table: Buffer, owned: number[]): string {
    let cluster = entryCluster(sector, at)
    if (cluster === 0) return ""
    let left = Math.idiv(sector.getAt(at + 28, "u32") + 32767, 32768)
    while (cluster < 0x0ffffff8) {
        if (owned.indexOf(cluster) >= 0) return `cluster ${cluster} has two files`
        if (cluster === 0 || left === 0) return "a chain of another length"
        left--
        owned.push(cluster)
        cluster = table.getAt(cluster * 4, "u32") & 0x0fffffff
    }
    return left === 0 ? "" : `${left} clusters are missing`
}

export async function pairDesk(disk = formatFat32(64)): Promise<PairDesk> {
    return await new PairDesk(disk).mounted()
}

/** The same card after the power came back, and what a mount does in idle. */
export async function afterPower(d: PairDesk): Promise<PairDesk> {
    const next = await pairDesk(d.disk)
    await mendPairs(next.volume, next.folder)
    return next
}
