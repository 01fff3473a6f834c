/** Every clip that the firmware's grammars ask for: they are plain functions, and run under Node as well. */

import { projectFile } from "./scenario-run.ts"

type Grammar = (part: number, a: number, b: number) => string

const GRAMMARS: Readonly<Record<string, string>> = { en: "english", pl: "polish", ru: "russian" }
/** Said by phrases.ts in every language. */
const COMMON = [
    "today",
    "yesterday",
    "time-unknown",
    "perhaps",
    "from",
    "private",
    "unknown",
    "out-of-area",
]
const NUMBER_MAX = 9999
const COUNTABLES = 8

/** @param language en, pl or ru @returns names of clips, in order */
export async function grammarWords(language: string): Promise<string[]> {
    const { grammar, Part } = await load(GRAMMARS[language]!)
    const words = new Set(COMMON)
    const add = (part: string, a: number, b: number) => {
        for (const word of grammar(Part[part]!, a, b).split(" ")) if (word !== "") words.add(word)
    }
    for (let day = 1; day <= 7; day++) words.add(`weekday-${day}`)
    for (let month = 1; month <= 12; month++)
        for (let day = 1; day <= 31; day++) add("Date", month, day)
    for (let hour = 0; hour < 24; hour++)
        for (let minute = 0; minute < 60; minute++)
            for (const clock of ["Time", "Time12"]) add(clock, hour, minute)
    for (let n = 0; n <= NUMBER_MAX; n++) {
        add("Number", n, 0)
        if (n > 0) add("Message", n, 0)
        for (let what = 0; what < COUNTABLES; what++) add("Count", n, what)
    }
    return [...words].sort()
}

async function load(
    name: string
): Promise<{ readonly grammar: Grammar; readonly Part: Readonly<Record<string, number>> }> {
    Object.assign(Math, { idiv: (a: number, b: number) => Math.trunc(a / b) })
    const source = (file: string) => import(projectFile(`src/speech/${file}.ts`))
    const grammar = ((await source(name)) as Record<string, Grammar>)[name]!
    const { Part } = (await source("grammar")) as { Part: Record<string, number> }
    return { grammar, Part }
}
