/**
 * JSON that knows where it stands: every value can say which file, line and key it is, so that every complaint about
 * it can. Strict JSON (RFC 8259): no comments, no trailing commas, and no key twice in one object.
 */

import { parseTree, printParseErrorCode, type Node, type ParseError } from "jsonc-parser"
import { nearestName } from "./nearest-name.ts"

/** Something a person must correct in a file they wrote: one line for each problem. */
export class ScenarioError extends Error {
    constructor(readonly problems: readonly string[]) {
        super(problems.join("\n"))
        this.name = "ScenarioError"
    }
}

export type JsonKind = "object" | "array" | "string" | "number" | "boolean" | "null"

interface Range {
    readonly min: number
    readonly max: number
}

/** A value in a JSON file. Its methods check what it is, and throw ScenarioError naming file, line and key. */
export class JsonValue {
    private constructor(
        private readonly file: JsonFile,
        private readonly node: Node,
        /** Path from the top, as in `steps[2].call.audio[0]`; empty at the top. */
        readonly key: string
    ) {}

    /**
     * Read a whole file's text.
     *
     * @param fileName as it shall appear in messages
     * @throws ScenarioError where it is not strict JSON
     */
    static parse(fileName: string, text: string): JsonValue {
        const file = new JsonFile(fileName, text.replace(/^\uFEFF/, ""))
        if (file.text.trim() === "")
            throw new ScenarioError([`${fileName}:1: the file is empty; a scenario is wanted`])
        const errors: ParseError[] = []
        const root = parseTree(file.text, errors, { disallowComments: true })
        const first = errors[0]
        if (first) throw file.syntaxError(first)
        return new JsonValue(file, root!, "")
    }

    get kind(): JsonKind {
        return this.node.type as JsonKind
    }

    /** The value as plain data. */
    get plain(): unknown {
        return JSON.parse(
            this.file.text.slice(this.node.offset, this.node.offset + this.node.length)
        )
    }

    /** File, line and key, as in `s.json:7: steps[2].press`. */
    get place(): string {
        const fileAndLine = `${this.file.name}:${this.file.lineAt(this.node.offset)}`
        return this.key === "" ? fileAndLine : `${fileAndLine}: ${this.key}`
    }

    /** The complaint itself: file, line, key, what is wrong, what is allowed. */
    problem(message: string): ScenarioError {
        return new ScenarioError([`${this.place}: ${message}`])
    }

    /** Members of an object, in their order. */
    members(): ReadonlyMap<string, JsonValue> {
        if (this.kind !== "object") throw this.wrongKind("an object {…}")
        const members = new Map<string, JsonValue>()
        for (const property of this.node.children ?? []) {
            const name = String(property.children?.[0]?.value)
            const value = new JsonValue(this.file, property.children![1]!, joinKey(this.key, name))
            if (members.has(name)) throw value.problem("the key stands here twice; keep one")
            members.set(name, value)
        }
        return members
    }

    /** Members of an object that may have only the keys `allowed`; every other one is a problem. */
    membersOf(allowed: readonly string[]): ReadonlyMap<string, JsonValue> {
        const members = this.members()
        const problems = [...members]
            .filter(([name]) => !allowed.includes(name))
            .flatMap(
                ([name, value]) => value.problem(`unknown key. ${suggest(name, allowed)}`).problems
            )
        if (problems.length > 0) throw new ScenarioError(problems)
        return members
    }

    items(): readonly JsonValue[] {
        if (this.kind !== "array") throw this.wrongKind("a list […]")
        const children = this.node.children ?? []
        return children.map(
            (node, index) => new JsonValue(this.file, node, `${this.key}[${index}]`)
        )
    }

    string(wanted = 'text in "quotes"'): string {
        if (this.kind !== "string") throw this.wrongKind(wanted)
        return this.node.value as string
    }

    /** A number from `range.min` to `range.max`, both allowed. */
    number(range: Range): number {
        const wanted = `a number from ${range.min} to ${range.max}`
        if (this.kind !== "number") throw this.wrongKind(wanted)
        const value = this.node.value as number
        if (value < range.min || value > range.max) throw this.wrongKind(wanted)
        return value
    }

    wholeNumber(range: Range): number {
        const value = this.number(range)
        if (Number.isInteger(value)) return value
        throw this.wrongKind(`a whole number from ${range.min} to ${range.max}`)
    }

    boolean(): boolean {
        if (this.kind !== "boolean") throw this.wrongKind("true or false")
        return this.node.value as boolean
    }

    /** @param others what else is allowed here and is no text; for the complaint */
    oneOf<Name extends string>(names: readonly Name[], others: readonly string[] = []): Name {
        const allowed = `one of ${[quoteList(names), ...others].join(", ")}`
        const value = this.string(allowed)
        if ((names as readonly string[]).includes(value)) return value as Name
        const all = [suggest(value, names), ...others].join(", ")
        throw this.problem(`${JSON.stringify(value)} is not known here. ${all}`)
    }

    /** The complaint that something else was wanted here. */
    wrongKind(wanted: string): ScenarioError {
        return this.problem(`must be ${wanted}, not ${this.abbreviated()}`)
    }

    private abbreviated(): string {
        if (this.kind === "object") return "an object {…}"
        if (this.kind === "array") return "a list […]"
        return JSON.stringify(this.node.value as unknown)
    }
}

/** Run every check, and throw the problems of all of them together. */
export function checkAll<Value>(checks: readonly (() => Value)[]): Value[] {
    const problems: string[] = []
    const values: Value[] = []
    for (const check of checks) {
        try {
            values.push(check())
        } catch (error) {
            if (!(error instanceof ScenarioError)) throw error
            problems.push(...error.problems)
        }
    }
    if (problems.length > 0) throw new ScenarioError(problems)
    return values
}

/** `Did you mean "x"? Allowed: …` */
export function suggest(word: string, allowed: readonly string[]): string {
    const nearest = nearestName(word, allowed)
    const hint = nearest === undefined ? "" : `Did you mean "${nearest}"? `
    return `${hint}Allowed: ${quoteList(allowed)}`
}

function quoteList(names: readonly string[]): string {
    return names.map(name => `"${name}"`).join(", ")
}

function joinKey(parent: string, name: string): string {
    const isPlain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)
    if (!isPlain) return `${parent}[${JSON.stringify(name)}]`
    return parent === "" ? name : `${parent}.${name}`
}

class JsonFile {
    constructor(
        readonly name: string,
        readonly text: string
    ) {}

    /** Line of a character, counted from 1. */
    lineAt(offset: number): number {
        return this.text.slice(0, offset).split("\n").length
    }

    syntaxError(error: ParseError): ScenarioError {
        const column = error.offset - this.text.lastIndexOf("\n", error.offset - 1)
        const place = `${this.name}:${this.lineAt(error.offset)}:${column}`
        const code = printParseErrorCode(error.error)
        const what = SYNTAX_MESSAGES[code] ?? `not JSON (${code})`
        return new ScenarioError([`${place}: ${what}`])
    }
}

const SYNTAX_MESSAGES: Readonly<Record<string, string>> = {
    InvalidCommentToken: "JSON has no comments; take it out",
    PropertyNameExpected: 'a key in "double quotes" is wanted here (no comma after the last one)',
    ValueExpected: "a value is wanted here (no comma after the last one)",
    ColonExpected: 'a ":" is wanted between key and value',
    CommaExpected: 'a "," is wanted before this',
    CloseBraceExpected: 'a "}" is missing',
    CloseBracketExpected: 'a "]" is missing',
    EndOfFileExpected: "something stands after the end of the scenario",
    InvalidSymbol: "this is not a JSON value; texts and keys need double quotes",
    UnexpectedEndOfString: "the text has no closing quote on its line",
    InvalidNumberFormat: "this number is not written as JSON wants it",
    InvalidEscapeCharacter: "JSON does not know this backslash sequence",
    InvalidCharacter: "control characters must be escaped in JSON text",
}
