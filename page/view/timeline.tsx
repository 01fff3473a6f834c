/** Everything that happens, as a table: filtered, paused, exported. */

import { type EventSource, type TimelineEvent } from "../../sim/report/timeline.ts"
import {
    SOURCES,
    areSmallStepsShown,
    fieldText,
    isPaused,
    noteOf,
    pauseOrGoOn,
    shownEvents,
    shownSources,
    smallStepCount,
    toggleSource,
    wantedWord,
} from "../state/timeline-view.ts"
import { t, type TextName } from "../texts/texts.ts"
import { formatMs } from "./format.ts"
import { LinePicture } from "./line-picture.tsx"
import { VirtualRows } from "./virtual-rows.tsx"

const SOURCE_NAMES: Readonly<Record<EventSource, TextName>> = {
    exchange: "sourceExchange",
    caller: "sourceCaller",
    modem: "sourceModem",
    line: "sourceLine",
    room: "sourceRoom",
    speaker: "sourceSpeaker",
    panel: "sourcePanel",
    card: "sourceCard",
    machine: "sourceMachine",
    sim: "sourceSim",
}

export function TimelineView() {
    const shown = shownEvents.value
    return (
        <>
            <div class="row" role="toolbar" aria-label={t("tabTimeline")}>
                <PauseButton />
                <a class="button" href="/run/timeline.jsonl" download="timeline.jsonl">
                    {t("exportTimeline")}
                </a>
                <label class="grow">
                    {t("filter")}
                    <input
                        type="text"
                        value={wantedWord.value}
                        onInput={event => (wantedWord.value = event.currentTarget.value)}
                    />
                </label>
            </div>
            <LinePicture />
            <fieldset class="sources">
                <legend>{t("sources")}</legend>
                {SOURCES.map(source => (
                    <label key={source} class="check">
                        <input
                            type="checkbox"
                            checked={shownSources.value.has(source)}
                            onChange={() => toggleSource(source)}
                        />
                        {t(SOURCE_NAMES[source])}
                    </label>
                ))}
            </fieldset>
            <div class="row">
                <p class="hint">{t("eventsShown", { n: shown.length })}</p>
                <label class="check">
                    <input
                        type="checkbox"
                        checked={areSmallStepsShown.value}
                        onChange={() => (areSmallStepsShown.value = !areSmallStepsShown.value)}
                    />
                    {t("smallStepsToo", { n: smallStepCount.value })}
                </label>
            </div>
            <VirtualRows
                label={t("tabTimeline")}
                heads={[t("time"), t("who"), t("what"), t("details")]}
                count={shown.length}
                row={index => {
                    const event = shown[index]!
                    const { source } = event
                    return [
                        formatMs(event.tMs),
                        <span class={`source ${source}`}>{t(SOURCE_NAMES[source])}</span>,
                        <span translate={false}>{event.event}</span>,
                        <Details event={event} />,
                    ]
                }}
            />
        </>
    )
}

function Details({ event }: { readonly event: TimelineEvent }) {
    const note = noteOf(event)
    return (
        <>
            <span translate={false}>{fieldText(event)}</span>
            {note && <span class="hint"> {t(note)}</span>}
        </>
    )
}

/** The machine goes on: somebody may be on the line. */
export function PauseButton() {
    return (
        <button type="button" aria-pressed={isPaused.value} onClick={pauseOrGoOn}>
            {t(isPaused.value ? "goOn" : "pauseView")}
        </button>
    )
}
