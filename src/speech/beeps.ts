/** What the machine says without words: tones out of the firmware, for when the card has no voice. */
import { Codec, SoundSource } from "../hal/sound"
import { silenceOf } from "../audio/silence"
import { TONES } from "./tones.gen"

/** One table of `TONES`, 40 ms; it may be repeated. */
const TONE_BYTES = 320
const LOW_TONE = 10
const HIGH_TONE = 11
/** In a score, and among the words of a saying: a moment of silence. */
export const PAUSE = ","
/** Silence after a key, after a stroke or long tone or for a pause, and for a space: 50, 160 and 400 ms. */
const KEY_GAP_BYTES = 400
const STROKE_GAP_BYTES = 1280
const SPACE_BYTES = 3200
const STROKE_TONES = 3
const LONG_TONES = 24

/**
 * A score of tones, one character each, read from its start to its end:
 *
 *     0 … 9  the tone of that telephone key
 *     l h    a low or high stroke
 *     L      a long low tone
 *     space  silence
 *     ,      a moment of it, as between words
 */
export class Beeps implements SoundSource {
    readonly codec = Codec.MuLaw
    /** Nobody asks. */
    readonly lengthBytes = 0
    private score = ""
    private at = 0
    /** In the character at `at`. */
    private atByte = 0

    /** Begin anew, with this. */
    begin(score: string): void {
        this.score = score
        this.at = 0
        this.atByte = 0
    }

    async read(fromByte: number, into: Buffer): Promise<number> {
        while (this.at < this.score.length) {
            const taken = this.take(this.score[this.at], into)
            this.atByte += taken
            if (taken > 0) return taken
            this.at++
            this.atByte = 0
        }
        return 0
    }

    /** The next piece of one character; 0 at its end. */
    private take(character: string, into: Buffer): number {
        const sounding = soundingBytes(character)
        if (this.atByte < sounding) {
            const from = this.atByte % TONE_BYTES
            const lengthBytes = Math.min(TONE_BYTES - from, into.length)
            into.blitAt(0, TONES, toneOf(character) * TONE_BYTES + from, lengthBytes)
            return lengthBytes
        }
        const lengthBytes = Math.min(sounding + gapBytes(character) - this.atByte, into.length)
        into.fillAt(0, lengthBytes, silenceOf(Codec.MuLaw))
        return lengthBytes
    }
}

function toneOf(character: string): number {
    if (character === "h") return HIGH_TONE
    return character === "l" || character === "L" ? LOW_TONE : character.charCodeAt(0) - 0x30
}

function soundingBytes(character: string): number {
    if (character === " " || character === PAUSE) return 0
    if (character === "L") return LONG_TONES * TONE_BYTES
    return isStroke(character) ? STROKE_TONES * TONE_BYTES : TONE_BYTES
}

function gapBytes(character: string): number {
    if (character === " ") return SPACE_BYTES
    return character === "L" || character === PAUSE || isStroke(character)
        ? STROKE_GAP_BYTES
        : KEY_GAP_BYTES
}

function isStroke(character: string): boolean {
    return character === "l" || character === "h"
}
