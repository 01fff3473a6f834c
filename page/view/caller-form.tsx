/** Who calls, from which country's network. */

import { name, naming, number, unsentOf, type Naming } from "../state/caller.ts"
import { run } from "../state/page-state.ts"
import { t } from "../texts/texts.ts"
import { CountryChoice, NetworkDetails } from "./network-form.tsx"

export function CallerForm() {
    const unsent = unsentOf(run.value?.callerIdSent ?? "")
    return (
        <>
            <CallerFields />
            <p class="hint unsent" aria-live="polite">
                {unsent && t(unsent)}
            </p>
            <NetworkDetails />
        </>
    )
}

function CallerFields() {
    const isShown = naming.value === "shown"
    return (
        <div class="form">
            <CountryChoice />
            <label class="wide">
                {t("callerId")}
                <select
                    value={naming.value}
                    onChange={event => (naming.value = event.currentTarget.value as Naming)}
                >
                    <option value="shown">{t("showNumber")}</option>
                    <option value="private">{t("withheld")}</option>
                    <option value="none">{t("noCallerId")}</option>
                </select>
            </label>
            <label>
                {t("number")}
                <input
                    type="text"
                    inputMode="tel"
                    maxLength={20}
                    pattern="\+?[0-9]*"
                    value={number.value}
                    disabled={!isShown}
                    onInput={event => (number.value = event.currentTarget.value)}
                />
            </label>
            <label>
                {t("name")}
                <input
                    type="text"
                    maxLength={15}
                    pattern="[ -~]*"
                    value={name.value}
                    disabled={!isShown}
                    onInput={event => (name.value = event.currentTarget.value)}
                />
            </label>
        </div>
    )
}
