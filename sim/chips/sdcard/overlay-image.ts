/** A card as the sectors by which it differs from another one, in memory; the other one is only read, and stays as it is. */
import { SECTOR_BYTES, type SectorImage } from "./card-image.ts"

/** Sectors by which a card differs from another; the bytes of a sector in it are never changed, only replaced. */
export type Overlay = Map<number, Uint8Array>
export type ReadonlyOverlay = ReadonlyMap<number, Uint8Array>

/** Told of what changes, in the order in which the card holds it. */
export interface OverlayWatch {
    /** @param bytes one sector, to be kept and not to be changed */
    written(lba: number, bytes: Uint8Array): void
    /** @param bytes what each of the sectors holds now, not to be changed */
    filled(lba: number, count: number, bytes: Uint8Array): void
    /** The card reads a sector. */
    read?(lba: number): void
}

const NOTHING: ReadonlyOverlay = new Map()

export class OverlayImage implements SectorImage {
    readonly sectorCount: number
    watch: OverlayWatch | undefined
    /** What was written since `load`. */
    private own: Overlay = new Map()
    private patch = NOTHING
    private below = NOTHING
    /** What was read of the base; it never changes. */
    private readonly known = new Map<number, Uint8Array>()
    private readonly fills = new Map<number, Uint8Array>()

    constructor(private readonly base: SectorImage) {
        this.sectorCount = base.sectorCount
    }

    /**
     * The card is another one now: the base, `below` on it, and `patch` on that.
     *
     * Neither is copied: they must stay as they are until the next `load`.
     */
    load(below: ReadonlyOverlay, patch = NOTHING): void {
        this.below = below
        this.patch = patch
        this.own = new Map()
    }

    /** All by which it differs from the base by now; the caller's to keep. */
    save(): Overlay {
        return new Map([...this.below, ...this.patch, ...this.own])
    }

    read(lba: number): Uint8Array {
        this.watch?.read?.(lba)
        return this.peek(lba).slice()
    }

    /** A sector that must not be changed. */
    peek(lba: number): Uint8Array {
        const { own, patch, below } = this
        return own.get(lba) ?? patch.get(lba) ?? below.get(lba) ?? this.peekBase(lba)
    }

    /** A sector of the base, which must not be changed. */
    peekBase(lba: number): Uint8Array {
        const known = this.known.get(lba)
        if (known) return known
        const bytes = this.base.read(lba)
        this.known.set(lba, bytes)
        return bytes
    }

    write(lba: number, bytes: Uint8Array): void {
        for (let at = 0; at < bytes.length; at += SECTOR_BYTES) {
            const sector = bytes.slice(at, at + SECTOR_BYTES)
            this.own.set(lba + at / SECTOR_BYTES, sector)
            this.watch?.written(lba + at / SECTOR_BYTES, sector)
        }
    }

    fill(lba: number, count: number, byte: number): void {
        const bytes = this.fills.get(byte) ?? new Uint8Array(SECTOR_BYTES).fill(byte)
        this.fills.set(byte, bytes)
        for (let i = 0; i < count; i++) this.own.set(lba + i, bytes)
        this.watch?.filled(lba, count, bytes)
    }

    close(): void {
        // What it stands on belongs to whoever made it.
    }
}
