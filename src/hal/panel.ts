/** Keys of the panel; a board with one key has Play. */
export enum Key {
    Play = 1,
}

/** The front of the machine. */
export interface Panel {
    /** The oldest key pressed and not yet taken, or undefined. Does not wait. */
    nextKey(): Key | undefined
    /** Brightness of the message lamp, 0 … 1. Waits: for the lamp, some ms. */
    setLamp(brightness: number): Promise<void>
}
