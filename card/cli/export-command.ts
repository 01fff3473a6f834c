/** `afterbeep card export`: messages as files for a PC. */
import { counted } from "../layout/counted.ts"
import { type Command } from "../../sim/cli/command.ts"
import { UsageError } from "../../sim/cli/usage-error.ts"
import { exportedFiles } from "../messages/export.ts"
import { listMessages } from "../messages/message.ts"
import { select, type Selection } from "../messages/selection.ts"
import { openFiles } from "../volume/place.ts"
import { readArguments } from "./arguments.ts"
import { withProgress } from "./progress.ts"

const HELP = `Saves messages as WAV files that are as long as their sound, named by time and caller, with the time of the call as the
file's time; and the list of calls. The card is not changed.

usage: npx afterbeep card export CARD [NUMBER…] --out FOLDER | --zip FILE [--new] [--from DAY] [--to DAY]
                                                [--caller TEXT] [--trash] [--pcm16]

  CARD            image, device or folder where the card is mounted (there, what is in the trash looks like all others)
  NUMBER          of "card list": 3, or 2-5; all messages but those in the trash unless given
  --out FOLDER    where the files go; what is there is never overwritten, and what is there already is not written again
  --zip FILE      or into a new ZIP file
  --new           those that nobody has heard
  --from, --to    of these days, both included: --from 2026-11-01 --to 2026-11-30
  --caller TEXT   a part of the number or of the name
  --trash         those in the trash, too
  --pcm16         as 16-bit PCM, for players that know neither A-law nor µ-law

exit code: 0 done, or --new and there is none; 2 wrong command line, no card, or no such message

examples: npx afterbeep card export /media/CARD --out messages
          npx afterbeep card export card.img 2-4 --pcm16 --zip friday.zip`

export const EXPORT_COMMAND: Command = {
    name: "export",
    summary: "saves messages as trimmed WAV files, into a folder or a ZIP",
    help: HELP,
    async run(args) {
        const { words, values, flags } = readArguments(args, {
            words: ["CARD", "NUMBER…"],
            wordsMin: 1,
            values: ["out", "zip", "from", "to", "caller"],
            flags: ["new", "trash", "pcm16"],
        })
        const { out, zip } = values
        if ((out === undefined) === (zip === undefined))
            throw new UsageError("give either --out FOLDER or --zip FILE: where the files go")
        const selection: Selection = {
            numbers: words.slice(1),
            isNewOnly: flags.has("new"),
            hasTrash: flags.has("trash"),
            from: values.from,
            to: values.to,
            caller: values.caller,
        }
        const form = flags.has("pcm16") ? "pcm16" : "as-recorded"
        const files = openFiles(words[0]!, "r")
        try {
            const messages = select(listMessages(files).messages, selection)
            if (messages.length === 0) return tellNone(selection.isNewOnly)
            console.log(
                await write(exportedFiles(files, messages, form), messages.length, out, zip)
            )
        } finally {
            files.close()
        }
        return 0
    },
}

/** @returns the exit code: that nothing is new is no mistake */
function tellNone(isNewOnly: boolean): number {
    if (isNewOnly) console.log("no message there that nobody has heard")
    else console.error("there is no such message: card list shows what there is")
    return isNewOnly ? 0 : 2
}

async function write(
    files: ReturnType<typeof exportedFiles>,
    messageCount: number,
    out: string | undefined,
    zip: string | undefined
): Promise<string> {
    // Loaded here: the ZIP library is not small.
    const { writeFolder, writeZip } = await import("../messages/sink.ts")
    const count = counted(messageCount, "message")
    return await withProgress("exporting", async show => {
        const onFile = (index: number) => show(index + 1, files.length)
        if (zip !== undefined) {
            await writeZip(zip, files, onFile)
            return `${zip}: ${count}`
        }
        const written = writeFolder(out!, files, onFile)
        const had = files.length - written
        const news = `${counted(written, "file")} written${had > 0 ? `, ${had} were there already` : ""}`
        const calls = files.length > messageCount ? " and the list of calls" : ""
        return `${out}: ${count}${calls}: ${news}`
    })
}
