/** A first call, told step by step; each step can be done for the person. */

import { send } from "../state/link.ts"
import { GUIDE_STEPS, guideStep, isGuideShown, showGuide, type GuideStep } from "../state/guide.ts"
import { call, usualRecording } from "../state/telephone.ts"
import { callerToSend } from "../state/caller.ts"
import { t, type TextName } from "../texts/texts.ts"
import { ActButton } from "./act-button.tsx"

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

const DEEDS: Readonly<Partial<Record<GuideStep, readonly [name: TextName, act: () => void]>>> = {
    look: ["guideCall", letSomebodyCall],
    lamp: ["guidePress", pressPlay],
}

/** Every step stands in the same place, and only one is seen: so the panel is as high as the longest, and nothing below it moves. */
export function GuideView() {
    if (!isGuideShown.value) return null
    const step = guideStep.value
    const at = GUIDE_STEPS.indexOf(step)
    return (
        <section class="guide" aria-labelledby="guide-heading">
            <div class="guide-head">
                <h2 id="guide-heading">{t("guide")}</h2>
                <span class="hint">{t("guideStep", { n: at + 1, all: GUIDE_STEPS.length })}</span>
                <button type="button" onClick={() => showGuide(false)}>
                    {t("guideClose")}
                </button>
            </div>
            <ol class="steps">
                {GUIDE_STEPS.map(name => (
                    <li key={name} aria-current={name === step ? "step" : undefined}>
                        <span>{t(TEXTS[name])}</span>
                        <StepButton step={name} />
                    </li>
                ))}
            </ol>
        </section>
    )
}

/** What does a step for the person. */
function StepButton({ step }: { readonly step: GuideStep }) {
    const [name, act] = DEEDS[step] ?? []
    if (!name || !act) return null
    return (
        <ActButton class="call" onClick={act}>
            {t(name)}
        </ActButton>
    )
}

function letSomebodyCall(): void {
    const recording = usualRecording()
    if (recording !== undefined) void call(callerToSend(), recording)
}

/** As long as a finger takes: the machine does not believe a shorter one. */
const PRESS_MS = 120

function pressPlay(): void {
    send({ do: "button", button: "play", isDown: true })
    setTimeout(() => send({ do: "button", button: "play", isDown: false }), PRESS_MS)
}
