/** What the sectors of a card of ours belong to. */

import { FOLDER, INDEX, MESSAGES } from "../../../card/layout/files.ts"
import { INDEX_BYTES } from "../../../card/layout/index-page.ts"
import { SECTOR_BYTES, SLOT_SECTORS } from "../../../card/layout/slot.ts"
import { withCard } from "../../../card/volume/card-image.ts"
import { type Slot, SlotStore } from "../../../card/volume/slot-store.ts"
import { ToolError } from "../../project.ts"

export type Place = "start" | "table" | "folder" | "messages" | "index" | "slot" | "file"

export class Places {
    /** First sectors of the slots. */
    readonly slotStarts: readonly number[]
    /** The sector of the messages folder that each slot's entry is in. */
    readonly entrySectors: readonly number[]
    /** First sector of the folder of messages. */
    readonly messagesFolder: number
    private readonly names = new Map<number, Place>()
    private readonly tables: readonly { first: number; end: number }[]
    private readonly volumeStart: number

    /** Of a card that the machine or `afterbeep card` has made; read now, for those places that never change. */
    static of(path: string): Places {
        return withCard(path, "r", card => {
            const { layout } = card.volume
            const folderOf = (name: string) => {
                const found = card.find(name)
                if (!found) throw new ToolError(`${path}: there is no ${name}`)
                return found.item.firstCluster
            }
            const chain = (cluster: number) =>
                card.volume.table.chain(cluster).flatMap(each => card.volume.clusterSectors(each))
            return new Places({
                ...layout,
                slots: new SlotStore(card).slots,
                sectorOf: cluster => card.sectorOf(cluster),
                folders: chain(folderOf(FOLDER)),
                messages: chain(folderOf(MESSAGES)),
                index: card.sectorOf(folderOf(INDEX)),
            })
        })
    }

    constructor(facts: PlaceFacts) {
        const { slots, sectorOf, fatStartSectors, fatSectors } = facts
        this.slotStarts = slots.map(slot => sectorOf(slot.firstCluster))
        this.entrySectors = slots.map(slot => slot.sector)
        this.messagesFolder = facts.messages[0]!
        this.tables = fatStartSectors.map(first => ({ first, end: first + fatSectors }))
        this.volumeStart = facts.rootStartSector
        for (const sector of facts.folders) this.names.set(sector, "folder")
        for (const sector of facts.messages) this.names.set(sector, "messages")
        for (let i = 0; i < INDEX_BYTES / SECTOR_BYTES; i++)
            this.names.set(facts.index + i, "index")
    }

    of(sector: number): Place {
        const known = this.names.get(sector)
        if (known) return known
        if (this.tables.some(({ first, end }) => sector >= first && sector < end)) return "table"
        if (sector < this.volumeStart) return "start"
        return this.slotOf(sector) === undefined ? "file" : "slot"
    }

    /** The slot that a sector is in, from 0 on; undefined: none. */
    slotOf(sector: number): number | undefined {
        const slot = this.slotStarts.findIndex(
            start => sector >= start && sector < start + SLOT_SECTORS
        )
        return slot < 0 ? undefined : slot
    }
}

export interface PlaceFacts {
    readonly slots: readonly Slot[]
    readonly sectorOf: (cluster: number) => number
    readonly folders: readonly number[]
    readonly messages: readonly number[]
    readonly index: number
    readonly fatStartSectors: readonly number[]
    readonly fatSectors: number
    readonly rootStartSector: number
}
