/** Files of lines that their owner writes, of which the machine reads the beginning. */
import { type Advice, type Findings } from "./finding.ts"

export interface TextLine {
    /** In the file, from 1 on. */
    readonly number: number
    /** Without what ends it. */
    readonly text: string
}

export interface TextFile {
    readonly path: string
    /** Of its beginning the machine reads so many bytes. */
    readonly bytesMax: number
    /** Says what a finding is about: `contacts` for contacts-long. */
    readonly word: string
    /** What to do where it is longer. */
    readonly whenLong: string
}

/** The lines that the machine reads; that there are more of them is noted. */
export function linesRead(bytes: Buffer, file: TextFile, findings: Findings): TextLine[] {
    const lines = bytes
        .subarray(0, file.bytesMax)
        .toString("utf8")
        .replace(/^\ufeff/, "")
        .split("\n")
        .map((text, i) => ({ number: i + 1, text: text.replace(/\r$/, "") }))
    if (bytes.length <= file.bytesMax) return lines
    const { number, text } = lines.pop()!
    const unread =
        text === ""
            ? `nothing from line ${number} on`
            : `line ${number} is cut off there, and nothing behind it is read`
    const what = `has ${bytes.length} bytes, and only the first ${file.bytesMax} are read: ${unread}`
    findings.note(`${file.word}-long`, file.path, what, { owner: file.whenLong })
    return lines
}

/** Note what is wrong in a line. */
export function noteLine(
    findings: Findings,
    code: string,
    where: { readonly path: string; readonly line: number },
    what: string,
    advice: Partial<Advice>
): void {
    findings.note(code, `${where.path}, line ${where.line}`, what, advice)
}
