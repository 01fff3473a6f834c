/** The inside of the machine: its timeline, its talk with the modem, its troubles, its counts, and its card. One at a time. */

import { signal } from "@preact/signals"
import { type ComponentChildren } from "preact"
import { broken } from "../state/page-state.ts"
import { t, type TextName } from "../texts/texts.ts"
import { CardView } from "./card.tsx"
import { CountersView } from "./counters.tsx"
import { FirmwareView } from "./firmware.tsx"
import { ModemView } from "./modem.tsx"
import { Transport } from "./transport.tsx"
import { TimelineView } from "./timeline.tsx"
import { TroubleView } from "./trouble.tsx"

interface Tab {
    readonly id: string
    readonly name: TextName
    readonly view: () => ComponentChildren
}

const TABS: readonly Tab[] = [
    { id: "timeline", name: "tabTimeline", view: () => <TimelineView /> },
    { id: "modem", name: "tabModem", view: () => <ModemView /> },
    { id: "firmware", name: "tabFirmware", view: () => <FirmwareView /> },
    { id: "trouble", name: "tabTrouble", view: () => <TroubleView /> },
    { id: "counters", name: "tabCounters", view: () => <CountersView /> },
    { id: "card", name: "tabCard", view: () => <CardView /> },
]
const chosen = signal(0)
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }

export function InsideView() {
    const tab = TABS[chosen.value]!
    return (
        <section aria-labelledby="inside-heading" class="inside">
            <h2 id="inside-heading">{t("inside")}</h2>
            <Transport />
            <div role="tablist" aria-labelledby="inside-heading" class="tabs" onKeyDown={walk}>
                {TABS.map(({ id, name }, index) => (
                    <button
                        key={id}
                        type="button"
                        role="tab"
                        id={`tab-${id}`}
                        aria-controls="inside-panel"
                        aria-selected={index === chosen.value}
                        tabIndex={index === chosen.value ? 0 : -1}
                        onClick={() => (chosen.value = index)}
                    >
                        {t(name)}
                        {id === "trouble" && <TroubleCount />}
                    </button>
                ))}
            </div>
            <div role="tabpanel" id="inside-panel" aria-labelledby={`tab-${tab.id}`}>
                {tab.view()}
            </div>
        </section>
    )
}

/** What is wrong is seen whatever is looked at. */
function TroubleCount() {
    return broken.value.length > 0 ? <span class="count">{broken.value.length}</span> : null
}

function walk(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    chosen.value = (chosen.value + step + TABS.length) % TABS.length
    event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")[chosen.value]!.focus()
}
