/** The list of single keys, and the switch that turns them off. */

import { areKeysOn, isHelpShown } from "../state/keys.ts"
import { t, type TextName } from "../texts/texts.ts"

const ROWS: readonly (readonly [key: string, does: TextName])[] = [
    ["C", "keyCall"],
    ["0–9 * #", "keyTelephone"],
    ["P", "keyPlay"],
    ["N", "keyNext"],
    ["R", "keyRepeat"],
    ["D", "keyDelete"],
    ["E", "keyRecord"],
    ["A", "keyAnswer"],
    ["O", "keyMenu"],
    ["S", "keySpeak"],
    ["K", "keyCard"],
    ["U", "keyPower"],
    ["M", "keyMute"],
    ["V", "keyPause"],
    ["G", "keyGuide"],
    ["?", "keyHelp"],
]

export function KeyHelp() {
    if (!isHelpShown.value) return null
    return (
        <section aria-labelledby="keys-heading">
            <h2 id="keys-heading">{t("keys")}</h2>
            <dl class="keys">
                {ROWS.map(([key, does]) => (
                    <div key={key}>
                        <dt>
                            <kbd>{key}</kbd>
                        </dt>
                        <dd>{t(does)}</dd>
                    </div>
                ))}
            </dl>
            <label class="check">
                <input
                    type="checkbox"
                    checked={areKeysOn.value}
                    onChange={() => (areKeysOn.value = !areKeysOn.value)}
                />
                {t("keysOn")}
            </label>
        </section>
    )
}
