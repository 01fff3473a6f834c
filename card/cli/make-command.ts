/** `afterbeep card make`: a card that is ready for the machine. */
import { type CardLayout, type FatFormat } from "../../sim/card/geometry.ts"
import { type Command } from "../../sim/cli/command.ts"
import { UsageError } from "../../sim/cli/usage-error.ts"
import { SLOTS_MAX, SLOTS_MIN } from "../layout/slot.ts"
import { makeCard, type MakeOptions } from "../make/make-card.ts"
import { readArguments, readChoice, readNumber } from "./arguments.ts"
import { askToFormat } from "./ask.ts"

const HELP = `Makes a card ready for the machine: the folders, the lists, and the slots that messages go into. The machine does
that by itself, too; this is faster, and puts greeting, settings and spoken words on the card.

usage: npx afterbeep card make CARD [--format fat32|fat16] [--layout mbr|superfloppy] [--size MB] [--slots N]
                                    [--greeting FILE] [--settings FILE] [--no-prompts] [--yes]

  CARD              an image, which is made where there is none, or a device that is not mounted (/dev/sdb)
  --size MB         of a new image, 4096 unless given; also 512MB, 32GB
  --format NAME     format it: ALL THAT IS ON IT IS LOST. It says what is there, and asks. Without this, an image or a
                    device that exists gets what it lacks, in its free space, and nothing else on it is changed
  --layout NAME     mbr: with a partition table, as cards are sold (unless given); superfloppy: without
  --slots N         places for messages, ${SLOTS_MIN} to ${SLOTS_MAX}; as many as fill half of the card, up to 1024, unless given
  --greeting FILE   what callers hear: as with "card greeting"
  --settings FILE   becomes settings.txt
  --no-prompts      without the spoken words for announcements
  --yes             do not ask

exit code: 0 the card is ready; 2 wrong command line, or not possible, and nothing was changed; or the card did not
take all that was written: it is said then how it stands, and what to do

examples: npx afterbeep card make card.img --size 512MB --format fat16
          npx afterbeep card make /dev/sdb --format fat32`

export const MAKE_COMMAND: Command = {
    name: "make",
    summary: "makes a card ready for the machine",
    help: HELP,
    async run(args) {
        const form = {
            words: ["CARD"],
            wordsMin: 1,
            values: ["format", "layout", "size", "slots", "greeting", "settings"],
            flags: ["no-prompts", "yes"],
        } as const
        const { words, values, flags } = readArguments(args, form)
        const { format, layout, size, slots, greeting, settings } = values
        const options: MakeOptions = {
            format:
                format === undefined
                    ? undefined
                    : readChoice<FatFormat>("format", format, ["fat16", "fat32"]),
            layout: readChoice<CardLayout>("layout", layout ?? "mbr", ["mbr", "superfloppy"]),
            sizeMB: size === undefined ? undefined : readSize(size),
            slotCount:
                slots === undefined ? undefined : readNumber("slots", slots, SLOTS_MIN, SLOTS_MAX),
            greetingPath: greeting,
            settingsPath: settings,
            hasPrompts: !flags.has("no-prompts"),
        }
        const told = await makeCard(words[0]!, options, content =>
            askToFormat(content, flags.has("yes"))
        )
        console.log(told)
        return 0
    },
}

/** @throws UsageError: no size */
export function readSize(text: string): number {
    const [, digits, unit] = /^(\d+) *(|m|mb|g|gb)$/i.exec(text) ?? []
    const sizeMB = Number(digits) * (unit?.toLowerCase().startsWith("g") ? 1024 : 1)
    if (sizeMB > 0) return sizeMB
    throw new UsageError(`--size ${text}: must be a number of megabytes, such as 4096 or 4GB`)
}
