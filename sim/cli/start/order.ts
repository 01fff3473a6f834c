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
    /** Play, twice at once: the next message. */
    | { readonly kind: "next" }
    /** Play, held: delete the message that plays. */
    | { readonly kind: "hold" }
    | { readonly kind: "power" }
    /** Let it come to rest before the next order. */
    | { readonly kind: "rest" }
    /** Let so much of the machine's time pass before the next order. */
    | { readonly kind: "pass"; readonly ms: number }
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

export const KEY_HINT = "c call  p play  h help  q quit"
export const KEY_HELP: readonly (readonly [string, string])[] = [
    ["c", "the dentist's office calls and leaves a message"],
    ["s", "somebody else calls"],
    ["p", "press Play, as the space bar does: hear the messages; once more: stop"],
    ["n", "press Play twice at once: the next message"],
    ["d", "hold Play: delete the message that plays"],
    ["o", "power off, and on again"],
    ["h", "this list"],
    ["q", "quit: power off, write down what was heard (Ctrl-C does, too)"],
]
export const LINE_HELP: readonly (readonly [string, string])[] = [
    ["call", "the dentist's office calls and leaves a message"],
    ["second", "somebody else calls"],
    ["call NUMBER [NAME [FILE.wav]]", "a caller of your own; put words in quotes"],
    ["play", "press Play: hear the messages; once more: stop"],
    ["next", "press Play twice at once: the next message"],
    ["hold", "hold Play: delete the message that plays"],
    ["power", "power off, and on again"],
    ["wait [SECONDS]", "until the machine has come to rest, or so long"],
    ["help", "this list"],
    ["quit", "power off, write down what was heard"],
]

const CTRL_C = "\u0003"
const CTRL_D = "\u0004"
const WORDS = ["call", "second", "play", "next", "hold", "power", "wait", "quit", "help"]
/** Nobody sits at a terminal for longer than a day. */
const WAIT_S_MAX = 86_400

/** Words that the keys stand for. */
const WORDS_OF_KEYS: ReadonlyMap<string, string> = new Map([
    ["c", "call"],
    ["s", "second"],
    ["p", "play"],
    [" ", "play"],
    ["n", "next"],
    ["d", "hold"],
    ["o", "power"],
    ["h", "help"],
    ["?", "help"],
    ["q", "quit"],
    [CTRL_C, "quit"],
    [CTRL_D, "quit"],
])

/** What a key asks for; undefined: nothing. */
export function orderOfKey(key: string, callers: KnownCallers): Order | undefined {
    const word = WORDS_OF_KEYS.get(key.toLowerCase())
    return word === undefined ? undefined : ordersOfWords(callers).get(word)
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
    if (word === "wait" && rest.length === 1) return { kind: "pass", ms: waitMs(rest[0]!) }
    if (word === "hold" && rest.length === 1 && rest[0] === "play") return { kind: "hold" }
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
        ["next", { kind: "next" }],
        ["hold", { kind: "hold" }],
        ["power", { kind: "power" }],
        ["wait", { kind: "rest" }],
        ["quit", { kind: "quit" }],
        ["help", { kind: "help" }],
    ])
}

function waitMs(text: string): number {
    const seconds = Number(text)
    if (seconds >= 0 && seconds <= WAIT_S_MAX) return seconds * 1000
    throw new OrderError(`wait: "${text}" must be a number of seconds, 0 to ${WAIT_S_MAX}`)
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
        const { spec } = parseCall(step, new ScenarioFiles(join(process.cwd(), "call")), [])
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
