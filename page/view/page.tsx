/** The page as a whole. */

import { link } from "../state/page-state.ts"
import { t } from "../texts/texts.ts"
import { MachineView } from "./machine.tsx"
import { StatusLine } from "./status-line.tsx"
import { TelephoneView } from "./telephone.tsx"

export function Page() {
    return (
        <>
            <header>
                <h1>{t("title")}</h1>
                <p class="tagline">{t("tagline")}</p>
            </header>
            <main class={link.value === "open" ? "" : "unconnected"}>
                <StatusLine />
                <div class="pair">
                    <MachineView />
                    <TelephoneView />
                </div>
            </main>
        </>
    )
}
