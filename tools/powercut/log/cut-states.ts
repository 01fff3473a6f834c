/**
 * What a card holds after power has failed at a write, made from the log of an uncut run.
 *
 * The same rules as in sim/chips/sdcard/medium.ts, where a scenario's cut is played; test/tools/powercut shows that both leave
 * the same bytes.
 */

import { CUT_VARIANTS, type CutVariant } from "../../../sim/chips/sdcard/power-cut.ts"
import type { Overlay, ReadonlyOverlay } from "../../../sim/chips/sdcard/overlay-image.ts"
import { Random } from "../../../sim/clock/random.ts"
import { isSector, type LogEntry, type LoggedSector } from "./card-log.ts"
import { flashAt, flashKey, type FlashContent, type LoggedFlash } from "./flash-log.ts"
import { StateHash } from "./state-hash.ts"

const SECTOR_BYTES = 512
const HALF_BYTES = SECTOR_BYTES / 2
/** Where no write follows a lost one, power fails so much later. */
const NEXT_WRITE_MAX_US = 2_000_000

/** The card before the log, as far as it must be looked at. */
export interface CardBefore {
    read(lba: number): Uint8Array
    /** What the card holds differs by this from the base. */
    readonly overlay: ReadonlyOverlay
    isOfBase(lba: number, bytes: Uint8Array): boolean
}

export interface CutState {
    /** Of the write, counted from 1 from the beginning of the log. */
    readonly position: number
    readonly variant: CutVariant
    /** Of the card, and of what is in flash. */
    readonly hash: string
    /** When power fails. */
    readonly cutUs: number
    /** The card: `patch` on `below` on the base. `below` is good until the next state is asked for. */
    readonly below: ReadonlyOverlay
    readonly patch: ReadonlyOverlay
    /** What the machine's own flash holds. */
    readonly flash: FlashContent
}

export interface CutPlan {
    readonly before: CardBefore
    readonly entries: readonly LogEntry[]
    /** What flash held meanwhile; it was erased unless stated. */
    readonly flashes?: readonly LoggedFlash[]
    /** Seeds what stands in a sector of chance. */
    readonly name: string
    /** Nine unless stated. */
    readonly variants?: readonly CutVariant[]
    /** Whether a position is wanted; all are. */
    readonly isWanted?: (position: number) => boolean
}

/** Every write of a log, in its order, in every variant. */
export function* cutStates(plan: CutPlan): Generator<CutState> {
    const walk = new Walk(plan)
    for (let index = 0; index < plan.entries.length; index++) {
        const entry = plan.entries[index]!
        if (isSector(entry)) yield* walk.cutsAt(entry, index)
        walk.apply(entry)
    }
}

/** The card's content while a log is gone through. */
class Walk {
    private readonly below: Overlay
    private readonly hash: StateHash
    private position = 0
    /** What the sectors of the command under way held before. */
    private undo: { readonly lba: number; readonly bytes: Uint8Array }[] = []
    private run = -1

    constructor(private readonly plan: CutPlan) {
        const { overlay, isOfBase } = plan.before
        this.below = new Map(overlay)
        this.hash = StateHash.of(overlay, (lba, bytes) => isOfBase(lba, bytes))
    }

    *cutsAt(sector: LoggedSector, index: number): Generator<CutState> {
        if (sector.run !== this.run) this.undo = []
        this.run = sector.run
        const position = ++this.position
        const { isWanted, variants = CUT_VARIANTS, flashes = [] } = this.plan
        if (isWanted && !isWanted(position)) return
        for (const variant of variants) {
            const { patch, cutUs } = this.cut(sector, index, variant)
            const flash = flashAt(flashes, cutUs)
            const hash = this.hashWith(patch) + flashKey(flash)
            yield { position, variant, hash, cutUs, below: this.below, patch, flash }
        }
    }

    apply(entry: LogEntry): void {
        if (isSector(entry)) {
            this.undo.push({ lba: entry.lba, bytes: this.read(entry.lba) })
            this.put(entry.lba, entry.bytes)
        } else for (let i = 0; i < entry.count; i++) this.put(entry.lba + i, entry.bytes)
    }

    private cut(
        sector: LoggedSector,
        index: number,
        variant: CutVariant
    ): { patch: Overlay; cutUs: number } {
        if (variant === "reordered") return this.reordered(sector, index)
        const patch: Overlay = new Map()
        if (variant === "stream-lost")
            for (const { lba, bytes } of this.undo.toReversed()) patch.set(lba, bytes)
        else if (variant !== "before") patch.set(sector.lba, this.ruined(sector, variant))
        return { patch, cutUs: sector.atUs }
    }

    /** The sector is lost, what follows up to the next one is there. */
    private reordered(lost: LoggedSector, index: number): { patch: Overlay; cutUs: number } {
        const patch: Overlay = new Map()
        const limitUs = lost.atUs + NEXT_WRITE_MAX_US
        for (const entry of this.plan.entries.slice(index + 1)) {
            if (entry.atUs > limitUs) break
            if (isSector(entry)) {
                patch.set(entry.lba, entry.bytes)
                return { patch, cutUs: entry.atUs }
            }
            for (let i = 0; i < entry.count; i++) patch.set(entry.lba + i, entry.bytes)
        }
        return { patch, cutUs: limitUs }
    }

    private ruined({ lba, bytes }: LoggedSector, variant: CutVariant): Uint8Array {
        if (variant === "after") return bytes
        const result = this.read(lba).slice()
        if (variant === "torn-first") result.set(bytes.subarray(0, HALF_BYTES))
        else if (variant === "torn-second") result.set(bytes.subarray(HALF_BYTES), HALF_BYTES)
        else if (variant === "zeros") result.fill(0x00)
        else if (variant === "ones") result.fill(0xff)
        else fillByChance(result, new Random(this.position, this.plan.name))
        return result
    }

    private hashWith(patch: ReadonlyOverlay): string {
        const hash = this.hash.copy()
        for (const [lba, bytes] of patch) this.replace(hash, lba, bytes)
        return hash.text
    }

    private put(lba: number, bytes: Uint8Array): void {
        this.replace(this.hash, lba, bytes)
        this.below.set(lba, bytes)
    }

    private replace(hash: StateHash, lba: number, bytes: Uint8Array): void {
        const was = this.below.get(lba)
        if (was) hash.remove(lba, was)
        hash.add(lba, bytes)
    }

    private read(lba: number): Uint8Array {
        return this.below.get(lba) ?? this.plan.before.read(lba)
    }
}

function fillByChance(bytes: Uint8Array, random: Random): void {
    for (let i = 0; i < bytes.length; i++) bytes[i] = random.nextInteger(0, 255)
}
