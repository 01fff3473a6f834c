/** How well the sound comes and goes: buffers, corrections, gaps, and whether the sound card's clock runs true. */

import { useRef } from "preact/hooks"
import { type ElasticStats } from "../../sim/protocol/elastic-buffer.ts"
import { mouthHealth, speed } from "../state/page-state.ts"
import { clockPercent, soundReport, soundState, turnSoundOn } from "../state/telephone.ts"
import { RECENT_SECONDS, RecentGaps } from "../state/recent-gaps.ts"
import { t } from "../texts/texts.ts"

export function LineHealthView() {
    const gaps = useRef(new RecentGaps()).current
    if (speed.value !== 1) return <p>{t("soundAtOneOnly")}</p>
    const report = soundReport.value
    if (soundState.value !== "on" || !report)
        return (
            <p class="row middle">
                <span>{t(soundState.value === "blocked" ? "soundBlocked" : "soundOff")}</span>
                <button type="button" onClick={() => void turnSoundOn()}>
                    {t("turnSoundOn")}
                </button>
            </p>
        )
    const mouth = mouthHealth.value
    const nowMs = performance.now()
    gaps.note("ear", report.ear.underruns, nowMs)
    if (mouth) gaps.note("mouth", mouth.underruns, nowMs)
    const recent = t("gapsRecently", { n: gaps.recent(nowMs), seconds: RECENT_SECONDS })
    return (
        <details class="health">
            <summary>
                {t("soundPath")}: {recent}; {t("gapsInAll", { n: gaps.total })}
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
