import type { Random } from "../../clock/random.ts"
import type { Scheduler } from "../../clock/scheduler.ts"
import type { RuleBook } from "../../report/rules.ts"
import type { Timeline } from "../../report/timeline.ts"
import type { SpiChip } from "../spi-chip.ts"
import { CardActivity } from "./card-activity.ts"
import { CardFaults } from "./card-faults.ts"
import type { SectorImage } from "./card-image.ts"
import type { CardKind } from "./card-kind.ts"
import { PowerCutter, type CutVariant, type PowerCut } from "./power-cut.ts"
import { SdCardSpi } from "./sd-card-spi.ts"

/** Socket of the card on the SPI bus: holds a card or none; without one, MISO is pulled up. */

export interface CardSlotOptions {
    readonly name: string
    readonly scheduler: Scheduler
    readonly timeline: Timeline
    readonly rules: RuleBook
    readonly random: Random
}

export class CardSlot implements SpiChip {
    readonly name: string
    /** Over all cards that were in the slot. */
    readonly activity = new CardActivity()
    /** What goes wrong with any card in the slot. */
    readonly faults: CardFaults
    private readonly cutter = new PowerCutter()
    private card: SdCardSpi | undefined
    private image: SectorImage | undefined
    private isPowered = false
    private isSelected = false

    constructor(private readonly options: CardSlotOptions) {
        this.name = options.name
        this.faults = new CardFaults(options.scheduler)
    }

    /** Power is about to fail, by the armed cut. */
    get isDoomed(): boolean {
        return this.card?.isDoomed === true
    }

    /**
     * @param cut undefined: none is armed any more
     * @param onCut takes power away; called in the instant in which the busy of that sector ends
     */
    armPowerCut(cut: PowerCut | undefined, onCut: () => void): void {
        this.cutter.arm(cut, onCut)
    }

    get armedPowerCut(): CutVariant | undefined {
        return this.cutter.armed
    }

    get hasCard(): boolean {
        return this.card !== undefined
    }

    /** Puts a card in; the slot closes the image when the card leaves. One that is there is taken out first. */
    insert(image: SectorImage, kind: CardKind): void {
        this.remove()
        const { scheduler, timeline } = this.options
        this.image = image
        const { activity, faults, cutter } = this
        this.card = new SdCardSpi({ ...this.options, kind, image, activity, faults, cutter })
        if (this.isPowered) this.card.powerByInsertion(scheduler.nowUs)
        if (this.isSelected) this.card.select(scheduler.nowUs)
        timeline.emit("card", "insert")
    }

    /** Pulls the card out, which loses what it has not programmed; nothing happens if there is none. */
    remove(): void {
        if (!this.card) return
        this.card.power(false, this.options.scheduler.nowUs)
        this.card = undefined
        this.image?.close()
        this.image = undefined
        this.options.timeline.emit("card", "remove")
    }

    power(on: boolean, atUs: number): void {
        this.isPowered = on
        this.card?.power(on, atUs)
    }

    select(atUs: number): void {
        this.isSelected = true
        this.card?.select(atUs)
    }

    exchange(mosi: Uint8Array, startUs: number, byteUs: number): Uint8Array {
        return this.card?.exchange(mosi, startUs, byteUs) ?? new Uint8Array(mosi.length).fill(0xff)
    }

    deselect(atUs: number): void {
        this.isSelected = false
        this.card?.deselect(atUs)
    }

    overhear(mosi: Uint8Array, startUs: number, byteUs: number): boolean {
        return this.card?.overhear(mosi, startUs, byteUs) ?? false
    }
}
