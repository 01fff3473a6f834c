/** A sound or words of one's own, in the place of one's voice. */

import { TEXT_MAX, VOICES, type Voice } from "../../sim/protocol/voices.ts"
import {
    ownState,
    ownText,
    ownTrouble,
    sendOwnFile,
    sendOwnText,
    voiceId,
} from "../state/own-sound.ts"
import { language, t } from "../texts/texts.ts"
import { ActButton } from "./act-button.tsx"

export function OwnSound() {
    return (
        <details>
            <summary>{t("ownSound")}</summary>
            <div class="talk">
                <label>
                    {t("ownWords")}
                    <textarea
                        rows={3}
                        maxLength={TEXT_MAX}
                        value={ownText.value}
                        onInput={event => (ownText.value = event.currentTarget.value)}
                    />
                </label>
                <div class="row">
                    <label class="grow">
                        {t("ownVoice")}
                        <select
                            value={voiceId.value}
                            onChange={event => (voiceId.value = event.currentTarget.value)}
                        >
                            {VOICES.map(voice => (
                                <option key={voice.id} value={voice.id}>
                                    {voiceName(voice)}
                                </option>
                            ))}
                        </select>
                    </label>
                    <ActButton
                        isDisabled={ownText.value.trim() === "" || ownState.value === "busy"}
                        onClick={() => void sendOwnText()}
                    >
                        {t("speakThem")}
                    </ActButton>
                </div>
                <label>
                    {t("ownFile")}
                    <input
                        type="file"
                        accept="audio/*,.wav"
                        onChange={event => {
                            const [file] = event.currentTarget.files ?? []
                            if (file) void sendOwnFile(file)
                            event.currentTarget.value = ""
                        }}
                    />
                </label>
                <p aria-live="polite">{newsText()}</p>
                {ownTrouble.value !== "" && <p class="trouble">{ownTrouble.value}</p>}
            </div>
        </details>
    )
}

function voiceName({ id, language: code, program }: Voice): string {
    const name = new Intl.DisplayNames(language.value, { type: "language" }).of(code) ?? code
    return program === "Flite" ? `${name} (${program}, ${id})` : `${name} (${program})`
}

function newsText(): string {
    switch (ownState.value) {
        case "none":
            return ""
        case "busy":
            return t("ownBusy")
        case "said":
            return t("ownSaid")
        case "next":
            return t("ownNext")
    }
}
