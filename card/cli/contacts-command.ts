/** `afterbeep card contacts`: names for telephone numbers, from an address book. */
import { readInput } from "../../sim/card/read-input.ts"
import { type Command } from "../../sim/cli/command.ts"
import { checkContactLines } from "../check/contacts-check.ts"
import { Findings } from "../check/finding.ts"
import { type Merge } from "../contacts/address-book.ts"
import { CONTACTS } from "../layout/files.ts"
import { readWhole } from "../volume/card-files.ts"
import { withFiles } from "../volume/place.ts"
import { readArguments } from "./arguments.ts"
import { describeFinding } from "./check-report.ts"

const HELP = `Takes names and telephone numbers from an address book over to the card, into ${CONTACTS}: lines "number,name".
What is there stays. A third column "rings" is kept: 1 to 10, never, or block; a number may be the beginning of many, as 0900*. The machine
reads the first 65,536 bytes of that file, some 2,500 contacts.

usage: npx afterbeep card contacts CARD FILE… [--encoding NAME] [--replace]

  CARD              image, device or folder where the card is mounted
  FILE              vCard (.vcf) 2.1, 3.0 or 4.0; CSV of Google, of Outlook, or of two columns; several files one after another
  --encoding NAME   utf-8, windows-1250, windows-1251 …; found out unless given
  --replace         numbers that are there get their new names

exit code: 0 done; 2 wrong command line, no card, or no contact in the files

example: npx afterbeep card contacts /media/CARD contacts.vcf`

const TOLD_MAX = 20

export const CONTACTS_COMMAND: Command = {
    name: "contacts",
    summary: "takes names and numbers over from an address book",
    help: HELP,
    async run(args) {
        const { words, values, flags } = readArguments(args, {
            words: ["CARD", "FILE", "FILE…"],
            wordsMin: 2,
            values: ["encoding"],
            flags: ["replace"],
        })
        const [card, ...paths] = words
        // Loaded here, as tables of character sets are not small.
        const { readContacts } = await import("../contacts/read-contacts.ts")
        const { isBeginning, normaliseNumber } = await import("../contacts/phone-number.ts")
        const { mergeContacts } = await import("../contacts/address-book.ts")
        const contacts = paths.flatMap(path => readContacts(readInput(path), values.encoding))
        const isAny = contacts.some(
            each => isBeginning(each.number) || normaliseNumber(each.number)
        )
        if (!isAny) {
            console.error(
                `afterbeep: ${paths.join(", ")}: no telephone number in it: is it a vCard or a CSV file?`
            )
            return 2
        }
        const { merge, file } = withFiles(card!, "r+", files => {
            const old = readWhole(files, CONTACTS) ?? Buffer.alloc(0)
            const merge = mergeContacts(old.toString("utf8"), contacts, flags.has("replace"))
            const isChanged = merge.added + merge.renamed > 0
            const file = isChanged ? Buffer.from(merge.text) : old
            if (isChanged) files.replace(CONTACTS, file)
            return { merge, file }
        })
        console.log(describe(merge))
        for (const line of linesAbout(merge, file)) console.error(line)
        return 0
    },
}

function describe({ added, renamed, known, skipped }: Merge): string {
    const told = first(skipped.map(each => `left out: ${each}`))
    const renamedText = renamed > 0 ? `, ${renamed} renamed` : ""
    const sum = `${added} added${renamedText}, ${known} there already, ${skipped.length} left out`
    return [...told, `${CONTACTS}: ${sum}`].join("\n")
}

/** What was read in another way than it was meant, and what "card check" says of the file as it is now. */
function linesAbout({ odd }: Merge, file: Buffer): string[] {
    const findings = new Findings()
    checkContactLines(file, findings)
    const advice =
        "write one of these, and take them over again with --replace; or leave it, where it belongs to the name"
    return [
        ...first(odd.map(each => `afterbeep: ${each}: ${advice}`)),
        ...findings.list.map(describeFinding),
    ]
}

function first(lines: readonly string[]): string[] {
    const more = lines.length - TOLD_MAX
    return [...lines.slice(0, TOLD_MAX), ...(more > 0 ? [`… and ${more} more`] : [])]
}
