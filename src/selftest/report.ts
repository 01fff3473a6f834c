/** AFTERBEEP/selftest.txt: what the last self-test has found. docs/card-layout.md. */
import { SECTOR_BYTES } from "../hal/block-device"
import { ensureReport, REPORT_SECTORS } from "../fat/report-file"
import { MessageStore } from "../store/message-store"
import { Finding, partName, verdictName } from "./finding"

const COLUMN = "          "
const BLANK = 0x20
const LINE_FEED = 0x0a

/**
 * Write the report; the file is made where there is none, as README.txt is, and stays where it is from then on.
 *
 * @param title its first line
 * @returns false: no card, or none that can be written. @throws as the card does. Waits: for some sectors
 */
export async function writeReport(
    store: MessageStore,
    title: string,
    findings: Finding[]
): Promise<boolean> {
    // What a cut has left of the tables is looked at before anything is written.
    if (store.tidied === 0) await store.maintain()
    if (store.isReadOnly || store.tidied === 0) return false
    const { volume } = store
    const sector = await ensureReport(volume)
    const text = Buffer.from(reportText(title, findings))
    for (let i = 0; i < REPORT_SECTORS; i++) {
        volume.sector.fillAt(0, SECTOR_BYTES, BLANK)
        if (i * SECTOR_BYTES < text.length)
            volume.sector.blitAt(0, text, i * SECTOR_BYTES, SECTOR_BYTES)
        if (i === REPORT_SECTORS - 1) volume.sector[SECTOR_BYTES - 1] = LINE_FEED
        await volume.storeSector(sector + i)
    }
    return true
}

/** A line for each part, and below it what to do. */
export function reportText(title: string, findings: Finding[]): string {
    const lines: string[] = [title, ""]
    for (const each of findings) {
        const { part, verdict, found, advice } = each
        lines.push(column(partName(part)) + column(verdictName(verdict)) + found)
        if (advice !== "") lines.push(COLUMN + COLUMN + "-> " + advice)
    }
    lines.push("")
    lines.push("What each part is, and what to do: docs/hardware/build.md")
    return lines.join("\n") + "\n"
}

function column(text: string): string {
    return (text + COLUMN).slice(0, COLUMN.length)
}
