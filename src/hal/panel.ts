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
    /** Play was down when the machine began, and was held. Known some 2 s after that. */
    readonly wasPlayHeld: boolean
    /** Play is down, by what was heard of it last. */
    readonly isPlayDown: boolean
    /** Keys that there are: they have answered. */
    keyCount(): number
    /** Brightness of the message lamp, 0 … 1. Waits: for the lamp, some ms. */
    setLamp(brightness: number): Promise<void>
}
