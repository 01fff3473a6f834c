/** The subscriber's end of a telephone line: the line interface (DAA) of the modem. The exchange calls it. */
export interface Subscriber {
    /** Ringing voltage begins or ends. */
    ringing(on: boolean): void
    /** The polarity of the line on-hook was reversed, or is as usual again: caller ID follows, or the call is over. */
    polarity(reversed: boolean): void
    /** Loop current is interrupted (false) or flows again (true); tells something only when off-hook. */
    loopCurrent(flowing: boolean): void
    /** A parallel telephone on the same pair went off-hook or on-hook. */
    extension(offHook: boolean): void
}

/** What the subscriber's end does to the line. The modem calls it. */
export interface LineHook {
    /** Close the loop: trips ringing and answers, or seizes the line. */
    offHook(): void
    onHook(): void
}

/**
 * Sound on the pair, moved every 5 ms by the audio clock (40 samples, see clock/audio-clock.ts):
 * the world asks the exchange for what it sends (`render`), gives that to the modem, and gives the exchange what the
 * modem sends in the same 5 ms (`consume`). Blocks are valid only during the call.
 */
export interface LineSound {
    render(): Float32Array
    consume(fromSubscriber: Float32Array): void
}

/** The modem's side of the same beat. */
export interface SubscriberSound {
    /** Live the 5 ms that begin now; `fromLine` is the sound on the pair that came from the exchange. */
    beat(fromLine: Float32Array): void
    /** What it then sends to the pair, and to its loudspeaker; 40 samples each. */
    readonly toLine: Float32Array
    readonly toSpeaker: Float32Array
}
