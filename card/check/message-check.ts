/** Each message: its header, its sound to the last byte, its serial and its parts. docs/card-layout.md, "A message". */
import { MESSAGES } from "../layout/files.ts"
import { packDate, packTime } from "../layout/fat-time.ts"
import {
    decodeHeader,
    faultOfHeader,
    junkAfter,
    type MessageHeader,
} from "../layout/message-header.ts"
import { SECTOR_BYTES } from "../layout/slot.ts"
import { type Findings, type SectorSource } from "./finding.ts"
import { type SlotView } from "./slot-view.ts"
import { bufferOf, type CheckedVolume, clusterSector, sectorOf } from "./volume.ts"

const AWAY = {
    machine: "makes the slot free again, while nothing goes on",
    owner: "nothing: there is no message in it",
}
const CUT_SHORT = {
    machine: "plays it as far as it goes",
    owner: "nothing, if you have deleted that part on a PC; else export the message, and let the PC test the card",
}
const KEEP = { owner: "export the message: players may stop at its end with a complaint" }

/** A message with a good header. */
export interface CheckedMessage {
    readonly slot: SlotView
    readonly header: MessageHeader
}

/** @returns undefined: no message, which is in `findings` */
export function checkMessage(
    slot: SlotView,
    source: SectorSource,
    volume: CheckedVolume,
    findings: Findings
): CheckedMessage | undefined {
    const start = clusterSector(volume, slot.firstCluster)
    const where = `${MESSAGES}/${slot.item?.name} (slot ${slot.number})`
    const sector = sectorOf(source, start)
    const header = decodeHeader(sector)
    if (!header) {
        findings.fault("header", where, "it has no good header of ours", AWAY)
        return undefined
    }
    const fault = faultOfHeader(sector, header)
    if (fault !== undefined) findings.fault("header-chunks", where, fault, KEEP)
    checkEnd(header, start, source, where, findings)
    checkTime(slot, header, where, findings)
    return { slot, header }
}

/** Serials are each message's own; parts go on where their heads say. */
export function checkSerials(
    messages: readonly CheckedMessage[],
    lastSerial: number,
    findings: Findings
): void {
    const bySerial = new Map<number, CheckedMessage>()
    const byCluster = new Map(messages.map(each => [each.slot.firstCluster, each]))
    for (const message of messages) {
        const { slot, header } = message
        const where = `${MESSAGES}/${slot.item?.name} (slot ${slot.number})`
        if (header.nextCluster !== 0)
            checkNext(message, byCluster.get(header.nextCluster), where, findings)
        if (header.part > 0) continue
        const twin = bySerial.get(header.serial)
        if (twin)
            findings.fault(
                "serial-twice",
                where,
                `slot ${twin.slot.number} has serial ${header.serial}, too`,
                {
                    owner: "export both messages, and delete one of them",
                }
            )
        bySerial.set(header.serial, message)
        if (header.serial > lastSerial)
            findings.note(
                "serial-ahead",
                where,
                `serial ${header.serial}, the index knows ${lastSerial}`,
                {
                    machine: "takes it over into the index, while nothing goes on",
                }
            )
    }
}

function checkNext(
    head: CheckedMessage,
    next: CheckedMessage | undefined,
    where: string,
    findings: Findings
): void {
    const { part, headCluster } = head.header
    const first = part > 0 ? headCluster : head.slot.firstCluster
    const isRight =
        next !== undefined &&
        next.header.headCluster === first &&
        next.header.serial === head.header.serial &&
        next.header.part === head.header.part + 1
    if (!isRight)
        findings.fault(
            "part-lost",
            where,
            `it goes on in a slot that holds no part ${head.header.part + 2} of it`,
            CUT_SHORT
        )
}

/** RIFF: the chunk behind the sound ends where the file ends. */
function checkEnd(
    header: MessageHeader,
    start: number,
    source: SectorSource,
    where: string,
    findings: Findings
): void {
    const junk = junkAfter(header.sampleCount)
    const first = Math.floor(junk.at / SECTOR_BYTES)
    const last = Math.floor((junk.at + 7) / SECTOR_BYTES)
    const bytes = bufferOf(source.read(start + first, last - first + 1))
    const at = junk.at - first * SECTOR_BYTES
    const isRight =
        bytes.toString("latin1", at, at + 4) === "JUNK" &&
        bytes.readUInt32LE(at + 4) === junk.sizeBytes
    if (!isRight)
        findings.fault(
            "riff-end",
            where,
            `no chunk from the end of the sound (byte ${junk.at}) to the end of the file`,
            KEEP
        )
}

function checkTime(slot: SlotView, header: MessageHeader, where: string, findings: Findings): void {
    if (slot.place !== "own" || !slot.item) return
    const made = { date: slot.item.madeDate, time: slot.item.madeTime }
    if (made.date !== packDate(header.at) || made.time !== packTime(header.at))
        findings.note("time-differs", where, "the folder has another time than the header", {
            machine: "goes by the header",
        })
}
