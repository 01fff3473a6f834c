import type { Scheduler, Timer } from "../../clock/scheduler.ts"
import { SECTOR_BYTES, type CardImage } from "./card-image.ts"
import type { WriteRun } from "./write-log.ts"

/** What the card has taken in and not yet programmed. */
export interface Program {
    readonly lba: number
    readonly sectorCount: number
    /** One sector; absent: erase. */
    readonly bytes?: Uint8Array
    /** The command that it belongs to. */
    readonly run?: WriteRun
}

interface PendingProgram extends Program {
    readonly timer: Timer
}

/**
 * The commit point: a sector is on the medium when its busy ends, not before; without power until then it is lost.
 *
 * Accesses on the bus are worked out a little ahead of the clock, therefore reads look here first.
 */
export class ProgramQueue {
    private pending: PendingProgram[] = []

    /** @param onCommit told after the medium holds it */
    constructor(
        private readonly scheduler: Scheduler,
        private readonly image: CardImage,
        private readonly onCommit: (program: Program) => void
    ) {}

    /** @param dueUs end of busy */
    add(program: Program, dueUs: number): void {
        const timer = this.scheduler.at(dueUs, () => this.commit())
        this.pending.push({ ...program, timer })
    }

    /** A sector as the card sees it. */
    read(lba: number): Uint8Array {
        const program = this.pending.findLast(p => lba >= p.lba && lba < p.lba + p.sectorCount)
        if (!program) return this.image.read(lba)
        return program.bytes?.slice() ?? new Uint8Array(SECTOR_BYTES)
    }

    /** Power is gone. */
    drop(): void {
        for (const program of this.pending) this.scheduler.cancel(program.timer)
        this.pending = []
    }

    private commit(): void {
        const program = this.pending.shift()!
        if (program.bytes) this.image.write(program.lba, program.bytes)
        else this.image.clear(program.lba, program.sectorCount)
        this.onCommit(program)
    }
}
