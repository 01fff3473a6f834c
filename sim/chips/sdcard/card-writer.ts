import type { Scheduler } from "../../clock/scheduler.ts"
import type { Timeline } from "../../report/timeline.ts"
import { BlockIntake, START_MANY_TOKEN, START_ONE_TOKEN, STOP_TOKEN } from "./block-intake.ts"
import type { CardActivity } from "./card-activity.ts"
import { R2, type CardCommands } from "./card-commands.ts"
import type { CardFaults } from "./card-faults.ts"
import type { CardTiming } from "./card-timing.ts"
import type { Medium } from "./medium.ts"
import { ProgramQueue } from "./program-queue.ts"
import { WriteLog, type WriteRun } from "./write-log.ts"

/**
 * Writing of an SDHC card in SPI mode: CMD24, CMD25 and what follows them up to the end of busy
 * (SD Physical Layer Simplified Specification, clauses 7.2.4 and 7.3.3).
 */

export interface CardWriterParts {
    readonly medium: Medium
    readonly faults: CardFaults
    readonly scheduler: Scheduler
    readonly timeline: Timeline
    readonly timing: CardTiming
    readonly commands: CardCommands
    readonly activity: CardActivity
    readonly sectorCount: number
    readonly report: (text: string) => void
}

/** What the card is doing when a token comes. */
export interface TokenContext {
    readonly atUs: number
    readonly byteUs: number
    readonly busyUntilUs: number
    /** Bytes clocked since the last response. */
    readonly gapBytes: number
}

/** Data response, and the end of the busy after it. */
export interface BlockVerdict {
    readonly response: number
    readonly busyUntilUs: number
}

const DATA_ACCEPTED = 0x05
const DATA_CRC_ERROR = 0x0b
const DATA_WRITE_ERROR = 0x0d
/** Bits of the data response that the standard leaves open. */
const OPEN_BITS = 0xe0

export class CardWriter {
    private readonly queue: ProgramQueue
    private readonly log: WriteLog
    private intake: BlockIntake | undefined
    private run: WriteRun | undefined

    constructor(private readonly parts: CardWriterParts) {
        this.log = new WriteLog(parts.scheduler, parts.timeline)
        this.queue = new ProgramQueue(parts.scheduler, parts.medium, program => {
            program.run.committedCount++
            parts.activity.sectorsWritten++
        })
    }

    get isOpen(): boolean {
        return this.intake !== undefined
    }

    get isMidBlock(): boolean {
        return this.intake?.isMidBlock === true
    }

    get hasFailed(): boolean {
        return this.intake?.hasFailed === true
    }

    openOne(lba: number): void {
        this.open(START_ONE_TOKEN, lba)
    }

    openMany(lba: number): void {
        this.open(START_MANY_TOKEN, lba)
    }

    /** A sector as the card sees it, programmed or not yet. */
    read(lba: number): Uint8Array {
        return this.queue.read(lba)
    }

    erase(lba: number, sectorCount: number, dueUs: number): void {
        this.queue.add({ lba, sectorCount }, dueUs)
    }

    /** A byte that is no command came. @returns the end of the busy that it began, if it did */
    token(token: number, context: TokenContext): number | undefined {
        const intake = this.intake
        const isStop = token === STOP_TOKEN && intake?.isRun
        if (!intake || (token !== intake.startToken && !isStop)) {
            this.parts.report(`byte ${token.toString(16)}: no command, and no token here (7.3.3)`)
            return undefined
        }
        const isMistimed = this.isMistimed(token, context)
        if (!isStop) {
            if (isMistimed) intake.beginDiscarded()
            else intake.begin()
            return undefined
        }
        // The card says nothing of use in the byte after the token; busy comes after it.
        const startUs = context.atUs + 2 * context.byteUs
        const busyUntilUs = isMistimed ? context.busyUntilUs : startUs + this.programUs()
        this.end(busyUntilUs)
        return busyUntilUs
    }

    /** Takes bytes of a block, not beyond its end. @returns how many */
    take(mosi: Uint8Array, from: number): number {
        return this.intake!.take(mosi, from)
    }

    /**
     * What the card says to the block that has just come in completely.
     *
     * @param responseEndUs when the data response, which follows at once, will be over
     * @returns undefined: no block is complete, or it came when none may
     */
    verdict(responseEndUs: number): BlockVerdict | undefined {
        const intake = this.intake
        if (!intake?.isComplete) return undefined
        intake.abandon()
        if (intake.isDiscarding) return undefined
        const code = this.judge(intake)
        let busyUntilUs = responseEndUs
        if (code === DATA_ACCEPTED) {
            busyUntilUs += this.programUs()
            const sector = { lba: intake.lba, bytes: intake.bytes, run: this.run! }
            this.queue.add(sector, busyUntilUs)
            intake.lba++
            this.parts.commands.wellWrittenBlocks++
        } else intake.hasFailed = true
        if (!intake.isRun) this.end(busyUntilUs)
        return { response: (this.parts.timing.undefinedByte() & OPEN_BITS) | code, busyUntilUs }
    }

    /** CS rose inside the block. */
    abandonBlock(): void {
        this.intake?.abandon()
    }

    /** Busy that ends a run, or comes after a block. */
    programUs(): number {
        this.parts.activity.programCount++
        return this.parts.faults.stallUs() ?? this.parts.timing.programUs()
    }

    /** No more blocks come; what was taken is on the medium at `dueUs`. */
    end(dueUs: number): void {
        if (this.run) this.log.end(this.run, dueUs)
        this.run = undefined
        this.intake = undefined
    }

    /** Power is gone: what has not been programmed is lost. */
    cut(): void {
        this.queue.drop()
        this.log.cut()
        this.run = undefined
        this.intake = undefined
    }

    private open(startToken: number, lba: number): void {
        this.intake = new BlockIntake(startToken, lba)
        this.run = this.log.begin(lba)
        this.parts.commands.wellWrittenBlocks = 0
    }

    private isMistimed(token: number, context: TokenContext): boolean {
        const name = `token ${token.toString(16)}`
        if (context.atUs < context.busyUntilUs)
            this.parts.report(`${name}: sent while the card is busy (7.2.4)`)
        else if (this.hasFailed)
            this.parts.report(`${name}: after a refused block, CMD12 must come (7.2.4)`)
        else {
            if (context.gapBytes < 1)
                this.parts.report(`${name}: no byte between it and the response (7.5.2, N_WR)`)
            return false
        }
        return true
    }

    private judge(intake: BlockIntake): number {
        const { commands, faults, report, sectorCount } = this.parts
        if (commands.isCrcOn && !intake.isCrcRight) {
            report(`data block for sector ${intake.lba}: wrong CRC16 (7.2.2)`)
            return DATA_CRC_ERROR
        }
        if (faults.strikes("card-locked")) {
            commands.note(R2.WriteProtectViolation)
            return DATA_WRITE_ERROR
        }
        if (faults.strikes("card-write-error")) {
            commands.note(R2.Error)
            return DATA_WRITE_ERROR
        }
        if (intake.lba < sectorCount) return DATA_ACCEPTED
        report(`data block for sector ${intake.lba}: beyond the last sector (7.2.4)`)
        commands.note(R2.OutOfRange)
        return DATA_WRITE_ERROR
    }
}
