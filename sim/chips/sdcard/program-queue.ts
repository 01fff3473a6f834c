import type { Scheduler, Timer } from "../../clock/scheduler.ts"
import type { Medium } from "./medium.ts"
import type { WriteRun } from "./write-log.ts"

/** A sector that the card has taken in and not yet programmed. */
export interface SectorProgram {
    readonly lba: number
    readonly bytes: Uint8Array
    /** The command that it belongs to. */
    readonly run: WriteRun
}

/** Sectors that are being erased. */
export interface EraseProgram {
    readonly lba: number
    readonly sectorCount: number
}

type PendingProgram = { readonly timer: Timer } & (SectorProgram | EraseProgram)

/**
 * The commit point: a sector is on the medium when its busy ends, not before; without power until then it is lost.
 *
 * Accesses on the bus are worked out a little ahead of the clock, therefore reads look here first.
 */
export class ProgramQueue {
    private pending: PendingProgram[] = []

    /** @param onCommit told after the card holds a sector */
    constructor(
        private readonly scheduler: Scheduler,
        private readonly medium: Medium,
        private readonly onCommit: (program: SectorProgram) => void
    ) {}

    /** @param dueUs end of busy */
    add(program: SectorProgram | EraseProgram, dueUs: number): void {
        const timer = this.scheduler.at(dueUs, () => this.commit())
        this.pending.push({ ...program, timer })
    }

    /** A sector as the card sees it. */
    read(lba: number): Uint8Array {
        const program = this.pending.findLast(each => covers(each, lba))
        if (!program) return this.medium.read(lba)
        return "bytes" in program ? program.bytes.slice() : this.medium.erased(lba)
    }

    /** Power is gone. */
    drop(): void {
        for (const program of this.pending) this.scheduler.cancel(program.timer)
        this.pending = []
        this.medium.drop()
    }

    private commit(): void {
        const program = this.pending.shift()!
        if ("bytes" in program)
            this.medium.program(program, program.run, () => this.onCommit(program))
        else this.medium.erase(program.lba, program.sectorCount)
    }
}

function covers(program: SectorProgram | EraseProgram, lba: number): boolean {
    const count = "bytes" in program ? 1 : program.sectorCount
    return lba >= program.lba && lba < program.lba + count
}
