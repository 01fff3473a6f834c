/** The machine's program: what it does now, what it has said, and its script heap. */

import { firmwareLog, logText, activity } from "../state/firmware-state.ts"
import { machine } from "../state/page-state.ts"
import { t, type TextName } from "../texts/texts.ts"
import { SaveButton } from "./save-button.tsx"
import { formatMs } from "./format.ts"
import { GaugeView } from "./gauge.tsx"
import { PauseButton } from "./timeline.tsx"
import { VirtualRows } from "./virtual-rows.tsx"

const STATES: Readonly<Record<typeof activity.value, TextName>> = {
    off: "stateOff",
    waiting: "stateWaiting",
    ringing: "stateRinging",
    greeting: "stateGreeting",
    recording: "stateRecording",
    playing: "statePlaying",
    listening: "stateListening",
    "in-call": "stateInCall",
}

export function FirmwareView() {
    const lines = firmwareLog.value
    const { panics, violations, recordings } = machine.value
    return (
        <>
            <div class="row middle">
                <PauseButton />
                <SaveButton name="firmware.log" text={() => logText(lines)}>
                    {t("exportLog")}
                </SaveButton>
            </div>
            <dl class="counts">
                <Fact name="programState" value={t(STATES[activity.value])} />
                <Fact name="programRecordings" value={String(recordings)} />
                <Fact name="programPanics" value={String(panics)} />
                <Fact name="programViolations" value={String(violations)} />
            </dl>
            <GaugeView gauge="heapUsedBytes" />
            <VirtualRows
                label={t("tabFirmware")}
                heads={[t("time"), t("level"), t("words")]}
                count={lines.length}
                row={index => {
                    const { tMs, level, text } = lines[index]!
                    return [
                        formatMs(tMs),
                        <span translate={false} class={`level-${level}`}>
                            {level}
                        </span>,
                        <span lang="en" translate={false}>
                            {text}
                        </span>,
                    ]
                }}
            />
        </>
    )
}

function Fact({ name, value }: { readonly name: TextName; readonly value: string }) {
    return (
        <div>
            <dt>{t(name)}</dt>
            <dd>{value}</dd>
        </div>
    )
}
