/** `afterbeep card greeting`: any sound file becomes what callers hear. */
import { type Command } from "../../sim/cli/command.ts"
import { UsageError } from "../../sim/cli/usage-error.ts"
import { GREETINGS } from "../layout/files.ts"
import { type Codec, CODEC_NAMES } from "../layout/message-header.ts"
import { putGreeting } from "../messages/put-greeting.ts"
import { withFiles } from "../volume/place.ts"
import { readArguments, readChoice } from "./arguments.ts"

const HELP = `Makes a greeting of a sound file, and puts it onto the card: mono, 8000 Hz, as loud as speech on a line is, without the
silence before and after it. The greeting before is kept beside it.

usage: npx afterbeep card greeting CARD FILE [--as NAME] [--codec ulaw|alaw|u8]

  CARD           image, device or folder where the card is mounted
  FILE           WAV of any form, MP3, Ogg Vorbis or FLAC; M4A, Opus and others where ffmpeg is installed; a minute at most
  --as NAME      default unless given, which is what callers hear. Others are heard in its place: announce-only (record = no), full (no message
                 can be taken), blocked, caller-NUMBER, temporary, holiday-MM-DD, holiday, after-hours, or any name for "greeting = NAME" in settings.txt
  --codec NAME   ulaw unless given; what your modem plays without conversion

exit code: 0 done; 2 wrong command line, no card, or no sound that can be used

example: npx afterbeep card greeting /media/CARD hello.m4a`

export const GREETING_COMMAND: Command = {
    name: "greeting",
    summary: "makes a greeting of any sound file",
    help: HELP,
    async run(args) {
        const { words, values } = readArguments(args, {
            words: ["CARD", "FILE"],
            wordsMin: 2,
            values: ["as", "codec"],
            flags: [],
        })
        const [card, path] = words as [string, string]
        const name = readName(values.as ?? "default")
        const codec = codecOf(values.codec ?? "ulaw")
        // Loaded here, as decoders are not small.
        const { decodeSound } = await import("../sound/decode.ts")
        const { makeGreeting } = await import("../sound/greeting.ts")
        const greeting = makeGreeting(await decodeSound(path), codec, path)
        const kept = withFiles(card, "r+", files => putGreeting(files, name, greeting.wav))
        const level = (dbm0: number) => `${dbm0.toFixed(1)} dBm0`
        const levels = `${level(greeting.levelBeforeDbm0)} before, ${level(greeting.levelDbm0)} now`
        console.log(`${GREETINGS}/${name}.wav: ${greeting.seconds.toFixed(1)} s, ${levels}`)
        if (kept !== undefined) console.log(`the greeting before is kept as ${GREETINGS}/${kept}`)
        return 0
    },
}

/** @throws UsageError: no name for a greeting */
function readName(text: string): string {
    const name = text.replace(/\.wav$/i, "")
    if (/^[a-z0-9+-]+$/i.test(name) && !/^copy-[12]$/i.test(name)) return name
    throw new UsageError(
        `--as ${text}: letters, digits and hyphens only, such as default or after-hours`
    )
}

function codecOf(text: string): Codec {
    const name = readChoice("codec", text, Object.values(CODEC_NAMES))
    const [tag] = Object.entries(CODEC_NAMES).find(([, each]) => each === name)!
    return Number(tag) as Codec
}
