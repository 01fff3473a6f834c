/** Checking a card that is mounted: what can be seen of our layout in a folder. */
import { Findings, UNPREPARED } from "../check/finding.ts"
import { checkCallLines, noteChanged } from "../check/calls-check.ts"
import { checkOwnerFiles } from "../check/owner-files.ts"
import { CALLS_BYTES } from "../layout/calls-csv.ts"
import { CALLS, FOLDER, INDEX, INDEX_2, MESSAGES } from "../layout/files.ts"
import { decodePage, INDEX_BYTES } from "../layout/index-page.ts"
import { decodeHeader, faultOfHeader, junkAfter } from "../layout/message-header.ts"
import { FREE_NAME_BEGINNING, SECTOR_BYTES, SLOT_BYTES } from "../layout/slot.ts"
import { type CardFiles, findItem, readWhole } from "../volume/card-files.ts"
import { withFiles } from "../volume/place.ts"
import { listMessages, type Message } from "./message.ts"

const SEARCHES = { machine: "searches the folder for the slots, and writes the index anew" }

/** @throws CardError: no card there */
export function checkFolder(path: string) {
    return withFiles(path, "r", files => {
        const findings = new Findings()
        const missing = [FOLDER, MESSAGES].find(path => !findItem(files, path))
        if (missing !== undefined)
            findings.note("new-card", missing, "there is no such folder yet", UNPREPARED)
        checkIndexFile(files, findings)
        checkCallsFile(files, findings)
        checkOwnerFiles(path => readWhole(files, path), findings)
        const { messages, freeSlots } = listMessages(files)
        for (const message of messages) checkParts(files, message, findings)
        const slots = files.list(MESSAGES).filter(item => item.sizeBytes === SLOT_BYTES)
        for (const item of slots)
            if (
                !item.name.startsWith(FREE_NAME_BEGINNING) &&
                !decodeHeader(files.read(item.path, 0, SECTOR_BYTES))
            )
                findings.note(
                    "header",
                    item.path,
                    "a file as long as a slot without a header of ours"
                )
        const countOf = (code: string) => findings.countOf(code)
        const known = messages.reduce((sum, each) => sum + each.parts.length, freeSlots)
        return { findings: findings.list, countOf, slots: { length: known }, messages }
    })
}

function checkIndexFile(files: CardFiles, findings: Findings): void {
    const second = readWhole(files, INDEX_2)
    const first = readWhole(files, INDEX)
    const file = first?.length !== INDEX_BYTES && second?.length === INDEX_BYTES ? second : first
    if (!file)
        return findings.note("index-missing", INDEX, "there is none, or it is hidden", SEARCHES)
    if (file.length !== INDEX_BYTES)
        return findings.note(
            "index-size",
            INDEX,
            `has ${file.length} bytes, ${INDEX_BYTES} are right`,
            SEARCHES
        )
    const copies = [0, 1].map(copy =>
        decodePage(file.subarray(copy * SECTOR_BYTES, (copy + 1) * SECTOR_BYTES), 0)
    )
    if (!copies[0] && !copies[1])
        findings.note("index-page", INDEX, "neither copy of its first page is good", SEARCHES)
}

function checkCallsFile(files: CardFiles, findings: Findings): void {
    const file = readWhole(files, CALLS)
    if (!file)
        return findings.note("calls-missing", CALLS, "there is none yet", {
            machine: "makes it when the card is in it next",
        })
    if (file.length === CALLS_BYTES) checkCallLines(file, findings)
    else noteChanged(file.length, findings)
}

function checkParts(files: CardFiles, message: Message, findings: Findings): void {
    for (const { item, header } of message.parts) {
        const fault = faultOfHeader(files.read(item.path, 0, SECTOR_BYTES), header)
        const owner = "export the message: players may stop at its end with a complaint"
        if (fault !== undefined) findings.fault("header-chunks", item.path, fault, { owner })
        const junk = junkAfter(header.sampleCount)
        const bytes = files.read(item.path, junk.at, 8)
        if (bytes.toString("latin1", 0, 4) !== "JUNK" || bytes.readUInt32LE(4) !== junk.sizeBytes)
            findings.fault(
                "riff-end",
                item.path,
                `no chunk from the end of the sound (byte ${junk.at}) to the end of the file`,
                { owner }
            )
    }
}
