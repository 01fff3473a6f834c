/** What the checker found, in words for the card's owner. */

/** Sectors of a card: an image, a device, or what is in memory. */
export interface SectorSource {
    readonly sectorCount: number
    /** Consecutive sectors; never asked for beyond the end. */
    read(startSector: number, sectorCount: number): Uint8Array
}

/** fault: should not be there after the machine's own work; note: allowed, or what the machine takes care of by itself. */
export type Severity = "fault" | "note"

export interface Finding {
    /** A word for programs, which stays the same. */
    readonly code: string
    readonly severity: Severity
    /** File, folder, slot or sector. */
    readonly where: string
    readonly what: string
    /** What the machine does about it by itself. */
    readonly machine: string
    /** What the owner should do. */
    readonly owner: string
}

/** Of one code, so many are told one by one. */
const EACH_MAX = 20

export const NOTHING = "nothing"

export class Findings {
    readonly list: Finding[] = []
    private readonly counts = new Map<string, number>()

    fault(code: string, where: string, what: string, advice: Partial<Advice> = {}): void {
        this.add({
            code,
            severity: "fault",
            where,
            what,
            machine: NOTHING,
            owner: REPAIR,
            ...advice,
        })
    }

    note(code: string, where: string, what: string, advice: Partial<Advice> = {}): void {
        this.add({
            code,
            severity: "note",
            where,
            what,
            machine: NOTHING,
            owner: NOTHING,
            ...advice,
        })
    }

    /** How often something was found, also what is not in the list any more. */
    countOf(code: string): number {
        return this.counts.get(code) ?? 0
    }

    private add(finding: Finding): void {
        const count = this.countOf(finding.code) + 1
        this.counts.set(finding.code, count)
        if (count <= EACH_MAX) this.list.push(finding)
    }
}

export interface Advice {
    readonly machine: string
    readonly owner: string
}

/** For a card without a place for messages. */
export const UNPREPARED: Advice = {
    machine: "makes the card ready when it is in it next",
    owner: "put it into the machine; or make it ready here, which is quicker: afterbeep card make",
}

/** For what only a PC can put right. */
export const REPAIR =
    "copy your messages to a PC (afterbeep card export), then let the PC repair the card (Linux: fsck.fat -a, Windows: chkdsk /f)"
