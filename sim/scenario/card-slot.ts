/** The card image that goes into the slot before power-on: made where there is none, and the scenario's files on it. */

import { existsSync, rmSync } from "node:fs"
import { addFiles } from "../card/add-files.ts"
import { CardError } from "../card/card-error.ts"
import { demandFreeImage } from "../card/image-lock.ts"
import { makeCardImage } from "../card/format.ts"
import { withImage } from "../card/image-file.ts"
import { makeImageOfSectors } from "../card/sector-file.ts"
import { type CardPlan } from "./scenario.ts"
import { type LocalTime } from "./world.ts"

/**
 * @param at time of new entries on the card
 * @throws CardError when that card is not possible, or a machine that runs has it; then the image is as it was, or absent as it was
 */
export function prepareCard(imagePath: string, plan: CardPlan, at: LocalTime): void {
    demandFreeImage(imagePath)
    const isNew = !existsSync(imagePath)
    if (plan.sectorsPath !== undefined) return makeSavedCard(imagePath, plan.sectorsPath, isNew)
    if (isNew) makeCardImage(imagePath, { ...plan.options, at })
    else withImage(imagePath, "r+", () => undefined)
    if (plan.files.length === 0) return
    try {
        addFiles(imagePath, plan.files, at)
    } catch (error) {
        if (isNew) rmSync(imagePath)
        throw error
    }
}

/** The run is the same one only with the same card, so that none is used that is there. */
function makeSavedCard(imagePath: string, sectorsPath: string, isNew: boolean): void {
    if (isNew) return makeImageOfSectors(sectorsPath, imagePath)
    throw new CardError(
        `${imagePath}: is there already, and this run begins with a card of its own: name a file that is not there, or leave --card out`
    )
}
