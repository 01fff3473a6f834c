/** The files of the folder, besides messages. docs/card-layout.md, "Files". */

export const FOLDER = "AFTERBEEP"
export const MESSAGES = `${FOLDER}/messages`
export const GREETINGS = `${FOLDER}/greetings`
export const README = `${FOLDER}/README.txt`
export const CALLS = `${FOLDER}/calls.csv`
/** calls.csv when it was full, or was changed on a PC. */
export const OLD_CALLS = /^calls\d+\.csv$/i
export const INDEX = `${FOLDER}/index.bin`
/** The index where a PC has made something else of the first. */
export const INDEX_2 = `${FOLDER}/index-2.bin`
export const SETTINGS = `${FOLDER}/settings.txt`
/** Hidden twin of settings.txt, with which the firmware changes it. */
export const SETTINGS_TWIN = `${FOLDER}/settings.old`
export const CONTACTS = `${FOLDER}/contacts.csv`
/** What the firmware makes of greetings for its modem: of no use on another card. */
export const GREETING_COPIES: readonly string[] = ["copy-1.wav", "copy-2.wav"]

export const README_TEXT = `Afterbeep, your answering machine

messages\\   one WAV file for each message. Delete, rename and copy as you like.
            The hidden files there keep room for the next ones: let them be.
greetings\\  default.wav is what callers hear: up to a minute of WAV,
            8 or 16 bits, 8, 16, 32 or 48 kHz, mono or stereo
settings.txt  for example the line "rings = 4"
calls.csv   every call, also without a message

Please eject the card before you take it out.
`
