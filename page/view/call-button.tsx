/** The button that calls, hangs up, or takes a call over from another page. */

import { callerToSend, voice } from "../state/caller.ts"
import { call, hangUp, role, takeOver } from "../state/telephone.ts"
import { t } from "../texts/texts.ts"
import { ActButton } from "./act-button.tsx"
import { CALL_ID } from "./ids.ts"

export function CallButton() {
    if (role.value === "onlooker")
        return (
            <ActButton id={CALL_ID} class="call" onClick={() => void takeOver()}>
                {t("takeOver")}
            </ActButton>
        )
    if (role.value === "caller")
        return (
            <ActButton id={CALL_ID} class="call up" onClick={hangUp}>
                {t("hangUp")}
            </ActButton>
        )
    return (
        <ActButton id={CALL_ID} class="call" onClick={() => void call(callerToSend(), voice.value)}>
            <span aria-hidden="true">☎ </span>
            {t("call")}
        </ActButton>
    )
}
