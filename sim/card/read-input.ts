/** Files that a person gives. */
import { readFileSync } from "node:fs"
import { CardError } from "./card-error.ts"
import { reasonOf } from "./system-words.ts"

/** @throws CardError: it can't be read */
export function readInput(path: string): Buffer {
    try {
        return readFileSync(path)
    } catch (error) {
        throw new CardError(`${path}: can't be read: ${reasonOf(error)}`)
    }
}
