/** `afterbeep card <command>`: everything about a card on a PC. */
import { CardError } from "../../sim/card/card-error.ts"
import { describeSystemError, isSystemError } from "../../sim/card/system-words.ts"
import { type Command, type CommandGroup } from "../../sim/cli/command.ts"
import { BACKUP_COMMAND, RESTORE_COMMAND } from "./backup-command.ts"
import { CHECK_COMMAND } from "./check-command.ts"
import { CONTACTS_COMMAND } from "./contacts-command.ts"
import { EXPORT_COMMAND } from "./export-command.ts"
import { GREETING_COMMAND } from "./greeting-command.ts"
import { LIST_COMMAND } from "./list-command.ts"
import { MAKE_COMMAND } from "./make-command.ts"

const EXIT_BAD_INPUT = 2

/** It happened in the middle of something: a card was pulled out, a disk is full. */
function stopped(error: NodeJS.ErrnoException): string {
    return `${describeSystemError(error)}. It stopped there; where it was writing to a card, "card check" tells how that stands`
}

/** Something that a person must correct becomes a message on stderr and the exit code for it. */
function explained(command: Command): Command {
    return {
        ...command,
        async run(args) {
            try {
                return await command.run(args)
            } catch (error) {
                if (!(error instanceof CardError) && !isSystemError(error)) throw error
                console.error(
                    `afterbeep: ${error instanceof CardError ? error.message : stopped(error)}`
                )
                return EXIT_BAD_INPUT
            }
        },
    }
}

export const CARD_GROUP: CommandGroup = {
    name: "card",
    summary: "makes, checks, lists, saves a memory card of the machine",
    title: "The machine's memory card, on this computer: as an image, as a device, or in the folder where it is mounted.",
    commands: [
        MAKE_COMMAND,
        CHECK_COMMAND,
        LIST_COMMAND,
        EXPORT_COMMAND,
        GREETING_COMMAND,
        CONTACTS_COMMAND,
        BACKUP_COMMAND,
        RESTORE_COMMAND,
    ].map(explained),
}
