/** Words of others, for a terminal. */

/** Letters of a text that is told. */
const SHOWN_MAX = 60

/** What a person has written, as it can be shown in a terminal: in one line, and not all of it where it is long. */
export function shown(text: string): string {
    const plain = text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ").trim()
    return plain.length > SHOWN_MAX ? `${plain.slice(0, SHOWN_MAX)}…` : plain
}
