/** Sounds that a page sends, to be heard on the line or before the machine: a WAV file, or a text that is spoken. */

import { LINE_RATE } from "../protocol/frame.ts"
import { SOUND_SECONDS_MAX, TEXT_MAX } from "../protocol/voices.ts"
import { decodeWav, WavError } from "../audio/wav.ts"
import { atLevel } from "../exchange/caller-script.ts"
import { SpeechError } from "../speech/speaker.ts"
import { refuse } from "./assets.ts"
import { posting, readBody, sendJson, type Routes } from "./routes.ts"

/** The longest sound, at twice the line's rate and of 16 bits: a page brings what it sends to the line's rate itself. */
const FILE_BYTES_MAX = SOUND_SECONDS_MAX * LINE_RATE * 2 * 2
/** UTF-8. */
const TEXT_BYTES_MAX = 4 * TEXT_MAX
/** As loud as a person on the telephone. */
const SPEECH_DBM = -16
const TITLE_MAX = 40
/** Of a text, as much is its title. */
const WORDS_MAX = 24

export interface SoundDeskOptions {
    /** Keep a sound for all pages. @returns its name */
    readonly addSound: (title: string, samples: Float32Array) => string
    /** @throws SpeechError. Waits: until it is spoken */
    readonly speak: (voice: string, text: string) => Promise<Float32Array>
}

export class SoundDesk {
    readonly routes: Routes

    constructor({ addSound, speak }: SoundDeskOptions) {
        this.routes = new Map([
            [
                "/sounds/file",
                posting(async (url, request, response) => {
                    const title = titleOf(url.searchParams.get("title") ?? "", TITLE_MAX)
                    const bytes = await readBody(request, response, FILE_BYTES_MAX)
                    if (!bytes) return
                    const samples = decodeWav(bytes, title)
                    const seconds = secondsOf(samples)
                    if (seconds > SOUND_SECONDS_MAX)
                        throw new WavError(
                            title,
                            `${seconds} seconds are too long: ${SOUND_SECONDS_MAX} at most`
                        )
                    sendJson(response, { name: addSound(title, samples), seconds })
                }),
            ],
            [
                "/sounds/text",
                posting(async (url, request, response) => {
                    const bytes = await readBody(request, response, TEXT_BYTES_MAX)
                    if (!bytes) return
                    const text = bytes.toString("utf8").trim()
                    try {
                        const spoken = await speak(url.searchParams.get("voice") ?? "", text)
                        const samples = atLevel(spoken, SPEECH_DBM)
                        const name = addSound(titleOf(text, WORDS_MAX), samples)
                        sendJson(response, { name, seconds: secondsOf(samples) })
                    } catch (error) {
                        if (!(error instanceof SpeechError)) throw error
                        refuse(response, 409, error.message)
                    }
                }),
            ],
        ])
    }
}

function secondsOf(samples: Float32Array): number {
    return Math.ceil(samples.length / LINE_RATE)
}

/** What a person can read, in a line, and no more than that. */
function titleOf(text: string, lengthMax: number): string {
    const line = text.replace(/[\p{C}\s]+/gu, " ").trim()
    if (line === "") return "sound"
    return line.length <= lengthMax ? line : `${line.slice(0, lengthMax - 2)} …`
}
