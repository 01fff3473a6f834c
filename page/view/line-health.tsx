/** How well the sound comes and goes: buffers, corrections, gaps, and whether the sound card's clock runs true. */

import { useRef } from "preact/hooks"
import { type ElasticStats } from "../../sim/protocol/elastic-buffer.ts"
import { mouthHealth, speed } from "../state/page-state.ts"
import { clockPercent, soundReport, soundState, turnSoundOn } from "../state/telephone.ts"
import { t } from "../texts/texts.ts"

export function LineHealthView() {
    const gapsSeen = useRef(0)
    if (speed.value !== 1) return <p>{t("soundAtOneOnly")}</p>
    const report = soundReport.value
    if (soundState.value !== "on" || !report)
        return (
            <p class="row">
                <span>{t(soundState.value === "blocked" ? "soundBlocked" : "soundOff")}</span>
                <button type="button" onClick={() => void turnSoundOn()}>
                    {t("turnSoundOn")}
                </button>
            </p>
        )
    const mouth = mouthHealth.value
    const gaps = report.ear.underruns + (mouth?.underruns ?? 0)
    const isJumpy = gaps > gapsSeen.current
    gapsSeen.current = gaps
    return (
        <details class="health" data-gaps={gaps}>
            <summary>
                {t("soundPath")}: {t(isJumpy ? "pathJumpy" : "pathGood")}, {t("gaps", { n: gaps })}
            </summary>
            <dl>
                <dt>{t("earPath")}</dt>
                <dd>{figures(report.ear)}</dd>
                {mouth && <dt>{t("mouthPath")}</dt>}
                {mouth && (
                    <dd>
                        {figures(mouth)}, {t("lostFrames", { n: mouth.lost })}
                    </dd>
                )}
            </dl>
            <p>{t("clockRate", { percent: clockPercent.value })}</p>
        </details>
    )
}

function figures(stats: ElasticStats): string {
    const { levelMs, correctionPpm, underruns, skips } = stats
    const path = { level: Math.round(levelMs), ppm: Math.round(correctionPpm) }
    return [t("pathFigures", path), t("gaps", { n: underruns }), t("skips", { n: skips })].join(
        ", "
    )
}
