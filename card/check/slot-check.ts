/** Each slot against the table, the folder and the index. docs/card-layout.md, "Slots" and "What a mount makes good". */
import { MESSAGES } from "../layout/files.ts"
import { Nibble, stateOfNibble } from "../layout/state.ts"
import { Hidden, System } from "../layout/slot.ts"
import { type Findings } from "./finding.ts"
import { type SlotView } from "./slot-view.ts"
import { type Table } from "./table.ts"

const TAKEN_OVER = { machine: "takes it over into the index, while nothing goes on" }
const RETIRED = {
    machine: "does not use the slot any more",
    owner: "copy your messages, let the PC repair the card, and run afterbeep card make",
}

/** What is wrong with the slot itself. */
export function checkSlot(slot: SlotView, table: Table, findings: Findings): void {
    const where = `slot ${slot.number}${slot.item ? `, ${MESSAGES}/${slot.item.name}` : ""}`
    if (slot.place === "damaged")
        return findings.fault("slot-entry", where, "its entry in the folder is damaged", {
            machine:
                "makes the entry anew from the message's header, while nothing goes on, where its clusters are whole",
        })
    if (slot.place === "deleted") return checkDeleted(slot, table, where, findings)
    checkChain(slot, where, findings)
    if (slot.place === "moved" && slot.state !== "free")
        findings.note("slot-moved", where, "the message was renamed on a PC", {
            machine: "plays it under its new name",
        })
    const attributes = slot.item!.attributes
    if (slot.state === "free" && (attributes & (Hidden | System)) !== (Hidden | System))
        findings.note("slot-shown", where, "a free slot is not hidden", {
            machine: "hides it, while nothing goes on",
        })
    checkNibble(slot, where, findings)
}

function checkDeleted(slot: SlotView, table: Table, where: string, findings: Findings): void {
    if (slot.nibble === Nibble.Retired) return
    if (table.isFree(slot.firstCluster))
        return findings.note("slot-deleted", where, "it was deleted on a PC", {
            machine: "makes the slot anew, while nothing goes on",
        })
    if (table.owners[slot.firstCluster] === 0)
        return findings.note(
            "slot-entries-gone",
            where,
            "its entries are gone, its clusters are not free",
            {
                machine: "makes the entries of a free slot anew, while nothing goes on",
            }
        )
    findings.note(
        "slot-taken",
        where,
        "it was deleted on a PC, and other files are where it was",
        RETIRED
    )
}

function checkChain(slot: SlotView, where: string, findings: Findings): void {
    const { clusters, isWhole } = slot.item!
    const isRun = clusters.every((cluster, i) => cluster === slot.firstCluster + i)
    if (!isWhole || !isRun)
        findings.fault("slot-chain", where, "its clusters are not one run any more", RETIRED)
}

function checkNibble(slot: SlotView, where: string, findings: Findings): void {
    const { nibble, state } = slot
    if (nibble === undefined || nibble === Nibble.Part) return
    if (nibble === Nibble.Retired)
        return findings.note("slot-retired", where, "the machine does not use it any more", {
            machine: "looks at it again when the card is in it next",
        })
    const known = stateOfNibble(nibble) ?? "free"
    if (known !== state)
        findings.note(
            "index-behind",
            where,
            `the index says ${known}, the folder ${state}`,
            TAKEN_OVER
        )
}
