/**
 * On which lines each scenario is played: a modem, a country, and the language in which the machine speaks, where it does. They are handed
 * out here, so that docs/features.md can say what was tried where, and `test/tools/features.test.ts` whether that is true.
 */

import { after } from "node:test"

export type Modem = "conexant" | "agere" | "usr5637" | "si2494"
export type Country = "US" | "UK" | "PL" | "RU" | "DE" | "FR"
export type Language = "en" | "pl" | "ru"
export const LANGUAGES: readonly Language[] = ["en", "pl", "ru"]

/** `conexant US en`; without a language where nothing is said that has one. */
type LineText = `${Modem} ${Country}` | `${Modem} ${Country} ${Language}`

export interface Line {
    readonly modem: Modem
    readonly country: Country
}

export interface SpokenLine extends Line {
    readonly language: Language
}

/** By the name of the test in test/scenario/. Not every one times every other one: of each enough, in turn. */
const LINES = {
    "extra-keys": ["conexant US en", "agere PL pl", "si2494 RU ru"],
    "phone-keys": ["agere DE ru", "conexant US en"],
    "remote-silence": ["conexant US en", "agere PL pl", "si2494 DE ru"],
    congestion: [
        "conexant US",
        "conexant UK",
        "conexant PL",
        "conexant DE",
        "conexant RU",
        "conexant FR",
    ],
    modems: ["conexant US", "agere US", "usr5637 US", "si2494 US"],
    abroad: ["si2494 RU ru", "usr5637 RU ru", "conexant PL pl"],
    speech: [
        "conexant US en",
        "agere US en",
        "conexant PL pl",
        "agere PL pl",
        "conexant PL ru",
        "agere PL ru",
        "si2494 DE pl",
    ],
    "return-lamp": ["conexant US en", "agere PL pl", "si2494 DE ru", "usr5637 FR en"],
    "owner-keys": ["conexant US", "usr5637 PL", "si2494 UK"],
    "greetings-choice": [
        "conexant US",
        "agere UK",
        "usr5637 PL",
        "si2494 PL",
        "agere US",
        "conexant DE",
        "conexant US en",
        "si2494 US pl",
        "usr5637 US ru",
    ],
    full: ["conexant US en", "agere PL pl", "usr5637 DE ru", "agere FR en", "si2494 UK pl"],
    "keys-in-noise": ["conexant US en", "agere PL pl", "si2494 FR ru", "usr5637 UK en"],
    countries: [
        "conexant US",
        "agere UK",
        "usr5637 PL",
        "si2494 DE",
        "conexant FR",
        "usr5637 RU",
        "conexant RU",
    ],
    network: ["conexant US", "agere PL", "usr5637 DE", "si2494 UK", "si2494 FR"],
    "modem-watchdog": ["conexant US", "agere PL"],
    "tail-kept": ["conexant PL", "usr5637 DE"],
    "blocked-callers": ["conexant US", "agere PL", "si2494 DE"],
    screening: ["conexant US", "agere PL", "si2494 DE"],
    settings: ["conexant US", "usr5637 DE"],
    "play-key": ["conexant US", "usr5637 PL"],
    memo: ["conexant US en", "agere PL pl", "si2494 DE ru"],
    "late-answer": ["usr5637 UK en", "si2494 DE pl", "agere FR ru"],
    "call-backs": ["conexant US en", "usr5637 PL pl", "si2494 DE ru", "agere FR en"],
    "call-endings": ["conexant US", "agere PL"],
    calls: ["conexant US", "agere PL", "usr5637 DE", "si2494 UK"],
    "self-test": [
        "conexant US en",
        "agere PL pl",
        "si2494 DE ru",
        "usr5637 FR en",
        "conexant DE ru",
        "agere UK pl",
    ],
    "taken-calls": ["conexant US", "conexant PL", "usr5637 DE", "si2494 UK", "si2494 US"],
} satisfies Readonly<Record<string, readonly [LineText, ...LineText[]]>>

export type ScenarioName = keyof typeof LINES
type LineOf<T extends string> = T extends `${string} ${string} ${string}` ? SpokenLine : Line
type LinesOf<T extends readonly string[]> = { readonly [I in keyof T]: LineOf<T[I]> }

/** What was played since the process began, as in `LINES`. */
const played = new Set<string>()

/**
 * The lines of a scenario's test, which asks for them once: it fails at its end where it has not played each of them.
 *
 * @param name of the test that asks, without `.test.ts`
 */
export function linesOf<N extends ScenarioName>(name: N): LinesOf<(typeof LINES)[N]> {
    after(() => {
        const missing = LINES[name].filter(text => ![...played].some(each => each.startsWith(text)))
        if (missing.length > 0) throw new Error(`not played: ${missing.join(", ")}`)
    })
    return LINES[name].map(toLine) as unknown as LinesOf<(typeof LINES)[N]>
}

/** The same, for docs/features.md. */
export function linesInAll(): ReadonlyMap<string, readonly (Line | SpokenLine)[]> {
    return new Map(Object.entries(LINES).map(([name, texts]) => [name, texts.map(toLine)]))
}

function toLine(text: string): Line | SpokenLine {
    const [modem, country, language] = text.split(" ")
    return { modem, country, ...(language && { language }) } as Line | SpokenLine
}

/** Note the line of a scenario that is played: what stands in it, or what holds without. */
export function notePlayed(scenario: Readonly<Record<string, unknown>>): void {
    const { modem = "conexant", country = "US" } = scenario
    played.add(`${String(modem)} ${String(country)} ${languageIn(scenario)}`)
}

function languageIn(scenario: Readonly<Record<string, unknown>>): string {
    const said = /language(?: = |":")(\w\w)/.exec(JSON.stringify(scenario))
    return said?.[1] ?? "en"
}
