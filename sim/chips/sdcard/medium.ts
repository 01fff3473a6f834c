/** What a card's sectors are when their busy ends, also where power fails at that moment. */
import type { Random } from "../../clock/random.ts"
import type { Scheduler, Timer } from "../../clock/scheduler.ts"
import { SECTOR_BYTES, type SectorImage } from "./card-image.ts"
import type { CardKind } from "./card-kind.ts"
import type { CutVariant, PowerCutter } from "./power-cut.ts"
import type { WriteRun } from "./write-log.ts"

const ERASED_BYTES = { zeros: 0x00, ones: 0xff }
const HALF_BYTES = SECTOR_BYTES / 2
/** "reordered" waits for the next write so long: the gap between two bursts of a recording, and the card's time. */
const NEXT_WRITE_MAX_US = 2_000_000

/** One sector with its content. */
interface Sector {
    readonly lba: number
    readonly bytes: Uint8Array
}

interface HeldSector extends Sector {
    readonly timer: Timer
}

export interface MediumParts {
    readonly image: SectorImage
    readonly kind: CardKind
    readonly scheduler: Scheduler
    readonly random: Random
    readonly cutter: PowerCutter
}

export class Medium {
    /** Written by what the card says, and lost when power fails. */
    private held: HeldSector | undefined

    constructor(private readonly parts: MediumParts) {}

    /** Power is about to fail. */
    get isDoomed(): boolean {
        return this.held !== undefined
    }

    read(lba: number): Uint8Array {
        return this.held?.lba === lba ? this.held.bytes.slice() : this.parts.image.read(lba)
    }

    /**
     * The busy of a sector ends.
     *
     * @param onHeld told when the card holds the sector, before power fails
     */
    program(sector: Sector, run: WriteRun, onHeld: () => void): void {
        const isNextAfterHeld = this.isDoomed
        const variant = this.parts.cutter.count()
        if (variant === undefined || variant === "after") this.write(sector, run)
        else if (variant === "reordered") this.hold(sector)
        else this.ruin(sector, run, variant)
        const isHeld = variant === undefined || variant === "after" || variant === "reordered"
        if (isHeld) onHeld()
        if (isNextAfterHeld || (variant !== undefined && variant !== "reordered")) this.cut()
    }

    /** What sectors under erasure read as. */
    erased(lba: number): Uint8Array {
        const { kind } = this.parts
        if (kind.erased === "stale") return this.read(lba)
        return new Uint8Array(SECTOR_BYTES).fill(ERASED_BYTES[kind.erased])
    }

    erase(lba: number, sectorCount: number): void {
        const { image, kind } = this.parts
        if (kind.erased !== "stale") image.fill(lba, sectorCount, ERASED_BYTES[kind.erased])
    }

    /** Power is gone. */
    drop(): void {
        this.parts.scheduler.cancel(this.held?.timer)
        this.held = undefined
    }

    private write({ lba, bytes }: Sector, run: WriteRun): void {
        const { image } = this.parts
        run.undo.push({ lba, bytes: image.read(lba) })
        image.write(lba, bytes)
    }

    private hold(sector: Sector): void {
        const timer = this.parts.scheduler.after(NEXT_WRITE_MAX_US, () => this.cut())
        this.held = { ...sector, timer }
    }

    private cut(): void {
        this.drop()
        this.parts.cutter.fire()
    }

    private ruin(sector: Sector, run: WriteRun, variant: CutVariant): void {
        const { image } = this.parts
        if (variant === "stream-lost") {
            for (const { lba, bytes } of run.undo.reverse()) image.write(lba, bytes)
            run.committedCount = 0
            return
        }
        image.write(sector.lba, this.ruined(sector, variant))
    }

    private ruined({ lba, bytes }: Sector, variant: CutVariant): Uint8Array {
        const result = this.parts.image.read(lba)
        if (variant === "torn-first") result.set(bytes.subarray(0, HALF_BYTES))
        else if (variant === "torn-second") result.set(bytes.subarray(HALF_BYTES), HALF_BYTES)
        else if (variant === "zeros") result.fill(0x00)
        else if (variant === "ones") result.fill(0xff)
        else if (variant === "garbage")
            for (let i = 0; i < SECTOR_BYTES; i++) result[i] = this.parts.random.nextInteger(0, 255)
        return result
    }
}
