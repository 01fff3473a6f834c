/** What a person may ask of the machine that runs: by a key, or by a word on a line. */

import { join } from "node:path"
import { type CallSpec } from "../../exchange/call-spec.ts"
import { ScenarioFiles } from "../../scenario/scenario-files.ts"
import { parseCall } from "../../scenario/call-schema.ts"
import { JsonValue, ScenarioError } from "../../scenario/json-value.ts"
import { nearestName } from "../../scenario/nearest-name.ts"

export type Order =
    | { readonly kind: "call"; readonly spec: CallSpec }
    | { readonly kind: "play" }
    | { readonly kind: "power" }
    /** Let it come to rest before the next order. */
    | { readonly kind: "rest" }
    | { readonly kind: "help" }
    | { readonly kind: "quit" }

/** Those who call without being described. */
export interface KnownCallers {
    readonly first: CallSpec
    readonly second: CallSpec
}

/** A line that can't be understood; the message says what could. */
export class OrderError extends Error {
    override name = "OrderError"
}

export const KEY_HINT = "c s call p play o power q quit"
export const KEY_HELP: readonly (readonly [string, string])[] = [
    ["c", "the dentist's office calls and leaves a message"],
    ["s", "somebody else calls"],
    ["p", "press Play, as the space bar does"],
    ["o", "power off, and on again"],
    ["q", "quit: power off, write down what was heard (Ctrl-C does, too)"],
]
export const LINE_HELP: readonly (readonly [string, string])[] = [
    ["call", "the dentist's office calls and leaves a message"],
    ["second", "somebody else calls"],
    ["call NUMBER [NAME [FILE.wav]]", "a caller of your own; put words in quotes"],
    ["play", "press Play"],
    ["power", "power off, and on again"],
    ["wait", "until the machine has come to rest"],
    ["quit", "power off, write down what was heard"],
]

const CTRL_C = "\u0003"
const CTRL_D = "\u0004"
const WORDS = ["call", "second", "play", "power", "wait", "quit", "help"]

/** What a key asks for; undefined: nothing. */
export function orderOfKey(key: string, callers: KnownCallers): Order | undefined {
    switch (key.toLowerCase()) {
        case "c":
            return { kind: "call", spec: callers.first }
        case "s":
            return { kind: "call", spec: callers.second }
        case "p":
        case " ":
            return { kind: "play" }
        case "o":
            return { kind: "power" }
        case "h":
        case "?":
            return { kind: "help" }
        case "q":
        case CTRL_C:
        case CTRL_D:
            return { kind: "quit" }
        default:
            return undefined
    }
}

/**
 * What a line asks for; undefined: it is empty, or a comment that begins with `#`.
 *
 * @throws OrderError: it is not understood
 */
export function orderOfLine(line: string, callers: KnownCallers): Order | undefined {
    const [word, ...rest] = wordsOf(line)
    if (word === undefined || word.startsWith("#")) return undefined
    if (word === "call" && rest.length > 0)
        return { kind: "call", spec: callOf(rest, callers.first) }
    if (rest.length > 0) throw new OrderError(`"${word}" stands alone: what is "${rest[0]}"?`)
    const order = ordersOfWords(callers).get(word)
    if (!order) throw unknownWord(word)
    return order
}

function ordersOfWords(callers: KnownCallers): ReadonlyMap<string, Order> {
    return new Map<string, Order>([
        ["call", { kind: "call", spec: callers.first }],
        ["second", { kind: "call", spec: callers.second }],
        ["play", { kind: "play" }],
        ["power", { kind: "power" }],
        ["wait", { kind: "rest" }],
        ["quit", { kind: "quit" }],
        ["help", { kind: "help" }],
    ])
}

/** Divided at spaces; what stands in quotes is one word. */
function wordsOf(line: string): string[] {
    return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(match => match[1] ?? match[2]!)
}

/** Checked as a step of a scenario is. Without a file the first caller's words are said. */
function callOf(words: readonly string[], first: CallSpec): CallSpec {
    const [number, name, audio, ...more] = words
    if (more.length > 0)
        throw new OrderError("call NUMBER NAME FILE.wav is all: put a name of two words in quotes")
    const step = JsonValue.parse("call", JSON.stringify({ number, name, audio }))
    try {
        const spec = parseCall(step, new ScenarioFiles(join(process.cwd(), "call")), [])
        return audio === undefined ? { ...spec, audio: first.audio } : spec
    } catch (error) {
        if (!(error instanceof ScenarioError)) throw error
        throw new OrderError(error.message.replace("call:1: ", "call: "))
    }
}

function unknownWord(word: string): OrderError {
    const nearest = nearestName(word, WORDS)
    const hint = nearest === undefined ? "" : ` Did you mean "${nearest}"?`
    return new OrderError(`"${word}" is not known.${hint} Known: ${WORDS.join(", ")}`)
}
