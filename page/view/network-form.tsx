/** On which telephone network the machine hangs: its country, and what operators set up differently within one. */

import { signal } from "@preact/signals"
import { type Command } from "../../sim/protocol/messages.ts"
import { send } from "../state/link.ts"
import { isOpen, run } from "../state/page-state.ts"
import { language, t, type TextName } from "../texts/texts.ts"

type Network = Omit<Extract<Command, { do: "network" }>, "do">

const FORM_NAMES: Readonly<Record<string, TextName>> = {
    "": "networkOwn",
    mdmf: "formMdmf",
    sdmf: "formSdmf",
    dtmf: "formDtmf",
    "dtmf-d": "formDtmfD",
    none: "formNone",
}
const RELEASE_NAMES: Readonly<Record<string, TextName>> = {
    "": "networkOwn",
    break: "releaseBreak",
    "short-break": "releaseShortBreak",
    busy: "releaseBusy",
    congestion: "releaseCongestion",
    dial: "releaseDial",
    nothing: "releaseNothing",
}

/** Another country has its own ways. */
export function CountryChoice() {
    const names = new Intl.DisplayNames(language.value, { type: "region" })
    const { country = "", countries = [] } = run.value ?? {}
    return (
        <label class="wide" title={t("countryHint")}>
            {t("country")}
            <select
                value={country}
                disabled={!isOpen.value}
                onChange={({ currentTarget: { value } }) =>
                    move({ country: value, callerId: "", release: "" })
                }
            >
                {countries.map(code => (
                    <option key={code} value={code}>
                        {names.of(code === "UK" ? "GB" : code)}
                    </option>
                ))}
            </select>
        </label>
    )
}

const isShown = signal(false)

export function NetworkDetails() {
    const { callerId = "", callerIds = [], release = "", releases = [] } = run.value ?? {}
    return (
        <details
            open={isShown.value}
            onToggle={({ currentTarget }) => (isShown.value = currentTarget.open)}
        >
            <summary>{t("networkDetails")}</summary>
            <div class="talk">
                <Choice
                    label={t("callerIdForm")}
                    value={callerId}
                    all={callerIds}
                    names={FORM_NAMES}
                    onChoose={choice => move({ callerId: choice })}
                />
                <Choice
                    label={t("release")}
                    value={release}
                    all={releases}
                    names={RELEASE_NAMES}
                    onChoose={choice => move({ release: choice })}
                />
                <p class="hint">{t("networkHint")}</p>
            </div>
        </details>
    )
}

interface ChoiceProps {
    readonly label: string
    readonly value: string
    readonly all: readonly string[]
    readonly names: Readonly<Record<string, TextName>>
    readonly onChoose: (choice: string) => void
}

function Choice({ label, value, all, names, onChoose }: ChoiceProps) {
    return (
        <label>
            {label}
            <select
                value={value}
                disabled={!isOpen.value}
                onChange={event => onChoose(event.currentTarget.value)}
            >
                {all.map(each => (
                    <option key={each} value={each}>
                        {names[each] ? t(names[each]) : each}
                    </option>
                ))}
            </select>
        </label>
    )
}

/** The rest stays. The machine starts anew there. */
function move(change: Partial<Network>): void {
    const { country = "", callerId = "", release = "" } = run.value ?? {}
    send({ do: "network", country, callerId, release, ...change })
}
