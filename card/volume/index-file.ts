/** index.bin on a card, read and written again in turns. docs/card-layout.md, "index.bin". */
import { CardError } from "../../sim/card/card-error.ts"
import { INDEX } from "../layout/files.ts"
import {
    decodePage,
    encodePage,
    INDEX_PAGES,
    type IndexFacts,
    type IndexPage,
    SLOTS_PER_PAGE,
} from "../layout/index-page.ts"
import { type CardImage } from "./card-image.ts"
import { findIndexPlace } from "./index-place.ts"

export class IndexFile {
    facts: IndexFacts
    private readonly startSector: number
    private readonly ownCluster: number
    /** The page as it stands there, and in which of its two sectors. */
    private readonly pages: { page: IndexPage; copy: number }[] = []
    private readonly changed = new Set<number>()

    /** @throws CardError: there is none that can be used */
    constructor(private readonly card: CardImage) {
        const place = findIndexPlace(card)
        const { path } = card.image
        if (place?.path === INDEX && !place.item)
            throw new CardError(`${path}: not a card of Afterbeep: it has no ${INDEX}`)
        if (!place?.item)
            throw new CardError(
                `${path}: ${INDEX} is damaged: put the card into the machine once, which mends it`
            )
        const { firstCluster } = place.item
        this.ownCluster = firstCluster
        this.startSector = card.sectorOf(firstCluster)
        this.facts = this.readFirst()
        for (let page = 1; page < INDEX_PAGES; page++) this.read(page)
    }

    /** From 0 on. */
    nibble(slot: number): number {
        return this.pageOf(slot).nibbles[slot % SLOTS_PER_PAGE]!
    }

    setNibble(slot: number, nibble: number): void {
        this.pageOf(slot).nibbles[slot % SLOTS_PER_PAGE] = nibble
        this.changed.add(Math.floor(slot / SLOTS_PER_PAGE))
    }

    setFacts(facts: IndexFacts): void {
        this.facts = facts
        this.changed.add(0)
    }

    /** Write what was changed over the older copies; in the image at its `commit`. */
    flush(): void {
        for (const number of this.changed) {
            const kept = this.pages[number]!
            const facts = number === 0 ? this.facts : undefined
            kept.page = { ...kept.page, sequence: kept.page.sequence + 1, facts }
            kept.copy ^= 1
            this.card.image.write(this.startSector + 2 * number + kept.copy, encodePage(kept.page))
        }
        this.changed.clear()
    }

    private pageOf(slot: number): IndexPage {
        return this.pages[Math.floor(slot / SLOTS_PER_PAGE)]!.page
    }

    private readFirst(): IndexFacts {
        const { facts } = this.read(0)
        if (facts) return facts
        throw new CardError(
            `${this.card.image.path}: ${INDEX} is damaged: put the card into the machine once, which mends it`
        )
    }

    private read(page: number): IndexPage {
        const copies = [0, 1].map(copy => {
            const found = decodePage(
                this.card.image.read(this.startSector + 2 * page + copy, 1),
                page
            )
            return found?.ownCluster === this.ownCluster ? found : undefined
        })
        const copy = (copies[1]?.sequence ?? -1) > (copies[0]?.sequence ?? -1) ? 1 : 0
        const blank = {
            page,
            ownCluster: this.ownCluster,
            sequence: 0,
            facts: undefined,
            nibbles: new Uint8Array(SLOTS_PER_PAGE),
        }
        this.pages[page] = { page: copies[copy] ?? blank, copy }
        return this.pages[page]!.page
    }
}
