import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Random } from "../../../../sim/clock/random.ts"
import { Scheduler } from "../../../../sim/clock/scheduler.ts"
import { CardImage } from "../../../../sim/chips/sdcard/card-image.ts"
import { ORDINARY_CARD, type CardKind } from "../../../../sim/chips/sdcard/card-kind.ts"
import { CardSlot } from "../../../../sim/chips/sdcard/card-slot.ts"
import type { BusyProfile } from "../../../../sim/chips/sdcard/card-timing.ts"
import type { CutVariant } from "../../../../sim/chips/sdcard/power-cut.ts"
import { RuleBook } from "../../../../sim/report/rules.ts"
import { Timeline } from "../../../../sim/report/timeline.ts"

/** At 400 kHz, and at 4 MHz. */
const SLOW_BYTE_US = 20
const BYTE_US = 2
export const SECTOR_COUNT = 4096

/** A card of 2 MiB in a slot, spoken to byte by byte: at 400 kHz until `initialise` is done, then at 4 MHz; the clock follows the bus. */
export class CardBench {
    readonly scheduler = new Scheduler()
    readonly timeline = new Timeline(this.scheduler)
    readonly rules = new RuleBook(this.timeline)
    readonly slot: CardSlot
    private readonly folder = mkdtempSync(join(tmpdir(), "card-"))
    private readonly path = join(this.folder, "card.img")
    /** When the armed cut came. */
    cutUs: number | undefined
    byteUs = SLOW_BYTE_US
    private readonly kind: Partial<CardKind>
    private busUs = 0

    /** @param sectorCount the bench's sparse image has so many */
    constructor(
        busy: BusyProfile = "none",
        seed = 1,
        kind: Partial<CardKind> = {},
        sectorCount = SECTOR_COUNT
    ) {
        const { scheduler, timeline, rules } = this
        const random = new Random(seed, "card")
        this.slot = new CardSlot({ name: "card", scheduler, timeline, rules, random })
        writeFileSync(this.path, "")
        truncateSync(this.path, sectorCount * 512)
        this.kind = { busy, ...kind }
        this.insert()
    }

    insert(): void {
        this.slot.insert(new CardImage(this.path), { ...ORDINARY_CARD, ...this.kind })
    }

    get nowUs(): number {
        return Math.max(this.busUs, this.scheduler.nowUs)
    }

    /** What a PC would find on the card now. */
    onMedium(lba: number): number[] {
        const image = new CardImage(this.path)
        const bytes = image.read(lba)
        image.close()
        return [...bytes]
    }

    newImage(): CardImage {
        return new CardImage(this.path)
    }

    end(): void {
        this.slot.remove()
        rmSync(this.folder, { recursive: true })
    }

    select(): void {
        this.slot.select(this.nowUs)
    }

    deselect(): void {
        this.slot.deselect(this.nowUs)
    }

    send(mosi: readonly number[] | Uint8Array): number[] {
        const bytes = Uint8Array.from(mosi)
        const startUs = this.nowUs
        const miso = this.slot.exchange(bytes, startUs, this.byteUs)
        this.busUs = startUs + bytes.length * this.byteUs
        this.scheduler.runUntil(this.busUs)
        return [...miso]
    }

    receive(count: number): number[] {
        return this.send(Array<number>(count).fill(0xff))
    }

    overhear(mosi: readonly number[]): boolean {
        const startUs = this.nowUs
        const isDriven = this.slot.overhear(Uint8Array.from(mosi), startUs, this.byteUs)
        this.busUs = startUs + mosi.length * this.byteUs
        return isDriven
    }

    filler(count: number): boolean {
        return this.overhear(Array<number>(count).fill(0xff))
    }

    wait(us: number): void {
        this.scheduler.runUntil(this.nowUs + us)
    }

    /** FF, then a command; the response of `count` bytes. Leaves the card selected. */
    command(index: number, arg: number, crc = 0xff, count = 1): number[] {
        this.send([
            0xff,
            0x40 | index,
            arg >>> 24,
            (arg >>> 16) & 255,
            (arg >>> 8) & 255,
            arg & 255,
            crc,
        ])
        for (let delay = 0; delay <= 8; delay++) {
            const [first] = this.receive(1)
            if ((first! & 0x80) === 0) return [first!, ...this.receive(count - 1)]
        }
        return []
    }

    app(index: number, arg: number, count = 1): number[] {
        this.command(55, 0)
        return this.command(index, arg, 0xff, count)
    }

    /** Waits for a start token. @returns the block, CRC taken off */
    block(lengthBytes: number): number[] {
        this.token()
        return this.receive(lengthBytes + 2).slice(0, lengthBytes)
    }

    /** The first byte that is not FF. */
    token(): number {
        for (let i = 0; i < 100_000; i++) {
            const [byte] = this.receive(1)
            if (byte !== 0xff) return byte!
        }
        throw new Error("no token")
    }

    /** @returns µs until FF comes back */
    untilReady(): number {
        const startUs = this.nowUs
        while (this.receive(1)[0] !== 0xff);
        return this.nowUs - startUs
    }

    /** A data block. @returns the data response, the bits that are open taken off */
    writeBlock(token: number, fill: number): number {
        this.send([0xff, token, ...Array<number>(512).fill(fill), 0xff, 0xff])
        return this.receive(1)[0]! & 0x1f
    }

    powerUp(): void {
        this.byteUs = SLOW_BYTE_US
        this.slot.power(true, this.nowUs)
        this.filler(10)
        this.select()
    }

    /** Up to the card being ready, selected. */
    initialise(): void {
        this.powerUp()
        this.command(0, 0, 0x95)
        this.command(8, 0x1aa, 0x87, 5)
        while (this.app(41, 0x40000000)[0] !== 0x00) this.wait(10_000)
        this.byteUs = BYTE_US
    }

    /** Let power fail at the n-th sector written from now. */
    armCut(cardWrite: number, variant: CutVariant): void {
        this.slot.armPowerCut({ cardWrite, variant }, () => {
            this.slot.power(false, this.scheduler.nowUs)
            this.cutUs = this.scheduler.nowUs
        })
    }

    get broken(): readonly string[] {
        return this.rules.broken
    }

    cardEvents(event: string): object[] {
        return this.timeline.events
            .filter(e => e.source === "card" && e.event === event)
            .map(e => e.fields)
    }
}

export function sector(fill: number): number[] {
    return Array<number>(512).fill(fill)
}
