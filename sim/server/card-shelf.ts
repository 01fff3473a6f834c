/**
 * The cards that lie beside the machine: images in the folder of the one in its slot, as `card.1.img` to `card.9.img`.
 *
 * The card in the slot always has the one path that the machine was started with: a card that is put in changes places
 * with it, so that no image is ever written over. What a person calls the cards lies beside them.
 */
import { existsSync, renameSync, rmSync, statSync } from "node:fs"
import { basename, dirname, extname, join } from "node:path"
import { type CardFile } from "../card/add-files.ts"
import { CardError } from "../card/card-error.ts"
import { type CardTime } from "../card/fat-time.ts"
import { ORDINARY_CARD } from "../chips/sdcard/card-kind.ts"
import { prepareCard } from "../scenario/card-slot.ts"
import { type ShelfCard } from "../protocol/messages.ts"
import { CardLabels, SLOT } from "./card-labels.ts"
import { writeImage } from "./image-intake.ts"

const PLACES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const
const MB = 1024 * 1024
/** Cards up to this size are FAT16, as they are sold. */
const FAT16_MAX_MB = 2048

/** Sizes of new cards, MB. */
export const NEW_CARD_MB: readonly number[] = [64, 1024, 4096, 32_768]

export interface CardShelfOptions {
    /** The card in the slot. */
    readonly cardPath: string
    /** What lies on a new card that is made ready: settings, words. */
    readonly readyFiles: () => readonly CardFile[]
    /** Local time, for entries on the card. */
    readonly now: () => CardTime
}

export class CardShelf {
    private isTaking = false
    private readonly labels: CardLabels

    constructor(private readonly options: CardShelfOptions) {
        const { cardPath } = options
        const base = basename(cardPath, extname(cardPath))
        this.labels = new CardLabels(join(dirname(cardPath), `${base}.names.json`))
    }

    /** Cards beside the machine, by their places. */
    cards(): ShelfCard[] {
        return PLACES.filter(place => existsSync(this.pathOf(place))).map(place => ({
            place,
            name: basename(this.pathOf(place)),
            sizeMB: Math.round(statSync(this.pathOf(place)).size / MB),
            ...labelled(this.labels.of(place)),
        }))
    }

    /** What the card in the slot is called; "": nothing. */
    get slotLabel(): string {
        return this.labels.of(SLOT)
    }

    /** @param label what a person calls that card; "": nothing. @throws CardError: there is none, or it can't be called so */
    name(place: number, label: string): void {
        this.requireCard(place)
        this.labels.set(place, label)
    }

    /** Throw a card away for ever. @throws CardError: there is none */
    throwAway(place: number): void {
        this.requireCard(place)
        rmSync(this.pathOf(place))
        this.labels.set(place, "")
    }

    /**
     * Make a new card and lay it on the shelf.
     *
     * @param isReady with the machine's words and settings on it; else it is as it comes from the shop
     * @returns its place
     * @throws CardError: there is no such size, or no place
     */
    make(sizeMB: number, isReady: boolean): number {
        if (!NEW_CARD_MB.includes(sizeMB))
            throw new CardError(`a new card has ${NEW_CARD_MB.join(", ")} MB`)
        const place = this.freePlace()
        const format = sizeMB <= FAT16_MAX_MB ? "fat16" : "fat32"
        const options = { sizeMB, type: "SDHC", layout: "mbr", format } as const
        const files = isReady ? this.options.readyFiles() : []
        const plan = { options, kind: ORDINARY_CARD, files }
        prepareCard(this.pathOf(place), plan, this.options.now())
        return place
    }

    /**
     * Take a card image in and lay it on the shelf; packed by gzip, or as it is.
     *
     * Waits: for all of `bytes`. @returns its place
     * @throws CardError: it is too large, too small, no whole sectors, damaged, or there is no place
     */
    async take(bytes: AsyncIterable<Buffer>): Promise<number> {
        if (this.isTaking) throw new CardError("another card is being taken in")
        const place = this.freePlace()
        const part = `${this.pathOf(place)}.part`
        this.isTaking = true
        try {
            await writeImage(part, bytes)
            renameSync(part, this.pathOf(place))
        } catch (error) {
            rmSync(part, { force: true })
            throw error
        } finally {
            this.isTaking = false
        }
        return place
    }

    /**
     * The card at `place` and the one of the machine change places; the slot must be empty.
     *
     * @throws CardError: there is none
     */
    swap(place: number): void {
        this.requireCard(place)
        const { cardPath } = this.options
        const path = this.pathOf(place)
        const between = `${cardPath}.part`
        renameSync(cardPath, between)
        renameSync(path, cardPath)
        renameSync(between, path)
        this.labels.swap(SLOT, place)
    }

    private requireCard(place: number): void {
        if (!this.cards().some(card => card.place === place))
            throw new CardError(`there is no card at ${place}`)
    }

    private freePlace(): number {
        const place = PLACES.find(each => !existsSync(this.pathOf(each)))
        if (place !== undefined) return place
        throw new CardError(`${PLACES.length} cards lie beside the machine: throw one away first`)
    }

    private pathOf(place: number): string {
        const { cardPath } = this.options
        const ending = extname(cardPath)
        return join(dirname(cardPath), `${basename(cardPath, ending)}.${place}${ending}`)
    }
}

function labelled(label: string): { label?: string } {
    return label === "" ? {} : { label }
}
