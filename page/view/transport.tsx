/** How fast the machine's time goes on, and the run as a file. */

import { SPEEDS, STANDSTILL } from "../../sim/protocol/speeds.ts"
import { send } from "../state/link.ts"
import { isOpen, speed } from "../state/page-state.ts"
import { role } from "../state/telephone.ts"
import { t, type TextName } from "../texts/texts.ts"
import { ActButton } from "./act-button.tsx"

const SPEED_NAMES: Readonly<Record<(typeof SPEEDS)[number], TextName>> = {
    0: "speed0",
    1: "speed1",
    2: "speed2",
    10: "speed10",
    1000: "speed1000",
}
export function Transport() {
    return (
        <div class="row" role="group" aria-label={t("run")}>
            <SpeedChoice />
            <ActButton isDisabled={speed.value !== STANDSTILL} onClick={() => send({ do: "step" })}>
                {t("step")}
            </ActButton>
            <SaveRun />
        </div>
    )
}

/** A link, for what it gives is a file; without a run there is none. */
function SaveRun() {
    if (!isOpen.value) return null
    return (
        <a
            class="button"
            href="/run/saved.zip"
            download="afterbeep-run.zip"
            title={t("saveRunHint")}
        >
            {t("saveRun")}
        </a>
    )
}

/** A person who speaks can't be paused, nor made faster. */
function SpeedChoice() {
    const isKnown = SPEEDS.some(each => each === speed.value)
    return (
        <label>
            {t("speed")}
            <select
                value={speed.value}
                disabled={!isOpen.value || role.value !== "none"}
                onChange={event => send({ do: "speed", speed: Number(event.currentTarget.value) })}
            >
                {!isKnown && <option value={speed.value}>{`${speed.value} ×`}</option>}
                {SPEEDS.map(each => (
                    <option key={each} value={each}>
                        {t(SPEED_NAMES[each])}
                    </option>
                ))}
            </select>
        </label>
    )
}
