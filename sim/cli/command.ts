/** One word after `afterbeep`, and reading its options so that every mistake is explained. */

import { parseArgs } from "node:util"
import { nearestName } from "../scenario/nearest-name.ts"
import { UsageError } from "./usage-error.ts"

export interface Command {
    readonly name: string
    /** One line for the list of commands. */
    readonly summary: string
    /** All that `--help` prints. */
    readonly help: string
    /**
     * Do it; answers the process's exit code.
     *
     * @throws UsageError where the command line is wrong
     */
    run(args: readonly string[]): Promise<number>
}

/** Commands under one word, as `afterbeep card make`. */
export interface CommandGroup {
    readonly name: string
    readonly summary: string
    /** Opens the list that `--help` prints. */
    readonly title: string
    readonly commands: readonly (Command | CommandGroup)[]
}

/**
 * Read `--name value` and `--name=value`; every option has a value.
 *
 * @param flags options that the caller has taken out of `args` already, for the list of what there is
 * @throws UsageError: an unknown option with what was probably meant, an option without its value, one given twice, or
 *     a word that is no option
 */
export function parseOptions<Name extends string>(
    args: readonly string[],
    names: readonly Name[],
    flags: readonly string[] = []
): Partial<Record<Name, string>> {
    const { tokens } = parseArgs({
        args: [...args],
        options: Object.fromEntries(names.map(name => [name, { type: "string" } as const])),
        strict: false,
        allowPositionals: true,
        tokens: true,
    })
    const values: Partial<Record<Name, string>> = {}
    for (const token of tokens) {
        if (token.kind === "positional")
            throw new UsageError(`"${token.value}" is not expected here; options begin with --`)
        if (token.kind !== "option") continue
        const name = names.find(each => each === token.name)
        if (name === undefined) throw unknownOption(token.rawName, [...names, ...flags])
        if (values[name] !== undefined) throw new UsageError(`--${name} is given twice`)
        values[name] = requireValue(token)
    }
    return values
}

function requireValue(token: {
    readonly name: string
    readonly value?: string | undefined
}): string {
    const { name, value } = token
    if (value !== undefined && value !== "" && !value.startsWith("--")) return value
    throw new UsageError(`--${name} needs a value after it`)
}

function unknownOption(rawName: string, known: readonly string[]): UsageError {
    const nearest = nearestName(rawName.replace(/^-+/, ""), [...known, "help"])
    const hint = nearest === undefined ? "" : ` Did you mean --${nearest}?`
    const all = known.map(name => `--${name}`).join(", ")
    return new UsageError(`unknown option ${rawName}.${hint} Known: ${all}, --help`)
}
