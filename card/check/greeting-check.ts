/** Whether the greeting that settings.txt wants for all callers is there. docs/settings.md, `greeting`. */
import { GREETINGS, SETTINGS } from "../layout/files.ts"
import { type Findings } from "./finding.ts"
import { type Tree } from "./tree.ts"

const HIDDEN = 0x02
/** Which one is heard depends on caller, day and hour. */
const PLANNED = "planned"

export function checkGreeting(tree: Tree, findings: Findings): void {
    const settings = tree.content(SETTINGS)
    if (!settings) return
    const name = greetingIn(settings.toString("utf8"))
    if (name.toLowerCase() === PLANNED) return
    const path = `${GREETINGS}/${name}.wav`
    const greeting = tree.find(path)
    if (greeting && !(greeting.attributes & HIDDEN)) return
    findings.note("greeting-missing", SETTINGS, `greeting = ${name}, and there is no ${path}`, {
        machine: "plays the greeting that is planned, and says so in its log",
        owner: "put it there, or write: greeting = planned",
    })
}

/** The value of the last line with that key. */
function greetingIn(text: string): string {
    const lines = text.replace(/^\ufeff/, "").split(/\r?\n/)
    const values = lines.flatMap(line => /^\s*greeting\s*=(.*)$/i.exec(line)?.[1] ?? [])
    const value = values.at(-1)?.trim() ?? ""
    return value === "" ? PLANNED : value
}
