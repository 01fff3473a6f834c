/** `afterbeep card list`: the messages on a card, with the picture of their sound. */
import { type Command } from "../../sim/cli/command.ts"
import { waitingCalls } from "../layout/calls-csv.ts"
import { CALLS } from "../layout/files.ts"
import { envelopeOf } from "../messages/envelope.ts"
import { listMessages, type Message, readSound } from "../messages/message.ts"
import { type CardFiles } from "../volume/card-files.ts"
import { readWhole } from "../volume/card-files.ts"
import { withFiles } from "../volume/place.ts"
import { readArguments } from "./arguments.ts"
import { describeCalls } from "./calls-table.ts"
import { describeList, messageFields } from "./message-table.ts"

const HELP = `Lists the messages on a card, oldest first: number, state, time, caller, length, and how loud it is over its time;
and whose calls wait to be returned.

usage: npx afterbeep card list CARD [--json]

  CARD      image, device or folder where the card is mounted (which does not show what is new and what was heard)
  --json    the same for programs

The numbers are those that "card export" takes.

example: npx afterbeep card list card.img`

const COLUMNS_USUAL = 100
const ENVELOPE_MIN = 12
const ENVELOPE_MAX = 48

export const LIST_COMMAND: Command = {
    name: "list",
    summary: "lists the messages, with length and loudness",
    help: HELP,
    async run(args) {
        const form = { words: ["CARD"], wordsMin: 1, values: [], flags: ["json"] } as const
        const { words, flags } = readArguments(args, form)
        const text = withFiles(words[0]!, "r", files => {
            const list = listMessages(files)
            const calls = waitingCalls(readWhole(files, CALLS) ?? Buffer.alloc(0))
            if (!flags.has("json"))
                return (
                    describeList(list, (message, others) => drawn(files, message, others)) +
                    describeCalls(calls)
                )
            const { messages, freeSlots } = list
            return JSON.stringify(
                {
                    messages: messages.map(messageFields),
                    freeSlots,
                    freeSeconds: freeSlots * 180,
                    callsToReturn: calls,
                },
                null,
                2
            )
        })
        console.log(text)
        return 0
    },
}

/** @param others letters that stand in the line already */
function drawn(files: CardFiles, message: Message, others: number): string {
    const room = (process.stdout.columns ?? COLUMNS_USUAL) - others
    const columns = Math.min(Math.max(room, ENVELOPE_MIN), ENVELOPE_MAX)
    return envelopeOf(message.header.codec, message.sampleCount, columns, (from, count) =>
        readSound(files, message, from, count)
    )
}
