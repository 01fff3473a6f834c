/** Looks at the message lamp as a person does: groups of blinks, double flashes, or lit. */

import { type ScenarioRun } from "./scenario-run.ts"

/** A light is a flash below this, lit for a purpose above the other, and a blink between. */
const FLASH_MAX_MS = 200
const BLINK_MAX_MS = 600
const LONG_MAX_MS = 1000
/** A longer dark ends a group. */
const GAP_MAX_MS = 800

export interface Light {
    readonly fromMs: number
    readonly toMs: number
}

/** When the lamp was lit, from `fromMs` to `toMs` after power-on. */
export function lights(run: ScenarioRun, fromMs = 0, toMs = run.endMs): Light[] {
    const found: Light[] = []
    let onMs: number | undefined
    for (const { tMs, value } of run.events("panel", "lamp") as { tMs: number; value?: number }[]) {
        if (Number(value) > 0) onMs ??= tMs
        else if (onMs !== undefined) {
            if (onMs >= fromMs && tMs <= toMs) found.push({ fromMs: onMs, toMs: tMs })
            onMs = undefined
        }
    }
    return found
}

/**
 * What the lamp says in that time, one sign for each group: "blink" or "3 blinks", "trouble" (two flashes), "long" (calls to return), "lit".
 *
 * The first and the last group may be cut by the ends of that time.
 */
export function lampSigns(run: ScenarioRun, fromMs = 0, toMs = run.endMs): string[] {
    const groups: Light[][] = []
    for (const light of lights(run, fromMs, toMs)) {
        const last = groups.at(-1)?.at(-1)
        if (last && light.fromMs - last.toMs < GAP_MAX_MS && kindOf(last) === kindOf(light))
            groups.at(-1)!.push(light)
        else groups.push([light])
    }
    return groups.map(signOf)
}

function kindOf({ fromMs, toMs }: Light): "flash" | "blink" | "long" | "lit" {
    const ms = toMs - fromMs
    if (ms < FLASH_MAX_MS) return "flash"
    if (ms < BLINK_MAX_MS) return "blink"
    return ms < LONG_MAX_MS ? "long" : "lit"
}

function signOf(group: readonly Light[]): string {
    const kind = kindOf(group[0]!)
    const count = group.length
    if (kind === "flash") return count === 2 ? "trouble" : `${count} flashes`
    if (kind === "lit" || kind === "long") return kind
    return count === 1 ? "blink" : `${count} blinks`
}
