/** Keys of the telephone, pressed one after the other at a machine's pace. */

import { signal } from "@preact/signals"
import { send } from "../state/link.ts"
import { machine } from "../state/page-state.ts"
import { role } from "../state/telephone.ts"
import { t } from "../texts/texts.ts"
import { ActButton } from "./act-button.tsx"

const keys = signal("")
const KEYS = /^[0-9*#, ]{1,64}$/

export function KeySender() {
    const isUp = role.value !== "none" && machine.value.call !== "none"
    return (
        <div class="row">
            <label class="grow">
                {t("keysToPress")}
                <input
                    type="text"
                    inputMode="tel"
                    maxLength={64}
                    pattern="[0-9*#, ]*"
                    value={keys.value}
                    onInput={event => (keys.value = event.currentTarget.value)}
                />
            </label>
            <ActButton
                isDisabled={!isUp || !KEYS.test(keys.value)}
                onClick={() => send({ do: "keys", keys: keys.value })}
            >
                {t("pressKeys")}
            </ActButton>
        </div>
    )
}
