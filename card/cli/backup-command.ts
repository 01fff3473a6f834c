/** `afterbeep card backup`, `afterbeep card restore`: all of ours on a card, in one file and back. */
import { counted } from "../layout/counted.ts"
import { type Command } from "../../sim/cli/command.ts"
import { CardImage } from "../volume/card-image.ts"
import { ImageFiles } from "../volume/image-files.ts"
import { openFiles, requireSectors } from "../volume/place.ts"
import { readArguments } from "./arguments.ts"
import { withProgress } from "./progress.ts"

const BACKUP_HELP = `Saves everything that Afterbeep has on a card into a new ZIP file: messages with their states, greetings, settings,
contacts, the list of calls, and your own files in its folder. The messages in it are WAV files that any player plays.

usage: npx afterbeep card backup CARD FILE.zip

  CARD   image, device or folder where the card is mounted (which does not show what is new and what was heard)

exit code: 0 done; 2 wrong command line, no card, or the file exists

example: npx afterbeep card backup /dev/sdb afterbeep-2026-11.zip`

const RESTORE_HELP = `Puts a backup onto a card: the same one, or another one that "card make" or the machine made ready. Messages go into
free slots, in their order and with their states; what is on the card already is not put there twice.

usage: npx afterbeep card restore CARD FILE.zip [--replace]

  CARD        image, or device that is not mounted
  --replace   files on the card that differ from those in the backup are replaced; they stay unless given

exit code: 0 done; 2 wrong command line, no card, a damaged backup, or too few free slots, and nothing was changed; or the
card is full otherwise, or fails: it is said then how far it came

example: npx afterbeep card restore /dev/sdc afterbeep-2026-11.zip`

export const BACKUP_COMMAND: Command = {
    name: "backup",
    summary: "saves everything of the machine's on a card into a ZIP file",
    help: BACKUP_HELP,
    async run(args) {
        const form = { words: ["CARD", "FILE.zip"], wordsMin: 2, values: [], flags: [] }
        const [card, path] = readArguments(args, form).words as [string, string]
        const { backupFiles } = await import("../backup/backup.ts")
        const { writeZip } = await import("../messages/sink.ts")
        const files = openFiles(card, "r")
        try {
            const list = backupFiles(files, new Date())
            await withProgress("saving", show =>
                writeZip(path, list, i => show(i + 1, list.length))
            )
            console.log(`${path}: ${list.length - 1} files`)
        } finally {
            files.close()
        }
        return 0
    },
}

export const RESTORE_COMMAND: Command = {
    name: "restore",
    summary: "puts a backup onto the same card, or onto another one",
    help: RESTORE_HELP,
    async run(args) {
        const form = {
            words: ["CARD", "FILE.zip"],
            wordsMin: 2,
            values: [],
            flags: ["replace"],
        } as const
        const { words, flags } = readArguments(args, form)
        const [card, path] = words as [string, string]
        requireSectors(card, "restore")
        const { restore } = await import("../backup/restore.ts")
        const { ZipReader } = await import("../backup/zip-reader.ts")
        const zip = await ZipReader.open(path)
        const files = new ImageFiles(card, new CardImage(card, "r+"))
        try {
            const done = await withProgress("restoring", show =>
                restore(zip, files, flags.has("replace"), show)
            )
            for (const each of done.kept)
                console.log(`stays as it is: ${each} (--replace takes the backup's)`)
            const known = done.knownMessages > 0 ? `, ${done.knownMessages} were there already` : ""
            console.log(
                `${card}: ${counted(done.messages, "message")}${known}, ${counted(done.files, "file")}`
            )
        } finally {
            zip.close()
            files.close()
        }
        return 0
    },
}
