/** Keys of a telephone that are pressed one after the other, as a machine dials: 80 ms each, and as long apart. */

import { type TelephoneKey } from "../protocol/messages.ts"

/** In blocks of 5 ms: twice what ITU-T Q.24 asks a receiver to hear, for each. */
const DOWN_BLOCKS = 16
const UP_BLOCKS = 16
/** For a comma, a second. */
const PAUSE_BLOCKS = 200
const PAUSE = ","

/** What a text of keys may have; spaces divide them for the eye. */
export const KEY_TUNE = /^[0-9*#, ]{1,64}$/

export class KeyTune {
    private readonly keys: string[]
    private blocksLeft = 0
    private isDown = false

    /** @param keys as in KEY_TUNE; a comma is a pause of a second */
    constructor(keys: string) {
        this.keys = [...keys.replaceAll(" ", "")]
    }

    /** Nothing is to come any more. */
    get isOver(): boolean {
        return this.keys.length === 0 && !this.isDown && this.blocksLeft === 0
    }

    /** 5 ms begin. @returns the key that goes down in them; "up": it comes up; undefined: nothing changes */
    beat(): TelephoneKey | "up" | undefined {
        if (this.blocksLeft > 0) this.blocksLeft--
        if (this.blocksLeft > 0) return undefined
        if (this.isDown) return this.release()
        const key = this.keys.shift()
        if (key === undefined) return undefined
        this.isDown = key !== PAUSE
        this.blocksLeft = this.isDown ? DOWN_BLOCKS : PAUSE_BLOCKS
        return this.isDown ? (key as TelephoneKey) : undefined
    }

    private release(): "up" {
        this.isDown = false
        this.blocksLeft = UP_BLOCKS
        return "up"
    }
}
