/** What is said before a message, and the message: one sound, so that nothing is heard in between. */
import * as ds from "@devicescript/core"
import { Codec, SoundSource } from "../hal/sound"
import { Beeps, PAUSE } from "./beeps"
import { MachineParts } from "../app/machine-parts"

/** The folder of the clips in the modem's codec, so that nothing has to be translated. */
export function codecFolder(codec: Codec): string {
    switch (codec) {
        case Codec.PcmU8:
            return "u8"
        case Codec.ALaw:
            return "alaw"
        case Codec.MuLaw:
            return "ulaw"
    }
}

/**
 * Something said, then a sound, then something else said; all but the first may be left out. Read in order, from the
 * start to the end.
 *
 * What is said is words (phrases.ts), which are clips on the card, and the tones (beeps.ts) for a card without a voice:
 * "no words|lhl".
 */
export class Announcement implements SoundSource {
    codec = Codec.MuLaw
    lengthBytes = 0
    /** The sound is over. */
    isClosing = false
    /** Where the sound begins. */
    fromByte = 0
    /** When its first bytes were read; 0: not yet. */
    soundAtMs = 0
    private beeps = new Beeps()
    private words = ""
    private wordAt = 0
    private sound: SoundSource | undefined
    private closing: string | undefined
    private current: SoundSource | undefined
    private atByte = 0

    constructor(private parts: MachineParts) {}

    /** Waits: for the card. */
    async begin(
        opening: string,
        sound: SoundSource | undefined,
        closing: string | undefined
    ): Promise<void> {
        this.isClosing = false
        this.soundAtMs = 0
        this.sound = sound
        this.closing = closing
        this.atByte = 0
        this.current = await this.firstOf(opening)
    }

    async read(fromByte: number, into: Buffer): Promise<number> {
        while (true) {
            const current = this.current
            if (!current) return 0
            const lengthBytes = await current.read(this.atByte, into)
            this.atByte += lengthBytes
            this.codec = current.codec
            if (lengthBytes > 0) return lengthBytes
            this.atByte = 0
            this.current = await this.next()
        }
    }

    private async firstOf(saying: string): Promise<SoundSource> {
        const parts = saying.split("|")
        this.words = parts[0]
        this.wordAt = 0
        const clip = await this.clip()
        if (clip) return clip
        this.beeps.begin(parts[1])
        return this.beeps
    }

    private async next(): Promise<SoundSource | undefined> {
        const clip = await this.clip()
        if (clip) return clip
        const sound = this.sound
        this.sound = undefined
        if (sound) {
            this.atByte = this.fromByte
            this.soundAtMs = ds.millis()
            return sound
        }
        const closing = this.closing
        this.closing = undefined
        this.isClosing = true
        return closing ? await this.firstOf(closing) : undefined
    }

    /** The next word that the card has; undefined: there is none. What it lacks of words that it could have is left out, and logged. */
    private async clip(): Promise<SoundSource | undefined> {
        const { storage, line, settings } = this.parts
        const folder = "AFTERBEEP/prompts/" + settings.language + "/" + codecFolder(line.codec)
        while (this.wordAt < this.words.length) {
            const word = this.takeWord()
            if (word === "") continue
            if (word === PAUSE) {
                this.beeps.begin(PAUSE)
                return this.beeps
            }
            const clip = await storage.openSound(folder + "/" + word + ".wav")
            if (clip) return clip
            // A card without a voice is not asked for every word.
            if (!(await storage.missWord(folder, word))) this.words = ""
        }
        return undefined
    }

    private takeWord(): string {
        const { words, wordAt } = this
        const space = words.indexOf(" ", wordAt)
        const end = space < 0 ? words.length : space
        this.wordAt = end + 1
        return words.slice(wordAt, end)
    }
}
