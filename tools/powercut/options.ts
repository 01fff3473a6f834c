/** What is asked of `npm run powercut`. */

import { availableParallelism } from "node:os"
import { parseArgs } from "node:util"
import { CUT_VARIANTS, type CutVariant } from "../../sim/chips/sdcard/power-cut.ts"
import { WrongUsage } from "../project.ts"
import { OPERATIONS, type FatFormat, type Operation } from "./operations.ts"
import type { Cut } from "./trial.ts"

const SEED_MAX = 4_294_967_295
const SEED_DEFAULT = 1
/** First cuts of which all second cuts are tried, without --full. */
const SECONDS_DEFAULT = 260
const NAME_WIDTH = 16
/** storage.md's word for "before". */
export const PREFIX = "prefix"
const FORMATS: readonly FatFormat[] = ["fat32", "fat16"]

/** One cut, perhaps with a second one in the boot after it. */
export interface OnlyCut {
    readonly operation: Operation
    readonly cut: Cut
    readonly second: Cut | undefined
}

export interface PowercutOrder {
    readonly operations: readonly Operation[]
    readonly formats: readonly FatFormat[]
    readonly isFull: boolean
    readonly isFresh: boolean
    readonly seed: number
    readonly workers: number
    readonly seconds: number
    /** Of each operation so many distinct cards at most, by chance. */
    readonly cards: number
    readonly only: OnlyCut | undefined
    readonly keep: string | undefined
    /** Image of another firmware (.devs). */
    readonly firmware: string | undefined
}

/** @returns undefined: help is wanted. @throws WrongUsage for what there is not */
export function parseOrder(args: readonly string[]): PowercutOrder | undefined {
    const { values, positionals } = readArguments(args)
    if (values.help) return undefined
    const isFull = values.full === true
    const only = values.only === undefined ? undefined : parseOnly(values.only)
    if (values.keep !== undefined && !only) throw wrong("--keep DIR: only together with --only CUT")
    const format = values.format ?? (isFull ? "both" : "fat32")
    if (format !== "both" && !FORMATS.includes(format as FatFormat))
        throw wrong(`--format ${format}: fat32, fat16 or both`)
    return {
        operations: only ? [only.operation] : chosen(positionals),
        formats: format === "both" ? FORMATS : [format as FatFormat],
        isFull,
        isFresh: values.fresh === true,
        seed: wholeNumber("seed", values.seed, { min: 0, max: SEED_MAX, usual: SEED_DEFAULT }),
        workers: wholeNumber("workers", values.workers, {
            ...{ min: 1, max: 64, usual: availableParallelism() },
        }),
        seconds: wholeNumber("seconds", values.seconds, {
            ...{ min: 0, max: 1_000_000, usual: isFull ? Infinity : SECONDS_DEFAULT },
        }),
        cards: wholeNumber("cards", values.cards, {
            ...{ min: 1, max: 1_000_000, usual: Infinity },
        }),
        only,
        keep: values.keep,
        firmware: values.firmware,
    }
}

export function powercutUsage(): string {
    const names = OPERATIONS.map(({ name, title }) => `  ${name.padEnd(NAME_WIDTH)}${title}`)
    return `cuts the power at every write of the firmware, boots it again with what its flash held then, and judges the
card; of a call also whether its message has number and name, and whether calls.csv has it once
usage: npm run powercut [-- operation …] [options]

  --full         FAT16 as well, all cards of every operation, and all second cuts: hours
  --seconds N    of so many first cuts, by chance, also every cut inside the boot after it; ${SECONDS_DEFAULT};
                 the first mount of a card, whose boots have hundreds of writes, only with --full
  --cards N      of each operation so many distinct cards at most, by chance
  --format F     fat32, fat16 or both; fat32
  --seed N       what is tried by chance; ${SEED_DEFAULT}
  --workers N    processes; as many as there are processors
  --fresh        begin anew, instead of going on where the last run stopped
  --firmware F   another firmware (.devs) than this project's
  --only CUT     one cut, such as record:prefix:123, or record:zeros:123+torn-first:2 with a second one
  --keep DIR     with --only: leave the card there as cut.img, and as booted.img after the boot

variants: ${[PREFIX, ...CUT_VARIANTS.slice(1)].join(", ")}
operations, all of them unless some are named:
${names.join("\n")}`
}

function readArguments(args: readonly string[]) {
    try {
        return parseArgs({
            args: [...args],
            allowPositionals: true,
            options: {
                full: { type: "boolean" },
                fresh: { type: "boolean" },
                seconds: { type: "string" },
                cards: { type: "string" },
                format: { type: "string" },
                seed: { type: "string" },
                workers: { type: "string" },
                only: { type: "string" },
                keep: { type: "string" },
                firmware: { type: "string" },
                help: { type: "boolean", short: "h" },
            },
        })
    } catch (error) {
        // Node's advice how to begin a name with a hyphen helps nobody here.
        throw wrong((error as Error).message.replace(/\. To specify .*$/, ""))
    }
}

function chosen(names: readonly string[]): readonly Operation[] {
    for (const name of names) operationOf(name)
    return names.length === 0 ? OPERATIONS : OPERATIONS.filter(each => names.includes(each.name))
}

function operationOf(name: string): Operation {
    const found = OPERATIONS.find(each => each.name === name)
    if (!found) throw wrong(`there is no operation "${name}"`)
    return found
}

/** `record:zeros:123`, or `record:zeros:123+torn-first:2`. */
function parseOnly(text: string): OnlyCut {
    const [first = "", second, ...rest] = text.split("+")
    const [name = "", variant = "", position = "", ...more] = first.split(":")
    if (rest.length + more.length > 0) throw wrong(`--only ${text}: OPERATION:VARIANT:POSITION`)
    return {
        operation: operationOf(name),
        cut: parseCut(text, variant, position),
        second: second === undefined ? undefined : parseSecond(text, second),
    }
}

function parseSecond(text: string, second: string): Cut {
    const [variant = "", position = ""] = second.split(":")
    return parseCut(text, variant, position)
}

function parseCut(text: string, name: string, position: string): Cut {
    const variant = name === PREFIX ? "before" : name
    if (!CUT_VARIANTS.includes(variant as CutVariant))
        throw wrong(`--only ${text}: there is no variant "${name}"`)
    if (!/^[1-9]\d*$/.test(position))
        throw wrong(`--only ${text}: the position is a whole number from 1 on`)
    return { variant: variant as CutVariant, position: Number(position) }
}

function wholeNumber(
    name: string,
    text: string | undefined,
    { min, max, usual }: { min: number; max: number; usual: number }
): number {
    if (text === undefined) return usual
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < min || value > max)
        throw wrong(`--${name} ${text}: must be a whole number from ${min} to ${max}`)
    return value
}

function wrong(problem: string): WrongUsage {
    return new WrongUsage(`${problem}\n${powercutUsage()}`)
}
