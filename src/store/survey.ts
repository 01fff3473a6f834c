/**
 * Once after each mount, in idle: compares the folder with the index. What a PC or a cut has done is taken over, and put
 * right where it has to be. docs/card-layout.md, "What a mount makes good".
 */
import { SECTOR_BYTES } from "../hal/block-device"
import { takeRun } from "../fat/allocation"
import { Chain } from "../fat/chain"
import { entryCluster, isDamaged } from "../fat/directory"
import { ENTRY_ATTRIBUTES_AT, ENTRY_BYTES, ENTRY_END } from "../fat/layout"
import { rebuildIndex } from "./index-rebuild"
import { decodeEnvelope, decodeSerial } from "./message-header"
import { fatMinute } from "./fat-time"
import { isEmptyHalf, mendSector } from "./slot-mender"
import { FREE_ATTRIBUTES, HALF_BYTES, hasFreeName, putNewSlot, SHORT_IN_HALF } from "./slot-entry"
import { isEntryOf, isSlotEntry, SlotFolder } from "./slot-folder"
import { kindAt, OLD, SlotState } from "./slot-state"
import { settleFree } from "../fat/fs-info"

/** Of the folder, in one step: some 40 ms. */
const STEP_SECTORS = 16

export class Survey {
    private chain: Chain | undefined
    private sectorIndex = 0
    /** Slots whose homes have gone by. */
    private seen = 0
    private isAnew = false
    /** Also what a PC may have put elsewhere in the folder is looked at. */
    private isWide = false

    constructor(private readonly folder: SlotFolder) {}

    /** Another card may be in. */
    beginSurvey(isAnew = false): void {
        const { folder } = this
        this.isAnew = isAnew
        folder.isCompared = this.isWide = false
        this.beginWalk()
        const { counts, isRebuilt } = folder.index
        for (let state = SlotState.Moved; state < SlotState.Message; state++)
            if (counts[state] > 0) this.isWide = true
        if (counts[SlotState.Retired] > 0 && !isRebuilt) this.isWide = true
    }

    private beginWalk(): void {
        const { volume, cluster } = this.folder
        this.seen = 0
        this.sectorIndex = 0
        this.chain = new Chain(volume, cluster)
    }

    /** @returns whether there is more to do. @throws Fault as the card does. Waits: some 40 ms. */
    async surveyNext(): Promise<boolean> {
        const { folder, chain } = this
        if (chain === undefined) return false
        for (let i = 0; i < STEP_SECTORS; i++) {
            const from = await chain.sectorAt(this.sectorIndex)
            if (from === undefined) {
                this.chain = undefined
                // The index is of another folder of that name: a PC has put one here.
                if (this.seen < folder.index.slotCount() && !this.isAnew) {
                    await folder.index.wipe()
                    folder.armed.insert(0, -folder.armed.length)
                    await rebuildIndex(folder)
                    this.beginSurvey(true)
                    return true
                }
                await settleFree(folder.volume)
                await folder.index.writeBack()
                folder.isCompared = !this.isWide
                return false
            }
            this.sectorIndex++
            await this.lookAtSector(from)
        }
        return true
    }

    private async lookAtSector(from: number): Promise<void> {
        const { folder } = this
        const { volume, index } = folder
        const { sector } = volume
        const home = folder.firstSlotIn(from)
        if (home === undefined && !this.isWide) return
        await volume.loadSector(from)
        await this.lookForMoved(from, home)
        if (home === undefined) return
        for (let slot = home; slot < home + 2 && slot < index.slotCount(); slot++) {
            const cluster = folder.locate(slot)
            if (folder.sector !== from) return
            this.seen++
            if (isEntryOf(sector, folder.shortAt, cluster))
                await this.compareEntry(slot, SlotState.Message)
            else if (this.isWide) await this.miss(slot)
            else {
                this.isWide = true
                return this.beginWalk()
            }
        }
    }

    /** Entries of slots that are not at home. @param home the first slot whose home it is */
    private async lookForMoved(from: number, home: number | undefined): Promise<void> {
        const { folder } = this
        const { sector } = folder.volume
        for (let at = 0; at < SECTOR_BYTES; at += ENTRY_BYTES) {
            if (sector[at] === ENTRY_END && home === undefined) return
            if (!isSlotEntry(sector, at)) continue
            const slot = folder.slotOf(entryCluster(sector, at))
            const isHomePlace = (at & (HALF_BYTES - 1)) === SHORT_IN_HALF
            const isHome = home !== undefined && slot === home + (at >> 8) && isHomePlace
            if (slot === undefined || isHome) continue
            folder.sector = from
            folder.shortAt = at
            await this.compareEntry(slot, SlotState.Moved)
        }
    }

    /** The entry of a slot is in `volume.sector`, and it is afterwards. @param base Message: at home; Moved: elsewhere */
    private async compareEntry(slot: number, base: SlotState): Promise<void> {
        const { folder } = this
        const { volume, index, sector: from, shortAt } = folder
        const { sector } = volume
        const state = await index.stateOf(slot)
        const isFree = state <= SlotState.Armed
        const kind = kindAt(sector, shortAt)
        const isFreeName = hasFreeName(sector, shortAt)
        const isHidden = sector[shortAt + ENTRY_ATTRIBUTES_AT] === FREE_ATTRIBUTES
        if (isFreeName && isFree && isHidden) return
        if (!isFreeName && isMessageAt(base, state)) {
            folder.noteUrgent(slot)
            return await index.putState(slot, (state & 12) | kind)
        }
        let isMessage = false
        if (isFreeName) isMessage = await this.commitAgain(slot, state)
        else {
            volume.keepSector()
            isMessage = await this.isAdopted(slot, base | kind)
        }
        await volume.loadSector(from)
        folder.sector = from
        folder.shortAt = shortAt
        // A person has shown a free slot, or given it another name.
        if (!isMessage && (isFree || (isFreeName && !isHidden))) await folder.putFreeEntry(slot)
    }

    /**
     * The folder says free, and the index something else. Slots of unheard messages are never made free: the card has not
     * kept what it took, and the message is committed once more.
     */
    private async commitAgain(slot: number, state: number): Promise<boolean> {
        const { folder } = this
        const { volume } = folder
        await volume.loadSector(folder.startSector(slot))
        const isUnheard = (state & ~OLD) === SlotState.Message
        const isMessage = isUnheard && decodeSerial(volume.sector) !== undefined
        if (isMessage) await folder.commit(slot, decodeEnvelope(volume.sector))
        else await this.link(slot)
        return isMessage
    }

    /** Take a slot for a message, if it has the header of one. */
    private async isAdopted(slot: number, state: number): Promise<boolean> {
        const { folder } = this
        const { volume, index } = folder
        await volume.loadSector(folder.startSector(slot))
        const serial = decodeSerial(volume.sector)
        if (serial === undefined) return false
        if (index.noteSerial(serial) && index.isRebuilt) index.endRoundAt(slot)
        const envelope = decodeEnvelope(volume.sector)
        index.noteWhen(fatMinute(envelope.at))
        await folder.setState(slot, (await folder.isPart(slot, envelope)) ? SlotState.Part : state)
        return true
    }

    /** The entry of a slot is not where it was made; its home is in `volume.sector`, and it is afterwards. */
    private async miss(slot: number): Promise<void> {
        const { folder } = this
        const { volume, index, sector: from, shortAt } = folder
        const { sector } = volume
        const state = await index.stateOf(slot)
        const missing = await folder.linksMissing(slot)
        const isLost = isDamaged(sector, shortAt)
        if (!missing && isLost) return await mendSector(folder, slot)
        // It may be found elsewhere in the folder, or was moved out of it.
        if (missing === 0 && state < SlotState.Message) return
        if (!missing || !(isLost || isEmptyHalf(sector, shortAt))) {
            if (state !== SlotState.Retired) await folder.retire(slot)
            return
        }
        // Deleted on a PC: until its chain is whole again it is no free slot.
        await folder.setState(slot, SlotState.Retired)
        await index.writeBack()
        putNewSlot(sector, shortAt, slot + 1, folder.locate(slot))
        await volume.storeSector(from)
        await this.link(slot)
        await volume.loadSector(from)
    }

    /** See that a free slot has its chain; `volume.sector` is another one then. */
    private async link(slot: number): Promise<void> {
        const { folder } = this
        if ((await folder.index.stateOf(slot)) <= SlotState.Armed) return
        const missing = await folder.linksMissing(slot)
        if (missing === undefined) return
        const clusters = folder.clustersPerSlot()
        if (missing > 0) await takeRun(folder.volume, folder.locate(slot), clusters, clusters)
        await folder.setState(slot, SlotState.Free)
    }
}

/** Whether the index knows a message at home (Message), or elsewhere (Moved). */
function isMessageAt(base: SlotState, state: number): boolean {
    return base === SlotState.Message ? state >= base : (state & 12) === base
}
