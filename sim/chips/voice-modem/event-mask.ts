/**
 * The masks of AT+VLS=?: which events a modem reports in which state, event 0 in the leftmost bit (ITU-T V.253, table of
 * events; numbers 32 and above need a ninth digit).
 */

/** Number of each event by its shielded code. */
const EVENT_NUMBERS: Readonly<Record<string, number>> = {
    /** Complex report, here of the caller. */
    X: 0,
    R: 3,
    "/": 4,
    "~": 4,
    ...Object.fromEntries([..."0123456789*#ABCD"].map(digit => [digit, 4])),
    o: 5,
    c: 6,
    e: 7,
    h: 8,
    H: 8,
    s: 9,
    q: 10,
    l: 13,
    b: 19,
    d: 20,
    K: 21,
    u: 23,
    p: 24,
    P: 24,
    a: 25,
    f: 26,
}

/** Whether event `code` is in a mask of AT+VLS=?. */
export function isInMask(mask: string, code: string): boolean {
    const event = EVENT_NUMBERS[code]
    if (event === undefined) return false
    const nibble = parseInt(mask[event >> 2] ?? "0", 16)
    return ((nibble >> (3 - (event & 3))) & 1) === 1
}

/** The mask of eight digits for events with these codes; "5" stands for all keys. */
export function maskOf(codes: string): string {
    const nibbles = new Uint8Array(8)
    for (const code of codes) {
        const event = EVENT_NUMBERS[code]!
        nibbles[event >> 2]! |= 8 >> (event & 3)
    }
    return Array.from(nibbles, nibble => nibble.toString(16).toUpperCase()).join("")
}
