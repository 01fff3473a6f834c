/** New numbers for things that the code names by number: those used most get the numbers that take one byte. */

/**
 * @param uses how often each is named in the code, by its number
 * @param fixed how many of the first ones keep their number
 * @returns old numbers in their new order
 */
export function orderByUse(uses: readonly number[], fixed = 0): number[] {
    const numbers = uses.map((_, number) => number)
    const first = numbers.splice(0, fixed)
    return [...first, ...numbers.sort((a, b) => uses[b]! - uses[a]! || a - b)]
}

/** @returns the new number of each old one */
export function inverse(order: readonly number[]): number[] {
    const numbers: number[] = []
    order.forEach((old, fresh) => (numbers[old] = fresh))
    return numbers
}
