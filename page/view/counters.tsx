/** Counts of bus, card, modem and script heap since the first power-on. */

import { useEffect, useState } from "preact/hooks"
import { isPaused } from "../state/timeline-view.ts"
import { t } from "../texts/texts.ts"
import { flatCounts } from "./format.ts"
import { PauseButton } from "./timeline.tsx"

const EVERY_MS = 1000

export function CountersView() {
    const [counts, setCounts] = useState<[string, number][]>([])
    const isStill = isPaused.value
    useEffect(() => {
        if (isStill) return undefined
        const ask = async () => {
            const answer = await fetch("/run/stats").catch(() => undefined)
            if (answer?.ok) setCounts(flatCounts((await answer.json()) as object))
        }
        void ask()
        const timer = setInterval(() => void ask(), EVERY_MS)
        return () => clearInterval(timer)
    }, [isStill])
    return (
        <>
            <div class="row">
                <PauseButton />
                <a class="button" href="/run/stats" download="stats.json">
                    {t("exportCounts")}
                </a>
            </div>
            <dl class="counts" translate={false}>
                {counts.map(([name, count]) => (
                    <div key={name}>
                        <dt>{name}</dt>
                        <dd>{count.toLocaleString()}</dd>
                    </div>
                ))}
            </dl>
        </>
    )
}
