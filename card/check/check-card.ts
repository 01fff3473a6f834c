/**
 * The checker: everything that must hold on a card, on the level of FAT and on that of our layout.
 *
 * A pure function of the card's sectors; docs/card-layout.md and fatgen103 are what it goes by.
 */
import { FOLDER, GREETINGS, MESSAGES, README } from "../layout/files.ts"
import { Nibble } from "../layout/state.ts"
import { checkArmed } from "./armed-check.ts"
import { checkCalls } from "./calls-check.ts"
import { type Finding, Findings, type SectorSource, UNPREPARED } from "./finding.ts"
import { checkGreeting } from "./greeting-check.ts"
import { checkExtent, checkIndex, type CheckedIndex, nibbleIn } from "./index-check.ts"
import { checkMessage, type CheckedMessage, checkSerials } from "./message-check.ts"
import { checkOwnerFiles } from "./owner-files.ts"
import { checkSettingsCopy } from "./settings-check.ts"
import { checkSlot } from "./slot-check.ts"
import {
    type MessagesFolder,
    readMessagesFolder,
    slotsByName,
    slotsOfExtent,
    type SlotView,
} from "./slot-view.ts"
import { Table } from "./table.ts"
import { Tree } from "./tree.ts"
import { checkFsInfo, type CheckedVolume, readVolume } from "./volume.ts"

export interface CardReport {
    readonly findings: readonly Finding[]
    /** Found in all of a code, of which the list has the first twenty. */
    countOf(code: string): number
    /** undefined: there is no volume */
    readonly volume: CheckedVolume | undefined
    readonly freeClusters: number
    readonly slots: readonly SlotView[]
    /** Later parts of long messages, too. */
    readonly messages: readonly CheckedMessage[]
    readonly index: CheckedIndex | undefined
}

const MADE = { machine: "makes it when the card is in it next" }

/** Check a card. Waits for nothing; reads both tables, all folders, and a sector or two of each message. */
export function checkCard(source: SectorSource): CardReport {
    const findings = new Findings()
    const volume = readVolume(source, findings)
    const report = {
        findings: findings.list,
        countOf: (code: string) => findings.countOf(code),
        volume,
    }
    const nothing = { freeClusters: 0, slots: [], messages: [], index: undefined }
    if (!volume) return { ...report, ...nothing }
    const table = new Table(source, volume, findings)
    const tree = new Tree(source, volume, table, findings)
    const { free, lost, firstLost } = table.count()
    if (lost > 0)
        findings.fault(
            "lost-clusters",
            `cluster ${firstLost}`,
            `${lost} clusters are taken and belong to no file`
        )
    checkFsInfo(source, volume, free, findings)
    const ours = new LayoutCheck(source, volume, table, tree, findings).run()
    return { ...report, freeClusters: free, ...ours }
}

class LayoutCheck {
    constructor(
        private readonly source: SectorSource,
        private readonly volume: CheckedVolume,
        private readonly table: Table,
        private readonly tree: Tree,
        private readonly findings: Findings
    ) {}

    run(): Pick<CardReport, "slots" | "messages" | "index"> {
        const { tree, findings } = this
        const nothing = { slots: [], messages: [], index: undefined }
        if (!tree.find(FOLDER)) {
            findings.note("new-card", FOLDER, "there is no such folder yet", UNPREPARED)
            return nothing
        }
        for (const path of [GREETINGS, README])
            if (!tree.find(path)) findings.note("file-missing", path, "there is none yet", MADE)
        checkCalls(tree, findings)
        checkGreeting(tree, findings)
        checkOwnerFiles(path => tree.content(path), findings)
        const item = tree.find(MESSAGES)
        if (!item?.isFolder) {
            findings.note("new-card", MESSAGES, "there is no such folder yet", UNPREPARED)
            return nothing
        }
        const index = checkIndex(tree, findings)
        if (index?.spare) checkSettingsCopy(index.spare, tree, this.source, this.volume, findings)
        const slots = this.slots(readMessagesFolder(tree, item), index)
        return { slots, messages: this.checkSlots(slots, index), index }
    }

    private slots(folder: MessagesFolder, index: CheckedIndex | undefined): SlotView[] {
        if (!index) return slotsByName(folder).map(slot => ({ ...slot, nibble: undefined }))
        const { extents, readyCount } = index.first.facts!
        if (readyCount < index.slotCount)
            this.findings.note(
                "slots-unmade",
                MESSAGES,
                `${index.slotCount - readyCount} slots are still to be made`,
                {
                    machine: "makes them, while nothing goes on",
                }
            )
        let number = 1
        return extents.flatMap(extent => {
            const first = number
            number += extent.slotCount
            if (!checkExtent(extent, this.volume, folder.clusters, this.findings)) return []
            return slotsOfExtent(extent, first, readyCount, this.volume, folder).map(slot => ({
                ...slot,
                nibble: nibbleIn(index, slot.number - 1),
            }))
        })
    }

    private checkSlots(
        slots: readonly SlotView[],
        index: CheckedIndex | undefined
    ): CheckedMessage[] {
        const { source, volume, findings } = this
        const messages: CheckedMessage[] = []
        for (const slot of slots) {
            checkSlot(slot, this.table, findings)
            if (slot.state === undefined) continue
            if (slot.state !== "free") {
                const message = checkMessage(slot, source, volume, findings)
                if (message) messages.push(message)
            } else if (slot.nibble === Nibble.Armed)
                checkArmed(slot, index!.first.facts!.erasedByte, source, volume, findings)
        }
        checkSerials(messages, index?.first.facts!.lastSerial ?? Infinity, findings)
        return messages
    }
}
