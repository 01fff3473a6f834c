/** Speaks a text: by Flite, which comes with the project, or by eSpeak NG where that is installed. Each is a process of its own. */

import { execFile } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { decodeWav } from "../audio/wav.ts"
import { TEXT_MAX, VOICES, type Voice } from "../protocol/voices.ts"

/** Far longer than the longest text takes. */
const LIMIT_MS = 30_000

/** A text that can't be spoken; the message says why, and what to do. */
export class SpeechError extends Error {
    constructor(message: string) {
        super(message)
        this.name = "SpeechError"
    }
}

export interface SpeakerOptions {
    /** Path of flite.mjs. */
    readonly flitePath: string
    /** Name of the other program; eSpeak NG's own unless stated. */
    readonly espeak?: string
}

export class Speaker {
    constructor(private readonly options: SpeakerOptions) {}

    /**
     * The sound of a text, 8000 Hz, 1.0 = full scale. Waits: for another process.
     *
     * @param voiceId one of VOICES
     * @throws SpeechError: no text, one that is too long, no such voice, or its program is not installed
     */
    async speak(voiceId: string, text: string): Promise<Float32Array> {
        const voice = VOICES.find(({ id }) => id === voiceId)
        if (!voice) throw new SpeechError(`there is no voice "${voiceId}"`)
        if (!/[\p{L}\p{N}]/u.test(text)) throw new SpeechError("nothing to say: write some words")
        if (text.length > TEXT_MAX)
            throw new SpeechError(`${text.length} characters are too many: ${TEXT_MAX} at most`)
        const folder = mkdtempSync(join(tmpdir(), "afterbeep-speech-"))
        try {
            writeFileSync(join(folder, "text.txt"), voice.program === "Flite" ? plain(text) : text)
            await this.run(voice, folder)
            return decodeWav(readFileSync(join(folder, "speech.wav")), "speech")
        } finally {
            rmSync(folder, { recursive: true })
        }
    }

    private async run({ id, program }: Voice, folder: string): Promise<void> {
        const { flitePath, espeak = "espeak-ng" } = this.options
        if (program === "Flite")
            return await runProgram(process.execPath, ["--no-warnings", flitePath, id, folder])
        const files = ["-f", join(folder, "text.txt"), "-w", join(folder, "speech.wav")]
        await runProgram(espeak, ["-v", id, "-b", "1", ...files])
    }
}

/** Flite knows the letters of English. */
function plain(text: string): string {
    return text
        .normalize("NFKD")
        .replace(/[‘’]/g, "'")
        .replace(/[^\x20-\x7e\n]/g, " ")
}

async function runProgram(program: string, args: readonly string[]): Promise<void> {
    await new Promise<void>((resolve, reject) => {
        execFile(program, args, { timeout: LIMIT_MS }, error => {
            if (!error) return resolve()
            const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT"
            reject(
                new SpeechError(
                    isMissing
                        ? `this voice is spoken by ${program}, which is not installed (on Debian: apt install ${program})`
                        : `the text can't be spoken: ${error.message.split("\n")[0]}`
                )
            )
        })
    })
}
