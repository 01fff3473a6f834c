/** The first call, which the demo plays and which can be placed by hand: who calls, what they say, and the card. */

import { join } from "node:path"
import { ROOT } from "../../../tools/project.ts"
import { decodeWav } from "../../audio/wav.ts"
import { type CallSpec } from "../../exchange/call-spec.ts"
import { loadScenario } from "../../scenario/load.ts"
import { promptFiles } from "../prompt-files.ts"
import { type CardPlan, type Scenario } from "../../scenario/scenario.ts"

const PATH = join(ROOT, "scenarios", "first-call.json")
const GREETING = "AFTERBEEP/greetings/default.wav"

export interface FirstCall {
    readonly scenario: Scenario
    readonly spec: CallSpec
    readonly card: CardPlan
    /** The owner's greeting, which lies on the card; 8000 Hz. */
    readonly greeting: Float32Array
}

/** @throws ScenarioError: the file is not what it was */
export function loadFirstCall(): FirstCall {
    const scenario = loadScenario(PATH)
    const step = scenario.steps.find(each => each.kind === "call")
    if (!step || !scenario.card) throw new Error(`${PATH}: a call and a card are wanted`)
    const file = scenario.card.files.find(each => each.name === GREETING)
    if (!file) throw new Error(`${PATH}: a greeting on the card is wanted`)
    const greeting = decodeWav(file.bytes, GREETING)
    const card = { ...scenario.card, files: [...scenario.card.files, ...promptFiles()] }
    return { scenario, spec: step.spec, card, greeting }
}
