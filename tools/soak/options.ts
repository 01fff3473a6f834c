/** What is asked of `npm run soak`. */

import { parseArgs } from "node:util"
import { WrongUsage } from "../project.ts"

const DEEDS_DEFAULT = 2000
const SEED_DEFAULT = 1
const SEED_MAX = 4_294_967_295

export interface SoakOrder {
    readonly deeds: number
    readonly seed: number
    /** Folder where the card is left; undefined: nowhere. */
    readonly keep: string | undefined
}

/** @returns undefined: help is wanted. @throws WrongUsage for what there is not */
export function parseOrder(args: readonly string[]): SoakOrder | undefined {
    const { values } = readArguments(args)
    if (values.help) return undefined
    return {
        deeds: wholeNumber("deeds", values.deeds, { min: 1, max: 5000, usual: DEEDS_DEFAULT }),
        seed: wholeNumber("seed", values.seed, { min: 0, max: SEED_MAX, usual: SEED_DEFAULT }),
        keep: values.keep,
    }
}

export function soakUsage(): string {
    return `lets callers, the owner and power failures happen to one machine, by lot, and looks if anything was lost
usage: npm run soak [-- options]

  --deeds N   so many of them, on one card; ${DEEDS_DEFAULT}
  --seed N    what is drawn; ${SEED_DEFAULT}
  --keep DIR  leave the card there, as card.img

It fails where the firmware crashed, a chip's rule was broken, a call is not in calls.csv, a message is missing or too short,
the script heap grew by more than 5 %, or the card has a fault.`
}

function readArguments(args: readonly string[]) {
    try {
        return parseArgs({
            args: [...args],
            options: {
                deeds: { type: "string" },
                seed: { type: "string" },
                keep: { type: "string" },
                help: { type: "boolean", short: "h" },
            },
        })
    } catch (error) {
        throw wrong((error as Error).message)
    }
}

function wholeNumber(
    name: string,
    text: string | undefined,
    { min, max, usual }: { min: number; max: number; usual: number }
): number {
    if (text === undefined) return usual
    const value = Number(text)
    if (text.trim() !== "" && Number.isInteger(value) && value >= min && value <= max) return value
    throw wrong(`--${name} ${text}: a whole number from ${min} to ${max} is needed`)
}

function wrong(what: string): WrongUsage {
    return new WrongUsage(`${what}\n\n${soakUsage()}`)
}
