/** What is asked of `npm run bench`, and what a group of figures is told. */

import { parseArgs } from "node:util"
import { WrongUsage } from "../project.ts"

const RUNS_DEFAULT = 5
const NAME_WIDTH = 10

export interface BenchOptions {
    /** Starts of the simulator, of which the median counts. */
    readonly runs: number
    /** Says what is being done. */
    readonly progress: (text: string) => void
}

/** What there is to be asked for. */
export interface NamedGroup {
    readonly name: string
    readonly title: string
}

export interface BenchOrder<Group> {
    readonly groups: readonly Group[]
    readonly runs: number
}

/**
 * Read the command line.
 *
 * @returns undefined: help is wanted
 * @throws WrongUsage for a group or an option that there is not
 */
export function parseOrder<Group extends NamedGroup>(
    args: readonly string[],
    all: readonly Group[]
): BenchOrder<Group> | undefined {
    const { values, positionals } = readArguments(args, all)
    if (values.help) return undefined
    const unknown = positionals.filter(name => !all.some(group => group.name === name))
    if (unknown.length > 0) throw wrong(`there is no group ${unknown.join(", ")}`, all)
    const runs = Number(values.runs ?? RUNS_DEFAULT)
    if (!Number.isInteger(runs) || runs < 1)
        throw wrong(`--runs ${values.runs}: must be a whole number from 1 on`, all)
    const isWanted = (name: string) => positionals.length === 0 || positionals.includes(name)
    return { runs, groups: all.filter(({ name }) => isWanted(name)) }
}

export function benchUsage(all: readonly NamedGroup[]): string {
    const names = all.map(({ name, title }) => `  ${name.padEnd(NAME_WIDTH)}${title}`)
    return `every figure beside its goal
usage: npm run bench [-- group …] [--runs N]

  --runs N  the median of so many starts of the simulator; ${RUNS_DEFAULT}

groups, all of them unless some are named:
${names.join("\n")}`
}

function readArguments(args: readonly string[], all: readonly NamedGroup[]) {
    try {
        return parseArgs({
            args: [...args],
            allowPositionals: true,
            options: { runs: { type: "string" }, help: { type: "boolean", short: "h" } },
        })
    } catch (error) {
        // Node's advice how to begin a name with a hyphen helps nobody here.
        throw wrong((error as Error).message.replace(/\. To specify .*$/, ""), all)
    }
}

function wrong(problem: string, all: readonly NamedGroup[]): WrongUsage {
    return new WrongUsage(`${problem}\n${benchUsage(all)}`)
}
