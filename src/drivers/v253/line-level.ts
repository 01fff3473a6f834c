/** Digits of a register's value that are 0 where the level is below 16. */
const SMALL = "000"
const HIGHEST_HELD = 0x39

/**
 * Whether another telephone holds the line, by the answer to AT:R79 on-hook (AN93, U79): four hexadecimal figures, 2.75 V a step. An idle
 * line has 40 V and more, a held one less than 25 V, which is up to 9 steps; 0 is no line at all.
 */
export function isHeldLevel(answer: string): boolean {
    if (!answer.startsWith(SMALL) || answer.length !== SMALL.length + 1) return false
    const last = answer.charCodeAt(SMALL.length)
    return last > 0x30 && last <= HIGHEST_HELD
}
