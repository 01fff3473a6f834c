/** A first call, told step by step; each step can be done for the person. */

import { send } from "../state/link.ts"
import { run } from "../state/page-state.ts"
import { GUIDE_STEPS, guideStep, isGuideShown, showGuide, type GuideStep } from "../state/guide.ts"
import { call } from "../state/telephone.ts"
import { callerToSend } from "../state/caller.ts"
import { t, type TextName } from "../texts/texts.ts"

const TEXTS: Readonly<Record<GuideStep, TextName>> = {
    look: "guideLook",
    ring: "guideRing",
    greeting: "guideGreeting",
    speaking: "guideSpeaking",
    storing: "guideStoring",
    lamp: "guideLamp",
    play: "guidePlay",
    listen: "guideListen",
    done: "guideDone",
}
const RECORDING = "second-call"

export function GuideView() {
    if (!isGuideShown.value) return null
    const step = guideStep.value
    const at = GUIDE_STEPS.indexOf(step)
    return (
        <section class="guide" aria-labelledby="guide-heading">
            <h2 id="guide-heading">{t("guide")}</h2>
            <ol>
                {GUIDE_STEPS.slice(0, at + 1).map(name => (
                    <li key={name} aria-current={name === step ? "step" : undefined}>
                        {t(TEXTS[name])}
                    </li>
                ))}
            </ol>
            <div class="row">
                {step === "look" && (
                    <button type="button" class="call" onClick={letSomebodyCall}>
                        {t("guideCall")}
                    </button>
                )}
                {step === "lamp" && (
                    <button type="button" class="call" onClick={pressPlay}>
                        {t("guidePress")}
                    </button>
                )}
                <button type="button" onClick={() => showGuide(false)}>
                    {t("guideClose")}
                </button>
            </div>
        </section>
    )
}

function letSomebodyCall(): void {
    const recordings = run.value?.recordings ?? []
    const recording = recordings.includes(RECORDING) ? RECORDING : recordings[0]
    if (recording !== undefined) void call(callerToSend(), recording)
}

function pressPlay(): void {
    send({ do: "button", button: "play", isDown: true })
    send({ do: "button", button: "play", isDown: false })
}
