/** The card: its folders and files, greetings, and other cards. */

import { useEffect } from "preact/hooks"
import { cardTrouble, readFolder } from "../state/card.ts"
import { machine } from "../state/page-state.ts"
import { readShelf } from "../state/shelf.ts"
import { t } from "../texts/texts.ts"
import { CardFiles } from "./card-files.tsx"
import { CardShelfView } from "./card-shelf.tsx"
import { GreetingForm } from "./greeting-form.tsx"

export function CardView() {
    const { recordings, hasCard, isOffHook, voice } = machine.value
    useEffect(() => {
        void readFolder()
        void readShelf()
    }, [recordings, hasCard, isOffHook, voice])
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
            {cardTrouble.value !== "" && <p class="trouble">{cardTrouble.value}</p>}
            <CardFiles />
            <div class="card-forms">
                <GreetingForm />
                <CardShelfView />
            </div>
        </>
    )
}
