/** Numbers as text. */

/** A whole number ≥ 0 with zeros in front; longer ones are not cut. */
export function padded(value: number, digitCount: number): string {
    let text = `${value}`
    while (text.length < digitCount) text = "0" + text
    return text
}
