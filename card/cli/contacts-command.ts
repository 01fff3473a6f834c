/** `afterbeep card contacts`: names for telephone numbers, from an address book. */
import { readInput } from "../../sim/card/read-input.ts"
import { type Command } from "../../sim/cli/command.ts"
import { CONTACTS } from "../layout/files.ts"
import { readWhole } from "../volume/card-files.ts"
import { withFiles } from "../volume/place.ts"
import { readArguments } from "./arguments.ts"

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

const SKIPPED_MAX = 20
/** Of contacts.csv: docs/card-layout.md. */
const READ_BYTES_MAX = 65_536

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
        const merge = withFiles(card!, "r+", files => {
            const old = readWhole(files, CONTACTS)?.toString("utf8") ?? ""
            const result = mergeContacts(old, contacts, flags.has("replace"))
            if (result.added + result.renamed > 0) files.replace(CONTACTS, Buffer.from(result.text))
            return result
        })
        console.log(describe(merge))
        const sizeBytes = Buffer.byteLength(merge.text)
        if (sizeBytes > READ_BYTES_MAX)
            console.error(
                `afterbeep: ${CONTACTS} has ${sizeBytes} bytes: the machine reads the first ${READ_BYTES_MAX} of them, some 2,500 contacts. Put whom you know best, and whom you block, first.`
            )
        return 0
    },
}

function describe({
    added,
    renamed,
    known,
    skipped,
}: {
    readonly added: number
    readonly renamed: number
    readonly known: number
    readonly skipped: readonly string[]
}): string {
    const told = skipped.slice(0, SKIPPED_MAX).map(each => `left out: ${each}`)
    if (skipped.length > SKIPPED_MAX) told.push(`… and ${skipped.length - SKIPPED_MAX} more`)
    const renamedText = renamed > 0 ? `, ${renamed} renamed` : ""
    const sum = `${added} added${renamedText}, ${known} there already, ${skipped.length} left out`
    return [...told, `${CONTACTS}: ${sum}`].join("\n")
}
