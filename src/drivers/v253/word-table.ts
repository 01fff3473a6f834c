/**
 * What a word means, by a table in one string: each word followed by a letter for its meaning, bars round both:
 * `|OK1|ERROR3|`. A string costs no code.
 *
 * @returns the code of that letter, or 0 for a word that the table does not have
 */
export function meaningOf(word: string, table: string): number {
    const at = table.indexOf("|" + word) + word.length + 1
    return at > word.length && table[at + 1] === "|" ? table.charCodeAt(at) : 0
}
