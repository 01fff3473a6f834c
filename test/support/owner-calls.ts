/** An owner who calls the machine: a card that speaks, keys typed at a telephone, and what came of each call. */

import { readFromCard } from "./card-on-pc.ts"
import { type ScenarioRun, SMALL_CARD } from "./scenario-run.ts"
import { voiceFiles } from "./voice.ts"

export const CODE = "2468"
export const OWNER = "2125550199"

/** A call with keys and the pauses after them, ms; from 1.5 s after the answer on. */
export function typedBy(number: string, ...typed: (string | number)[]): object {
    const audio = typed.map(each =>
        typeof each === "number" ? { silenceMs: each } : { dtmf: each, onMs: 70, offMs: 70 }
    )
    return {
        call: { number, audio, speakAfter: 1500, maxRings: 13, then: { stay: 6000 } },
    }
}

/** The same of the owner, who gives the code first. */
export function ownerTypes(...typed: (string | number)[]): object {
    return typedBy(OWNER, CODE, 2500, ...typed)
}

/** A card with the words of a language, and a settings.txt. @param more other files, by their paths */
export function speakingCard(language: string, settings: string, more: object = {}): object {
    const text = `language = ${language}\n${settings}`
    const files = {
        ...voiceFiles(language),
        ...more,
        "AFTERBEEP/settings.txt": { text },
    }
    return { ...SMALL_CARD, files }
}

/** The calls of calls.csv, in its order: their columns. */
export function listedCalls(run: ScenarioRun): string[][] {
    const lines = String(readFromCard(run, "AFTERBEEP/calls.csv")).split("\n").slice(1)
    return lines.filter(line => line.trim() !== "").map(line => line.trim().split(","))
}

/** What calls.csv says became of each call, in its order. */
export function outcomes(run: ScenarioRun): string[] {
    return listedCalls(run).map(columns => columns[4]!)
}

/** The lines of settings.txt. */
export function settingsOf(run: ScenarioRun): string[] {
    return String(readFromCard(run, "AFTERBEEP/settings.txt")).trimEnd().split(/\r?\n/)
}
