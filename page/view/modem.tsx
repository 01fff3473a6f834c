/** What machine and modem say to each other, in clear text. */

import { computed } from "@preact/signals"
import { talkLine, talkText } from "../state/modem-talk.ts"
import { shownEvents } from "../state/timeline-view.ts"
import { t } from "../texts/texts.ts"
import { formatMs } from "./format.ts"
import { SaveButton } from "./save-button.tsx"
import { PauseButton } from "./timeline.tsx"
import { VirtualRows } from "./virtual-rows.tsx"

const talk = computed(() => shownEvents.value.map(talkLine).filter(line => line !== undefined))

export function ModemView() {
    const lines = talk.value
    return (
        <>
            <div class="row">
                <PauseButton />
                <SaveButton name="modem.txt" text={() => talkText(lines)}>
                    {t("exportTalk")}
                </SaveButton>
                <p class="hint">{t("modemHint")}</p>
            </div>
            <VirtualRows
                label={t("tabModem")}
                heads={[t("time"), t("direction"), t("words"), t("meaning")]}
                count={lines.length}
                row={index => {
                    const { tMs, isCommand, text, meaning } = lines[index]!
                    return [
                        formatMs(tMs),
                        <span>
                            <span aria-hidden="true">{isCommand ? "→ " : "← "}</span>
                            {t(isCommand ? "toModem" : "fromModem")}
                        </span>,
                        <kbd lang="en" translate={false}>
                            {text}
                        </kbd>,
                        meaning ? t(meaning) : "",
                    ]
                }}
            />
        </>
    )
}
