// DeviceScript's own library does not declare what `for (… of array)` needs; its compiler does without.
interface SymbolConstructor {
    readonly iterator: unique symbol
}
declare var Symbol: SymbolConstructor
interface IterationStep<T> {
    done: boolean
    value: T
}
interface Array<T> {
    [Symbol.iterator](): { next(): IterationStep<T> }
}
