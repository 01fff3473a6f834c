/** Reading a command line of words, `--name value` and `--flag`, so that every mistake is explained. */
import { parseArgs } from "node:util"
import { nearestName } from "../../sim/scenario/nearest-name.ts"
import { UsageError } from "../../sim/cli/usage-error.ts"

export interface ArgumentForm<Name extends string, Flag extends string> {
    /** What the words are called, in their order; the last one may be given several times if it ends in "…". */
    readonly words: readonly string[]
    /** How many of the words must be there. */
    readonly wordsMin: number
    readonly values: readonly Name[]
    readonly flags: readonly Flag[]
}

export interface Arguments<Name extends string, Flag extends string> {
    readonly words: readonly string[]
    readonly values: Readonly<Partial<Record<Name, string>>>
    readonly flags: ReadonlySet<Flag>
}

/** @throws UsageError: what is wrong, and what would be right */
export function readArguments<Name extends string, Flag extends string>(
    args: readonly string[],
    form: ArgumentForm<Name, Flag>
): Arguments<Name, Flag> {
    const words: string[] = []
    const values: Partial<Record<Name, string>> = {}
    const flags = new Set<Flag>()
    for (const token of tokensOf(args, form)) {
        if (token.kind === "positional") words.push(token.value)
        if (token.kind !== "option") continue
        const flag = form.flags.find(each => each === token.name)
        const name = form.values.find(each => each === token.name)
        if (flag === undefined && name === undefined) throw unknownOption(token.rawName, form)
        if (flag !== undefined && token.value !== undefined)
            throw new UsageError(`--${flag} takes no value`)
        if (flag !== undefined) flags.add(flag)
        if (name === undefined) continue
        if (values[name] !== undefined) throw new UsageError(`--${name} is given twice`)
        values[name] = requireValue(name, token.value)
    }
    requireWords(words, form)
    return { words, values, flags }
}

/** @throws UsageError: no whole number in these limits */
export function readNumber(option: string, text: string, min: number, max: number): number {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= min && value <= max) return value
    throw new UsageError(`--${option} ${text}: must be a whole number from ${min} to ${max}`)
}

/** @throws UsageError: none of the names */
export function readChoice<Name extends string>(
    option: string,
    text: string,
    names: readonly Name[]
): Name {
    const found = names.find(name => name === text)
    if (found !== undefined) return found
    const nearest = nearestName(text, names)
    const hint = nearest === undefined ? "" : ` Did you mean "${nearest}"?`
    throw new UsageError(`--${option} ${text}: must be one of ${names.join(", ")}.${hint}`)
}

function tokensOf<Name extends string, Flag extends string>(
    args: readonly string[],
    { values, flags }: ArgumentForm<Name, Flag>
) {
    const options = Object.fromEntries([
        ...values.map(name => [name, { type: "string" } as const] as const),
        ...flags.map(name => [name, { type: "boolean" } as const] as const),
    ])
    return parseArgs({
        args: [...args],
        options,
        strict: false,
        allowPositionals: true,
        tokens: true,
    }).tokens
}

function requireValue(name: string, value: string | undefined): string {
    if (value !== undefined && value !== "" && !value.startsWith("--")) return value
    throw new UsageError(`--${name} needs a value after it`)
}

function requireWords(
    words: readonly string[],
    { words: names, wordsMin }: ArgumentForm<string, string>
): void {
    const missing = names[words.length]
    if (words.length < wordsMin)
        throw new UsageError(`${missing!.replace("…", "")} is missing: see --help`)
    const isOpen = names.at(-1)?.endsWith("…") === true
    if (!isOpen && words.length > names.length)
        throw new UsageError(`"${words[names.length]}" is not expected here: see --help`)
}

function unknownOption(
    rawName: string,
    { values, flags }: ArgumentForm<string, string>
): UsageError {
    const known = [...values, ...flags, "help"]
    const nearest = nearestName(rawName.replace(/^-+/, ""), known)
    const hint = nearest === undefined ? "" : ` Did you mean --${nearest}?`
    return new UsageError(
        `unknown option ${rawName}.${hint} Known: ${known.map(name => `--${name}`).join(", ")}`
    )
}
