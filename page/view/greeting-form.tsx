/** A sound file that is put on the card as one of its greetings. */

import { signal } from "@preact/signals"
import { greetingState, sendGreeting } from "../state/card.ts"
import { GREETING_KINDS, greetingName } from "../state/greeting-names.ts"
import { t } from "../texts/texts.ts"

const chosenKind = signal(GREETING_KINDS[0]!)
const detail = signal("")

export function GreetingForm() {
    const { id, asks } = chosenKind.value
    const name = greetingName(chosenKind.value, detail.value)
    return (
        <section class="raised" aria-labelledby="greeting-heading">
            <h3 id="greeting-heading">{t("newGreetingHead")}</h3>
            <label>
                {t("greetingFor")}
                <select
                    value={id}
                    onChange={event => {
                        const wanted = event.currentTarget.value
                        chosenKind.value = GREETING_KINDS.find(each => each.id === wanted)!
                        detail.value = ""
                    }}
                >
                    {GREETING_KINDS.map(kind => (
                        <option key={kind.id} value={kind.id}>
                            {t(kind.says)}
                        </option>
                    ))}
                </select>
            </label>
            {asks && (
                <label>
                    {t(asks === "day" ? "greetingDate" : "greetingNumber")}
                    <input
                        type="text"
                        inputMode="numeric"
                        maxLength={20}
                        value={detail.value}
                        onInput={event => (detail.value = event.currentTarget.value)}
                    />
                </label>
            )}
            <label>
                {t("soundFile")}
                <input
                    type="file"
                    accept=".wav,audio/wav"
                    disabled={name === undefined}
                    onChange={event => {
                        const [file] = event.currentTarget.files ?? []
                        if (file && name !== undefined) void sendGreeting(file, name)
                        event.currentTarget.value = ""
                    }}
                />
            </label>
            <p aria-live="polite">{greetingText()}</p>
        </section>
    )
}

function greetingText(): string {
    if (greetingState.value === "sending") return t("greetingSending")
    return greetingState.value === "done" ? t("greetingDone") : ""
}
