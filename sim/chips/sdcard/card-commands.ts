import type { Random } from "../../clock/random.ts"
import type { CardActivity } from "./card-activity.ts"
import type { CardFaults } from "./card-faults.ts"
import type { CardKind } from "./card-kind.ts"
import { blockBytes, cid, csd, hasHighCapacity, ocr, scr, sdStatus } from "./card-registers.ts"
import type { CardTiming } from "./card-timing.ts"

/**
 * Commands of an SD card in SPI mode and their responses (SD Physical Layer Simplified Specification, clauses 7.3.1
 * and 7.3.2). What is on the wires, and open transfers, are the caller's (`sd-card-spi.ts`).
 */

export enum R1 {
    Idle = 0x01,
    EraseReset = 0x02,
    IllegalCommand = 0x04,
    CrcError = 0x08,
    EraseSequenceError = 0x10,
    AddressError = 0x20,
    ParameterError = 0x40,
}

/** Second byte of the answer to CMD13 (7.3.2.3). */
export enum R2 {
    EraseSkipped = 0x02,
    Error = 0x04,
    EccFailed = 0x10,
    WriteProtectViolation = 0x20,
    OutOfRange = 0x80,
}

export enum TransferKind {
    ReadOne,
    ReadMany,
    WriteOne,
    WriteMany,
}

/** What the card does about a command. */
export interface Answer {
    /** R1, and what belongs to the longer responses. */
    readonly response: readonly number[]
    /** Busy after the response (R1b). */
    readonly busyUs?: number
    /** A data block that follows, without its CRC. */
    readonly block?: Uint8Array
    /** A transfer that begins. */
    readonly opens?: { readonly kind: TransferKind; readonly lba: number }
    /** Sectors that are erased when busy ends. */
    readonly erases?: { readonly lba: number; readonly sectorCount: number }
}

export interface CardCommandsParts {
    readonly kind: CardKind
    readonly sectorCount: number
    readonly timing: CardTiming
    readonly random: Random
    readonly activity: CardActivity
    readonly faults: CardFaults
    /** A broken rule: what was done and the clause. */
    readonly report: (text: string) => void
}

type Handler = (arg: number, atUs: number) => Answer

const CHECK_PATTERN_VOLTAGE = 0x1
const HIGH_CAPACITY_SUPPORT = 0x40000000
const SECTOR_BYTES = 512
/** Commands that a card answers before it is ready (table 7-3 and clause 7.2.1); ACMD41 comes in addition. */
const IDLE_COMMANDS: readonly number[] = [0, 8, 55, 58, 59]

export class CardCommands {
    isCrcOn = false
    /** Blocks of the last write that the card took (ACMD22). */
    wellWrittenBlocks = 0
    private isIdle = true
    private isAppCommandNext = false
    private knowsHighCapacity = false
    private readyAtUs: number | undefined
    private eraseStart: number | undefined
    private eraseEnd: number | undefined
    private r2 = 0
    /** What a data block holds, on cards where CMD16 can change that. */
    private blockBytes: number
    private readonly cid: Uint8Array
    private readonly commands: ReadonlyMap<number, Handler>
    private readonly appCommands: ReadonlyMap<number, Handler>

    private readonly sectorCount: number

    constructor(private readonly parts: CardCommandsParts) {
        this.sectorCount = parts.sectorCount
        this.blockBytes = blockBytes(parts.kind, parts.sectorCount)
        this.cid = cid(parts.random)
        this.commands = this.buildCommands()
        this.appCommands = this.buildAppCommands()
    }

    /** R1 with these error bits. */
    r1(errors = 0): number {
        return (this.isIdle ? R1.Idle : 0) | errors
    }

    /** Not ready yet: only what finds out what it is may be asked, and slowly. */
    get isIdentifying(): boolean {
        return this.isIdle
    }

    /** Something went wrong outside of a command; CMD13 tells it once. */
    note(error: R2): void {
        this.r2 |= error
    }

    reset(): void {
        this.isCrcOn = false
        this.isIdle = true
        this.isAppCommandNext = false
        this.knowsHighCapacity = false
        this.readyAtUs = undefined
        this.forgetErase()
        this.r2 = 0
        this.blockBytes = blockBytes(this.parts.kind, this.sectorCount)
    }

    execute(index: number, arg: number, atUs: number): Answer {
        const appCommand = this.isAppCommandNext ? this.appCommands.get(index) : undefined
        this.isAppCommandNext = false
        const counts = appCommand
            ? this.parts.activity.appCommandCounts
            : this.parts.activity.commandCounts
        counts[index]!++
        const name = `${appCommand ? "ACMD" : "CMD"}${index}`
        const isLegalIdle = appCommand ? index === 41 : IDLE_COMMANDS.includes(index)
        const handler = appCommand ?? this.commands.get(index)
        if (!handler) return this.refuse(`${name}: not a command of this card (7.3.1.3)`)
        if (this.isIdle && !isLegalIdle)
            return this.refuse(`${name}: before the card is ready (7.2.1)`)
        const eraseReset = this.breaksErase(index) ? R1.EraseReset : 0
        if (eraseReset) this.forgetErase()
        const answer = handler(arg, atUs)
        const [r1, ...rest] = answer.response
        return eraseReset ? { ...answer, response: [r1! | eraseReset, ...rest] } : answer
    }

    private buildCommands(): Map<number, Handler> {
        return new Map<number, Handler>([
            [0, () => (this.reset(), this.plain())],
            [8, arg => this.sendInterfaceCondition(arg)],
            [9, () => this.sendCsd()],
            [10, () => ({ ...this.plain(), block: this.cid })],
            [12, () => this.refuse("CMD12: no transfer is open (7.2.3)")],
            [13, () => this.sendStatus()],
            [16, arg => this.setBlockLength(arg)],
            [17, arg => this.open(TransferKind.ReadOne, arg)],
            [18, arg => this.open(TransferKind.ReadMany, arg)],
            [24, arg => this.open(TransferKind.WriteOne, arg)],
            [25, arg => this.open(TransferKind.WriteMany, arg)],
            [32, arg => this.eraseFrom(arg)],
            [33, arg => this.eraseTo(arg)],
            [38, () => this.erase()],
            [55, () => ((this.isAppCommandNext = true), this.plain())],
            [58, () => this.readOcr()],
            [59, arg => ((this.isCrcOn = (arg & 1) === 1), this.plain())],
        ])
    }

    private buildAppCommands(): Map<number, Handler> {
        return new Map<number, Handler>([
            [13, () => ({ response: [this.r1(), 0], block: sdStatus() })],
            [22, () => ({ ...this.plain(), block: Uint8Array.from(word(this.wellWrittenBlocks)) })],
            [23, () => this.plain()],
            [41, (arg, atUs) => this.sendOperatingCondition(arg, atUs)],
            [51, () => ({ ...this.plain(), block: scr(this.parts.kind) })],
        ])
    }

    private plain(errors = 0): Answer {
        return { response: [this.r1(errors)] }
    }

    private refuse(text: string): Answer {
        this.parts.report(text)
        return this.plain(R1.IllegalCommand)
    }

    /** A card of version 1 does not know the command, which is how a host finds that out (7.2.1). */
    private sendInterfaceCondition(arg: number): Answer {
        if (this.parts.kind.version === 1) return this.plain(R1.IllegalCommand)
        const voltage = (arg >>> 8) & 0x0f
        this.knowsHighCapacity = voltage === CHECK_PATTERN_VOLTAGE
        const accepted = this.knowsHighCapacity ? voltage : 0
        return { response: [this.r1(), 0, 0, accepted, arg & 0xff] }
    }

    private sendCsd(): Answer {
        const { kind, faults } = this.parts
        const block = csd(kind, this.sectorCount, faults.isActive("card-locked"))
        return { ...this.plain(), block }
    }

    private sendStatus(): Answer {
        const r2 = this.r2
        this.r2 = 0
        return { response: [this.r1(), r2] }
    }

    /** Cards of high capacity have blocks of 512 bytes in any case (4.3.2). */
    private setBlockLength(lengthBytes: number): Answer {
        if (lengthBytes < 1 || lengthBytes > blockBytes(this.parts.kind, this.sectorCount))
            return this.plain(R1.ParameterError)
        if (!hasHighCapacity(this.parts.kind)) this.blockBytes = lengthBytes
        else if (lengthBytes !== SECTOR_BYTES) return this.plain(R1.ParameterError)
        return this.plain()
    }

    private readOcr(): Answer {
        return { response: [this.r1(), ...word(ocr(this.parts.kind, !this.isIdle))] }
    }

    /** A high-capacity card gets ready only for a host that said CMD8 and sets HCS (7.2.1). */
    private sendOperatingCondition(arg: number, atUs: number): Answer {
        const hostFits = this.knowsHighCapacity && (arg & HIGH_CAPACITY_SUPPORT) !== 0
        if (hasHighCapacity(this.parts.kind) && !hostFits) return this.plain()
        this.readyAtUs ??= atUs + this.parts.timing.initialisationUs()
        if (atUs >= this.readyAtUs) this.isIdle = false
        return this.plain()
    }

    private open(kind: TransferKind, address: number): Answer {
        if (this.blockBytes !== SECTOR_BYTES) {
            this.parts.report(
                `blocks of ${this.blockBytes} bytes: only 512 are modelled, CMD16 sets them (4.3.2)`
            )
            return this.plain(R1.ParameterError)
        }
        return this.atSector(address, lba => ({ ...this.plain(), opens: { kind, lba } }))
    }

    /** Do something with the sector at an address: sectors on cards of high capacity, bytes on others (4.3.14). */
    private atSector(address: number, run: (lba: number) => Answer): Answer {
        const unit = hasHighCapacity(this.parts.kind) ? 1 : SECTOR_BYTES
        if (address % unit !== 0) {
            this.parts.report(`address ${address}: not at the beginning of a block (7.3.2.1)`)
            return this.plain(R1.AddressError)
        }
        const lba = address / unit
        if (lba < this.sectorCount) return run(lba)
        this.parts.report(
            `sector ${lba}: address out of range, the card has ${this.sectorCount} (7.3.2.1)`
        )
        return this.plain(R1.ParameterError)
    }

    private eraseFrom(address: number): Answer {
        return this.atSector(address, lba => {
            this.eraseStart = lba
            this.eraseEnd = undefined
            return this.plain()
        })
    }

    private eraseTo(address: number): Answer {
        return this.atSector(address, lba => {
            if (this.eraseStart === undefined)
                return this.refuseErase("CMD33: without CMD32 before it")
            this.eraseEnd = lba
            return this.plain()
        })
    }

    private erase(): Answer {
        const { eraseStart: start, eraseEnd: end } = this
        this.forgetErase()
        if (start === undefined || end === undefined)
            return this.refuseErase("CMD38: without CMD32 and CMD33 before it")
        if (end < start) return this.refuseErase(`CMD38: from sector ${start} to ${end}`)
        if (this.parts.faults.strikes("card-locked")) {
            this.note(R2.WriteProtectViolation | R2.EraseSkipped)
            return this.plain()
        }
        this.parts.activity.eraseCount++
        const erases = { lba: start, sectorCount: end - start + 1 }
        return { ...this.plain(), busyUs: this.parts.timing.eraseUs(), erases }
    }

    private refuseErase(text: string): Answer {
        this.forgetErase()
        this.parts.report(`${text} (7.2.8)`)
        return this.plain(R1.EraseSequenceError)
    }

    private breaksErase(index: number): boolean {
        return this.eraseStart !== undefined && ![13, 32, 33, 38].includes(index)
    }

    private forgetErase(): void {
        this.eraseStart = undefined
        this.eraseEnd = undefined
    }
}

function word(value: number): number[] {
    return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]
}
