/** What a modem said of itself in a self-test, as a file: a modem that the simulator can be (sim/chips/voice-modem/profiles/captured.ts). */

import { ToolError } from "../project.ts"
import { type SelfTestLog } from "./findings.ts"

/** @returns JSON. @throws ToolError: the modem was not asked */
export function captureOf({ modem, answers }: SelfTestLog): string {
    if (Object.keys(answers).length === 0)
        throw new ToolError("nothing to capture: the modem was not asked, for it did not answer")
    return `${JSON.stringify({ takenFor: modem, answers }, undefined, 4)}\n`
}
