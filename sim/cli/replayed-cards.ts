/** The images of a saved run's cards: each is made of its file of sectors when it is put in for the first time, and stays what it has become. */

import { rmSync } from "node:fs"
import { join } from "node:path"
import { makeFolder } from "../card/make-folder.ts"
import { makeImageOfSectors } from "../card/sector-file.ts"
import { type CardPlan } from "../scenario/scenario.ts"
import { CardImage, type SectorImage } from "../chips/sdcard/card-image.ts"

/** What a file of sectors is called; any other is an image. */
const SECTORS = /\.sectors$/

export class ReplayedCards {
    private readonly images = new Map<string, string>()

    /**
     * @param folder where the images are made
     * @param first the card that the run begins with, and its image; undefined: it begins with none
     */
    constructor(
        private readonly folder: string,
        first: Pick<CardPlan, "sectorsPath"> | undefined,
        imagePath: string | undefined
    ) {
        const { sectorsPath } = first ?? {}
        if (sectorsPath !== undefined && imagePath !== undefined)
            this.images.set(sectorsPath, imagePath)
    }

    /** For the machine. */
    readonly open = (path: string): SectorImage =>
        new CardImage(SECTORS.test(path) ? this.imageOf(path) : path)

    private imageOf(sectorsPath: string): string {
        const known = this.images.get(sectorsPath)
        if (known !== undefined) return known
        const image = join(this.folder, `replayed-card-${this.images.size + 1}.img`)
        makeFolder(this.folder)
        rmSync(image, { force: true })
        makeImageOfSectors(sectorsPath, image)
        this.images.set(sectorsPath, image)
        return image
    }
}
