/** What follows when the caller hangs up: the country's own steps, or what a scenario asks of this exchange instead. */
import { type CountryPlan, type LineStep } from "./country-plan.ts"

/** Every operator sets up its exchanges differently; what is left out is as the country has it. */
export interface ReleasePlan {
    /** How long the loop current is interrupted; 0: not at all. */
    readonly loopDropMs: number | undefined
    /** What the subscriber hears then. */
    readonly tone: ReleaseTone | undefined
}

export const RELEASE_TONES = ["busy", "congestion", "dial", "none"] as const
export type ReleaseTone = (typeof RELEASE_TONES)[number]

const QUIET_MS = 300
const TONE_MS = 60_000

export function releaseSteps(plan: CountryPlan, release: ReleasePlan): readonly LineStep[] {
    const own = plan.afterCallerHangsUp
    const ownDropAt = own.findIndex(step => step.kind === "drop")
    const ownDrop = own.slice(0, ownDropAt + 1)
    const { loopDropMs, tone } = release
    return [
        ...(loopDropMs === undefined ? ownDrop : dropSteps(loopDropMs)),
        ...(tone === undefined ? own.slice(ownDropAt + 1) : toneSteps(tone)),
    ]
}

function dropSteps(lengthMs: number): readonly LineStep[] {
    if (lengthMs === 0) return []
    return [
        { kind: "quiet", lengthMs: QUIET_MS },
        { kind: "drop", lengthMs },
    ]
}

function toneSteps(tone: ReleaseTone): readonly LineStep[] {
    if (tone === "none") return []
    return [
        { kind: "quiet", lengthMs: QUIET_MS },
        { kind: "tone", tone, lengthMs: TONE_MS },
    ]
}
