/** Who calls, from which country's network. */

import { name, naming, number, type Naming } from "../state/caller.ts"
import { send } from "../state/link.ts"
import { isOpen, run } from "../state/page-state.ts"
import { language, t } from "../texts/texts.ts"

export function CallerForm() {
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

function CountryChoice() {
    const names = new Intl.DisplayNames(language.value, { type: "region" })
    const { country = "", countries = [] } = run.value ?? {}
    return (
        <label class="wide" title={t("countryHint")}>
            {t("country")}
            <select
                value={country}
                disabled={!isOpen.value}
                onChange={event => send({ do: "country", country: event.currentTarget.value })}
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
