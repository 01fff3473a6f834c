/** What is asked of `npm run troubles`. */

import { parseArgs } from "node:util"
import { WrongUsage } from "../project.ts"
import { BRIDGES, type Bridge } from "./trouble.ts"

const SEEDS_DEFAULT = 200
const SEEDS_MAX = 100_000

export interface TroublesOrder {
    readonly from: number
    readonly seeds: number
    readonly bridges: readonly Bridge[]
    /** Folder where the card of the last seed is left; undefined: nowhere. */
    readonly keep: string | undefined
}

/** @returns undefined: help is wanted. @throws WrongUsage for what there is not */
export function parseOrder(args: readonly string[]): TroublesOrder | undefined {
    const { values } = readArguments(args)
    if (values.help) return undefined
    const bridge = BRIDGES.find(each => each === values.bridge)
    if (values.bridge !== undefined && !bridge)
        throw wrong(`--bridge ${values.bridge}: one of ${BRIDGES.join(", ")} is needed`)
    return {
        from: wholeNumber("from", values.from, 1),
        seeds: wholeNumber("seeds", values.seeds, SEEDS_DEFAULT),
        bridges: bridge ? [bridge] : BRIDGES,
        keep: values.keep,
    }
}

export function troublesUsage(): string {
    return `power, modem or card fails at a moment of a call drawn by lot; is the next call answered, and is what was promised kept?
usage: npm run troubles [-- options]

  --seeds N   so many calls, each on a new card; ${SEEDS_DEFAULT}
  --from N    the first seed; 1. Seeds know nothing of each other: go on where it was stopped, or play one again
  --bridge B  ${BRIDGES.join(" or ")} only; both, one after the other
  --keep DIR  leave the last card there, as card.img`
}

function readArguments(args: readonly string[]) {
    try {
        return parseArgs({
            args: [...args],
            options: {
                seeds: { type: "string" },
                from: { type: "string" },
                bridge: { type: "string" },
                keep: { type: "string" },
                help: { type: "boolean", short: "h" },
            },
        })
    } catch (error) {
        throw wrong((error as Error).message)
    }
}

function wholeNumber(name: string, text: string | undefined, usual: number): number {
    if (text === undefined) return usual
    const value = Number(text)
    if (text.trim() !== "" && Number.isInteger(value) && value >= 1 && value <= SEEDS_MAX)
        return value
    throw wrong(`--${name} ${text}: a whole number from 1 to ${SEEDS_MAX} is needed`)
}

function wrong(what: string): WrongUsage {
    return new WrongUsage(`${what}\n\n${troublesUsage()}`)
}
