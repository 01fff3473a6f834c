/** The pages about settings.txt, made from the table of settings: the README's table and docs/settings.md. */

import { readFileSync } from "node:fs"
import { join } from "node:path"
import {
    SETTINGS_TABLE,
    settingsTemplate,
    usualOf,
    type Setting,
} from "../../sim/card/settings-table.ts"
import { readConfig } from "../firmware/config.ts"
import { firmwareDefaults } from "../firmware/settings-source.ts"
import { ROOT } from "../project.ts"

export const README = "README.md"
export const PAGE = "docs/settings.md"
/** In the README the table stands between these. */
const BEGIN = "<!-- settings: made by `npm run settings` -->\n"
const END = "<!-- /settings -->"

/** What the two pages should be, by their paths. */
export function settingsPages(root = ROOT): Record<string, string> {
    const defaults = firmwareDefaults(readConfig(root))
    const rows = SETTINGS_TABLE.map(each => rowOf(each, usualOf(each, defaults)))
    const table = ["| line | allowed |", "|---|---|", ...rows].join("\n")
    const readme = readFileSync(join(root, README), "utf8")
    const begin = readme.indexOf(BEGIN) + BEGIN.length
    const end = readme.indexOf(END)
    if (begin < BEGIN.length || end < begin) throw new Error(`${README}: no place for the table`)
    return {
        [README]: `${readme.slice(0, begin)}\n${table}\n\n${readme.slice(end)}`,
        [PAGE]: pageWith(table),
    }
}

function rowOf({ key, example, usual, allowed, about }: Setting, usualInWords: string): string {
    const value = usual === "" ? example : usualInWords
    return `| \`${key} = ${value}\` | ${allowed} (${usualInWords}): ${about} |`
}

function pageWith(table: string): string {
    return `# settings.txt

Made from \`sim/card/settings-table.ts\` by \`npm run settings\`: change it there. The firmware's parser comes from the same table.

\`AFTERBEEP/settings.txt\` has lines \`key = value\`; \`#\` begins a comment line. Keys and words may have capital letters. The last line with a
key counts; lines of \`hours\`, \`quiet\` and \`holiday\` add up. A line that is nonsense is logged with its number and the reason, in the order of
the file, and the value in brackets is used; the value of \`pin\` is never told. What is changed at the machine or by telephone is written into the
line that counts, or into one more at the end; nothing else in the file changes.

${table}

A new card (\`card make\`, \`npm start\`) has all of them as comments:

\`\`\`
${settingsTemplate()}\`\`\`
`
}
