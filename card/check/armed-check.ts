/** Slots that wait for a message: full of one byte, or with a call in them that was cut off. docs/card-layout.md. */
import { decodeHeader } from "../layout/message-header.ts"
import { SECTOR_BYTES, SLOT_SECTORS } from "../layout/slot.ts"
import { type Findings, type SectorSource } from "./finding.ts"
import { type SlotView } from "./slot-view.ts"
import { bufferOf, type CheckedVolume, clusterSector } from "./volume.ts"

/** What a mount looks into behind the header: a burst. */
const FIRST_SECTORS = 15

export function checkArmed(
    slot: SlotView,
    erasedByte: number,
    source: SectorSource,
    volume: CheckedVolume,
    findings: Findings
): void {
    const where = `slot ${slot.number}`
    const start = clusterSector(volume, slot.firstCluster)
    const sectors = bufferOf(source.read(start, SLOT_SECTORS))
    if (decodeHeader(sectors.subarray(0, SECTOR_BYTES)))
        return findings.note(
            "call-unfiled",
            where,
            "a call was cut off when its message was being filed",
            {
                machine: "files the message when the card is in it next",
            }
        )
    const first = firstOther(sectors, erasedByte)
    if (first === undefined) return
    if (first >= SECTOR_BYTES && first < (1 + FIRST_SECTORS) * SECTOR_BYTES)
        return findings.note("call-cut", where, "a call was cut off while it was recorded", {
            machine: "makes a message of it when the card is in it next",
        })
    const sector = start + Math.floor(first / SECTOR_BYTES)
    findings.fault("armed-dirty", where, `it should be empty, and is not at sector ${sector}`, {
        owner: "let the PC test the card: it may be failing",
    })
}

function firstOther(bytes: Buffer, erasedByte: number): number | undefined {
    const blank = Buffer.alloc(SECTOR_BYTES, erasedByte)
    for (let at = 0; at < bytes.length; at += SECTOR_BYTES) {
        const sector = bytes.subarray(at, at + SECTOR_BYTES)
        if (!sector.equals(blank)) return at + sector.findIndex(byte => byte !== erasedByte)
    }
    return undefined
}
