/** Bus, card and script heap over time, and all counts since the first power-on. */

import { useEffect, useState } from "preact/hooks"
import { countName } from "../state/count-names.ts"
import { gaugeBook, gaugeCount } from "../state/gauge-state.ts"
import { GAUGES } from "../state/gauges.ts"
import { isPaused } from "../state/timeline-view.ts"
import { language, t } from "../texts/texts.ts"
import { flatCounts } from "./format.ts"
import { GaugeView } from "./gauge.tsx"
import { SaveButton } from "./save-button.tsx"
import { PauseButton } from "./timeline.tsx"

export function CountersView() {
    return (
        <>
            <div class="row">
                <PauseButton />
                <SaveButton name="gauges.csv" text={() => gaugeBook.toCsv()}>
                    {t("exportGauges")}
                </SaveButton>
                <a class="button" href="/run/stats" download="stats.json">
                    {t("exportCounts")}
                </a>
            </div>
            <div class="gauges">
                {GAUGES.map(gauge => (
                    <GaugeView key={gauge} gauge={gauge} />
                ))}
            </div>
            <h3>{t("allCounts")}</h3>
            <AllCounts />
        </>
    )
}

/** Asked for whenever there is a new point of the curves. */
function AllCounts() {
    const [counts, setCounts] = useState<[string, number][]>([])
    const isStill = isPaused.value
    const beat = gaugeCount.value
    useEffect(() => {
        if (isStill) return
        const ask = async () => {
            const answer = await fetch("/run/stats").catch(() => undefined)
            if (answer?.ok) setCounts(flatCounts((await answer.json()) as object))
        }
        void ask()
    }, [isStill, beat])
    return (
        <dl class="counts">
            {counts.map(([name, count]) => (
                <div key={name}>
                    <dt>{countName(name)}</dt>
                    <dd>{count.toLocaleString(language.value)}</dd>
                </div>
            ))}
        </dl>
    )
}
