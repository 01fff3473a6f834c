/** Looks through the folder of greetings, file by file, for those that can't be played as they are. Docs: decision 020. */
import { Chain } from "../fat/chain"
import { Entry, entryOf, findEntry } from "../fat/directory"
import {
    ATTRIBUTE_DIRECTORY,
    ATTRIBUTE_HIDDEN,
    ATTRIBUTE_VOLUME,
    ENTRY_ATTRIBUTES_AT,
    ENTRY_DELETED,
    ENTRY_END,
    ENTRY_NAME_BYTES,
} from "../fat/layout"
import { Volume } from "../fat/volume"
import { SECTOR_BYTES } from "../hal/block-device"

/** Folders and labels, and what the machine itself has put there. Long names are hidden labels. */
const NO_GREETING = ATTRIBUTE_DIRECTORY | ATTRIBUTE_HIDDEN | ATTRIBUTE_VOLUME
const EXTENSION = "WAV"
const EXTENSION_AT = 8
const ORDINARY = "DEFAULT WAV"
const ENTRY_SHIFT = 5
const ENTRIES_PER_SECTOR = 16

export class GreetingScan {
    /** Short name of the file found last, as it stands there. */
    name = ""
    /** How many of those found needed a copy. */
    copies = 0
    /** The entry that is looked at next, counted from the folder's beginning. */
    private next = 0

    /** @param folderCluster of the greetings */
    constructor(
        private readonly volume: Volume,
        private readonly folderCluster: number
    ) {}

    /** @returns the next file but default.wav; undefined: there is none left. @throws as the card does. Waits: for a sector or some. */
    async find(): Promise<Entry | undefined> {
        const { volume } = this
        const { sector } = volume
        const chain = new Chain(volume, this.folderCluster)
        while (true) {
            const from = await chain.sectorAt(Math.idiv(this.next, ENTRIES_PER_SECTOR))
            if (from === undefined) return undefined
            await volume.loadSector(from)
            const at = (this.next << ENTRY_SHIFT) & (SECTOR_BYTES - 1)
            if (sector[at] === ENTRY_END) return undefined
            this.next++
            if (sector[at] === ENTRY_DELETED) continue
            if ((sector[at + ENTRY_ATTRIBUTES_AT] & NO_GREETING) !== 0) continue
            this.name = sector.slice(at, at + ENTRY_NAME_BYTES).toString()
            if (this.name.slice(EXTENSION_AT) === EXTENSION && this.name !== ORDINARY)
                return entryOf(sector, at)
        }
    }

    /** The file of a copy. @returns undefined: it was not made yet */
    async copyFile(name: string): Promise<Entry | undefined> {
        return await findEntry(this.volume, this.folderCluster, name)
    }
}
