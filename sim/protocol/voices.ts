/** Voices that a text can be spoken in. */

export interface Voice {
    readonly id: string
    /** Two-letter code. */
    readonly language: string
    /** What speaks; the first one comes with the project, the other has to be installed. */
    readonly program: "Flite" | "eSpeak NG"
}

export const VOICES: readonly Voice[] = [
    { id: "slt", language: "en", program: "Flite" },
    { id: "rms", language: "en", program: "Flite" },
    { id: "en", language: "en", program: "eSpeak NG" },
    { id: "pl", language: "pl", program: "eSpeak NG" },
    { id: "ru", language: "ru", program: "eSpeak NG" },
]

/** Longest text, in characters: some 40 s of speech. */
export const TEXT_MAX = 500
/** Longest sound that may be sent: as long as a message is recorded. */
export const SOUND_SECONDS_MAX = 180
