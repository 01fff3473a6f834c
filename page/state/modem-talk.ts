/** The conversation of machine and modem as lines with two sides: commands, answers, and codes in the sound. */

import { type TimelineEvent } from "../../sim/report/timeline.ts"
import { type TextName } from "../texts/language.ts"

export interface TalkLine {
    readonly tMs: number
    /** From the machine to the modem, or back. */
    readonly isCommand: boolean
    readonly text: string
    /** What a code in the sound means; undefined: it is said in words already, or not known. */
    readonly meaning: TextName | undefined
}

/** Codes that follow a DLE in the sound from the modem (ITU-T V.253, table 7, and the families' own). */
const MEANINGS: Readonly<Record<string, TextName>> = {
    R: "codeRing",
    b: "codeBusy",
    d: "codeDialTone",
    s: "codeSilence",
    q: "codeQuiet",
    l: "codeLoop",
    c: "codeFaxCalling",
    e: "codeDataCalling",
    P: "codeExtension",
    H: "codeExtension",
    h: "codeExtensionGone",
    "/": "codeKeyBegins",
    "~": "codeKeyEnds",
}

/** Undefined: the event is no part of the conversation. */
export function talkLine({ source, event, tMs, fields }: TimelineEvent): TalkLine | undefined {
    if (source !== "modem") return undefined
    const text = String(fields["text"] ?? "")
    if (event === "rx") return { tMs, isCommand: true, text: visible(text), meaning: undefined }
    if (event === "tx") return { tMs, isCommand: false, text: visible(text), meaning: undefined }
    if (event !== "event") return undefined
    const code = String(fields["code"])
    const meaning = MEANINGS[code] ?? (/^[0-9A-D*#]$/.test(code) ? "codeKey" : undefined)
    return { tMs, isCommand: false, text: `<DLE>${visible(code)}`, meaning }
}

/** Control characters by their names: `<CR>`, `<DLE>`, `<0x1b>`. */
function visible(text: string): string {
    const names: Readonly<Record<string, string>> = {
        "\r": "<CR>",
        "\n": "<LF>",
        "\u0010": "<DLE>",
    }
    return text.replace(/[\u0000-\u001f\u007f]/g, character => {
        const code = character.charCodeAt(0).toString(16).padStart(2, "0")
        return names[character] ?? `<0x${code}>`
    })
}

/** As lines of a file: `12.345 > AT+VLS=1<CR>` to the modem, `<` from it. */
export function talkText(lines: readonly TalkLine[]): string {
    return lines
        .map(
            ({ tMs, isCommand, text }) =>
                `${(tMs / 1000).toFixed(3)} ${isCommand ? ">" : "<"} ${text}\n`
        )
        .join("")
}
