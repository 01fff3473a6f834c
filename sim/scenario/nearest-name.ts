/** Finds what somebody most likely meant to type. */

/** A typing slip is at most this many letters; for short names one third of them. */
const SLIP_LETTERS_MAX = 3
/** A word that is the beginning of a name is that name, from this length on: "gap" for "gapMs". */
const BEGINNING_LETTERS_MIN = 3

/** The name nearest to `word` that could be a slip of the finger, or undefined if none is. */
export function nearestName(word: string, names: readonly string[]): string | undefined {
    const wanted = word.toLowerCase()
    if (wanted.length >= BEGINNING_LETTERS_MIN) {
        const longer = names.find(name => name.toLowerCase().startsWith(wanted))
        if (longer !== undefined) return longer
    }
    let best: string | undefined
    let bestDistance = Math.min(SLIP_LETTERS_MAX, Math.ceil(wanted.length / 3)) + 1
    for (const name of names) {
        const distance = editDistance(wanted, name.toLowerCase())
        if (distance < bestDistance) {
            best = name
            bestDistance = distance
        }
    }
    return best
}

/** Letters to insert, drop, change or swap with their neighbour to turn one word into the other (Damerau). */
function editDistance(from: string, to: string): number {
    let twoAbove: number[] = []
    let above = Array.from({ length: to.length + 1 }, (_, column) => column)
    for (let row = 1; row <= from.length; row++) {
        const current = [row]
        for (let column = 1; column <= to.length; column++) {
            const change = above[column - 1]! + (from[row - 1] === to[column - 1] ? 0 : 1)
            const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
            const swap = row > 1 && column > 1 && isSwap ? twoAbove[column - 2]! + 1 : Infinity
            const insertOrDrop = Math.min(above[column]!, current[column - 1]!) + 1
            current.push(Math.min(change, swap, insertOrDrop))
        }
        twoAbove = above
        above = current
    }
    return above[to.length]!
}
