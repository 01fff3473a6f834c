/** Keys of the panel; a board with one key has Play, one with more has the first of these. */
export enum Key {
    Play = 1,
    Next,
    Repeat,
    Delete,
    Record,
    Answer,
    Menu,
}

/** A key went down or up. */
export interface KeyEvent {
    readonly key: Key
    readonly isDown: boolean
    /** When, by ds.millis(). */
    readonly atMs: number
}

/** The front of the machine. */
export interface Panel {
    /** What the keys did first of what is not yet taken, or undefined. Does not wait. */
    nextKeyEvent(): KeyEvent | undefined
    /** Brightness of the message lamp, 0 … 1. Waits: for the lamp, some ms. */
    setLamp(brightness: number): Promise<void>
}
