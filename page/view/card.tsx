/** The card: its folders and files, greetings, and other cards. */

import { useEffect } from "preact/hooks"
import { cardTrouble, folderTrouble, isCardAway, readFolder, watchFolder } from "../state/card.ts"
import { machine, runNumber } from "../state/page-state.ts"
import { readShelf } from "../state/shelf.ts"
import { t } from "../texts/texts.ts"
import { CardFiles } from "./card-files.tsx"
import { CardShelfView } from "./card-shelf.tsx"
import { GreetingForm } from "./greeting-form.tsx"

export function CardView() {
    const { hasCard } = machine.value
    const run = runNumber.value
    useEffect(watchFolder, [])
    useEffect(() => {
        if (hasCard) void readFolder()
        void readShelf()
    }, [hasCard, run])
    return isCardAway.value ? <EmptySlot /> : <CardInSlot />
}

/** The cards beside the machine are there all the same: one can be put in. */
function EmptySlot() {
    return (
        <>
            <p>{t("noCardIn")}</p>
            <div class="card-forms">
                <CardShelfView />
            </div>
        </>
    )
}

function CardInSlot() {
    return (
        <>
            <div class="row">
                <button type="button" onClick={() => void readFolder()}>
                    {t("readAgain")}
                </button>
                <a class="button" href="/card/image" download="card.img.gz">
                    {t("downloadImage")}
                </a>
            </div>
            {[folderTrouble.value, cardTrouble.value].map(
                trouble => trouble !== "" && <p class="trouble">{trouble}</p>
            )}
            <CardFiles />
            <div class="card-forms">
                <GreetingForm />
                <CardShelfView />
            </div>
        </>
    )
}
