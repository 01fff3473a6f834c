/** The options of `afterbeep sim`, checked as far as they can be without looking into a file. */

import { existsSync, statSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { whyNoFolder } from "../card/make-folder.ts"
import { UsageError } from "./usage-error.ts"

export const OPTION_NAMES = ["scenario", "card", "out", "seed", "firmware", "volume"] as const
export type OptionName = (typeof OPTION_NAMES)[number]

export const SEED_DEFAULT = 1
const SEED_MAX = 0xffffffff

/** Paths as the user wrote them. */
export interface SimOptions {
    readonly scenarioPath: string
    readonly cardPath: string | undefined
    readonly outFolder: string
    /** Undefined: what the scenario says. */
    readonly seed: number | undefined
    /** Undefined: what the scenario says, or the firmware that is built from src. */
    readonly firmwarePath: string | undefined
    readonly volumePath: string | undefined
}

/** @throws UsageError: an option is missing or can't be used */
export function readSimOptions(given: Partial<Record<OptionName, string>>): SimOptions {
    const { scenario, card, out, firmware, volume } = given
    if (scenario === undefined) throw new UsageError("--scenario FILE is missing: what is played")
    if (out === undefined) throw new UsageError("--out FOLDER is missing: where the outputs go")
    requirePlaceForFolder("out", out)
    if (card !== undefined) requirePlaceForFile("card", card)
    if (volume !== undefined) requirePlaceForFile("volume", volume)
    if (volume !== undefined && card === undefined)
        throw new UsageError("--volume needs --card: it is the card's volume")
    if (volume !== undefined && card !== undefined && resolve(volume) === resolve(card))
        throw new UsageError("--volume and --card are one and the same file")
    return {
        scenarioPath: scenario,
        cardPath: card,
        outFolder: out,
        seed: readGivenSeed(given.seed),
        firmwarePath: firmware,
        volumePath: volume,
    }
}

/** @throws UsageError: something else is there, or no folder for it */
export function requirePlaceForFile(option: OptionName, path: string): void {
    if (existsSync(path) && !statSync(path).isFile())
        throw new UsageError(`--${option} ${path}: is not a file`)
    const folder = dirname(resolve(path))
    if (!existsSync(folder))
        throw new UsageError(`--${option} ${path}: there is no folder ${dirname(path)}`)
    if (!statSync(folder).isDirectory())
        throw new UsageError(`--${option} ${path}: ${dirname(path)} is a file, and no folder`)
}

/** @throws UsageError: no folder can be there, or nothing written into it */
export function requirePlaceForFolder(option: OptionName, path: string): void {
    const why = whyNoFolder(path)
    if (why !== undefined) throw new UsageError(`--${option} ${path}: ${why}`)
}

function readGivenSeed(text: string | undefined): number | undefined {
    return text === undefined ? undefined : readSeed(text)
}

/** @throws UsageError: no seed */
export function readSeed(text: string | undefined): number {
    if (text === undefined) return SEED_DEFAULT
    const seed = Number(text)
    if (/^\d+$/.test(text) && seed <= SEED_MAX) return seed
    throw new UsageError(`--seed ${text}: must be a whole number from 0 to ${SEED_MAX}`)
}
