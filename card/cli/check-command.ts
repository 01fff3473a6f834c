/** `afterbeep card check`: what is wrong on a card, in words. */
import { type Command } from "../../sim/cli/command.ts"
import { withImage } from "../../sim/card/image-file.ts"
import { checkCard } from "../check/check-card.ts"
import { kindOfPlace, requireSectors } from "../volume/place.ts"
import { checkFolder } from "../messages/check-folder.ts"
import { readArguments } from "./arguments.ts"
import { type Finding, NOTHING } from "../check/finding.ts"
import { describeReport } from "./check-report.ts"

const HELP = `Looks whether all is well on a card, and changes nothing: the FAT volume (tables, chains, lost clusters, counts), and
what Afterbeep keeps there (slots, index, every message to its last byte, the list of calls), and every line of settings.txt and
contacts.csv. For everything it says where it is, what the machine does about it by itself, and what you should do.

usage: npx afterbeep card check CARD [--json] [--notes]

  CARD      image, device or folder where the card is mounted; there, only what can be seen of it is checked
  --notes   also tells what is no fault and needs nothing of you, as what the machine takes care of by itself
  --json    the same for programs

exit code: 0 all is well; 1 faults were found; 2 wrong command line, or no card

example: npx afterbeep card check /dev/sdb`

export const CHECK_COMMAND: Command = {
    name: "check",
    summary: "looks whether all is well on a card, and says what to do",
    help: HELP,
    async run(args) {
        const form = { words: ["CARD"], wordsMin: 1, values: [], flags: ["json", "notes"] } as const
        const { words, flags } = readArguments(args, form)
        const path = words[0]!
        const isFolder = kindOfPlace(path) === "folder"
        if (!isFolder) requireSectors(path, "check")
        const report = isFolder ? checkFolder(path) : withImage(path, "r", checkCard)
        const faults = report.findings.filter(each => each.severity === "fault")
        const isAll = flags.has("notes") || flags.has("json")
        const told = report.findings.filter(each => isAll || isForOwner(each))
        if (flags.has("json")) console.log(JSON.stringify(told, null, 2))
        else console.log(describeReport(path, report, told))
        return faults.length > 0 ? 1 : 0
    },
}

/** Faults, and advice. */
function isForOwner({ severity, owner }: Finding): boolean {
    return severity === "fault" || owner !== NOTHING
}
