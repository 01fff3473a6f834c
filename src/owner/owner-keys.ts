/** What an owner can want, and where it comes from: the panel, or a telephone. */
import { Interrupter } from "../audio/stop-reason"

/** What an owner wants done. The keys of each stand in key-map.ts, by these numbers. */
export enum Command {
    /** Listen no more. */
    Stop = 1,
    /** All messages that nobody has heard, or where there are none all that are kept; by phone all of both. */
    PlayAll,
    PlayNew,
    Next,
    Previous,
    /** The message anew; at its beginning the one before it. */
    Repeat,
    /** 5 s back. */
    Back,
    /** Stop, and go on from there when it is said again. */
    Pause,
    Delete,
    Undelete,
    /** All that were heard and are not kept. */
    DeleteHeard,
    Keep,
    /** Of the call that left the message: its caller was called back. */
    Returned,
    /** Its caller was called back, and not reached. */
    Tried,
    /** Its caller need not be called back. */
    NoNeed,
    /** Whom is to be called back. */
    ToReturn,
    Memo,
    HearGreeting,
    RecordGreeting,
    EraseGreeting,
    SwitchAnswering,
    /** Whether messages are taken, or callers greeted only. */
    SwitchRecording,
    /** Of the loudspeaker: one step. */
    Louder,
    Softer,
    /** By telephone: hear what goes on in the room. */
    HearRoom,
    Settings,
    Help,
    /** The session ends; also where the far end is gone. */
    Bye,
    /** The session ends: the telephone rings. */
    Answer,
    /** A key that means nothing. */
    Unknown,
}

/**
 * Where the owner's wishes come from.
 *
 * `check`, as sound flows: KeyPressed when a key has begun something, which `command` or `digit` then takes; Rang, HungUp and the
 * like end the session.
 */
export interface OwnerKeys extends Interrupter {
    /** A telephone, not the panel. */
    readonly isRemote: boolean
    /**
     * What the owner wants, once the finger has done the rest of it.
     *
     * @returns undefined: nothing was begun within `waitMs`. Bye, Answer: the session ends. Waits.
     */
    command(waitMs: number): Promise<Command | undefined>
    /**
     * What is wanted after a greeting has sounded, where its keys are waited for apart from others.
     *
     * @returns as `command`. Waits: some seconds, or not at all.
     */
    afterGreeting(): Promise<Command | undefined>
    /** The key of the last command is still held, as far as was looked. Does not wait. */
    isStillDown(): boolean
    /**
     * A single key typed as an answer.
     *
     * @returns 0 … 9, 0x23 for `#`, 0x2a for `*`; undefined: none within `waitMs`, or the session ends. Waits.
     */
    digit(waitMs: number): Promise<number | undefined>
}
