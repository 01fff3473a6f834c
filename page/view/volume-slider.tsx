/** How loud one of the page's voices is made, with its value beside it. */

import { type Voice } from "../line/sound.ts"
import { setVolume, volumes } from "../state/telephone.ts"
import { t } from "../texts/texts.ts"

export function VolumeSlider({ label, voice }: { readonly label: string; readonly voice: Voice }) {
    const volume = volumes.value[voice]
    return (
        <label class="meter">
            <span>{label}</span>
            <span class="word">{t("percent", { n: Math.round(100 * volume) })}</span>
            <input
                type="range"
                min="0"
                max="1"
                step="0.05"
                value={volume}
                onInput={event => setVolume(voice, event.currentTarget.valueAsNumber)}
            />
        </label>
    )
}
