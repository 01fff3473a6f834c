/** What the checker found, as a person reads it. */
import { counted } from "../layout/counted.ts"
import { type CardReport } from "../check/check-card.ts"
import { type Finding, NOTHING } from "../check/finding.ts"

/** What is told of a card as a whole. */
export type ReportedCard = Pick<CardReport, "findings" | "countOf"> & {
    readonly volume?: CardReport["volume"]
    readonly slots: { readonly length: number }
    readonly messages: readonly { readonly header: { readonly part: number } }[]
}

/** First whether the card is well, then what was found, what weighs more before what weighs less. */
export function describeReport(
    path: string,
    report: ReportedCard,
    told: readonly Finding[]
): string {
    const [faults, notes] = (["fault", "note"] as const).map(severity => [
        ...linesOf(
            report,
            told.filter(each => each.severity === severity)
        ),
    ])
    const heading = notes!.length > 0 ? ["Notes, which are no faults:"] : []
    return [...summaryOf(path, report, told), ...faults!, ...heading, ...notes!].join("\n")
}

function linesOf(report: ReportedCard, told: readonly Finding[]): string[] {
    const lines = told.map(describeFinding)
    for (const code of new Set(told.map(each => each.code))) {
        const more = report.countOf(code) - told.filter(each => each.code === code).length
        if (more > 0) lines.push(`… and ${more} more of this kind: ${code}`)
    }
    return lines
}

/** One thing that was found, in a line or more. */
export function describeFinding({ severity, where, what, machine, owner }: Finding): string {
    const lines = [`${severity === "fault" ? "FAULT" : "note"}: ${where}: ${what}`]
    if (machine !== NOTHING) lines.push(`   the machine: ${machine}`)
    if (owner !== NOTHING) lines.push(`   you: ${owner}`)
    return lines.join("\n")
}

function summaryOf(path: string, report: ReportedCard, told: readonly Finding[]): string[] {
    const { volume, slots, messages } = report
    // A long message is one, however many slots it has.
    const messageCount = messages.filter(each => each.header.part === 0).length
    const faults = countAll(report, "fault")
    const notes = countAll({ ...report, findings: untold(report, told) }, "note")
    const kind = volume ? `${volume.isFat32 ? "FAT32" : "FAT16"}, ` : ""
    const verdict = faults > 0 ? `${counted(faults, "fault")}.` : "this card is well."
    const lines = [
        `${path}: ${verdict}`,
        `${kind}${counted(slots.length, "slot")}, ${counted(messageCount, "message")}.`,
    ]
    if (notes > 0)
        lines.push(`${counted(notes, "note")}, no faults: you need do nothing. --notes tells more.`)
    return lines
}

/** Of kinds that are not told at all. */
function untold({ findings }: ReportedCard, told: readonly Finding[]): readonly Finding[] {
    const codes = new Set(told.map(each => each.code))
    return findings.filter(each => !codes.has(each.code))
}

/** Also what is not in the list any more, because there were many of its kind. */
function countAll({ findings, countOf }: ReportedCard, severity: Finding["severity"]): number {
    const codes = new Set(
        findings.filter(each => each.severity === severity).map(each => each.code)
    )
    return [...codes].reduce((sum, code) => sum + countOf(code), 0)
}
