/**
 * What a scripted caller does in one call: a `call` step of a scenario, with its files read and its defaults known.
 *
 * The scenario loader fills it, the exchange plays it. It holds no file names.
 */

/** One thing that the caller sends, one after the other, without a pause between. */
export type SpokenItem =
    /** Sound at 8000 Hz, 1.0 = full scale. */
    | { readonly kind: "sound"; readonly samples: Float32Array }
    /** DTMF digits 0-9 A-D * #, each `onMs` long and followed by `offMs` of silence; the level is that of both tones. */
    | {
          readonly kind: "dtmf"
          readonly digits: string
          readonly onMs: number
          readonly offMs: number
          /** dBm0 of each of the two tones. */
          readonly levelDbm: number
      }
    | { readonly kind: "silence"; readonly silenceMs: number }
    /** A fax machine that calls: CNG until it gives up (ITU-T T.30, timer T1: 35 s). */
    | { readonly kind: "fax" }
    /** A modem that calls: CT until it gives up (ITU-T V.25). */
    | { readonly kind: "data" }

/** When the caller begins to speak. */
export type SpeakAfter =
    /** 300 ms after the end of the beep that the caller finds in the sound. */
    | { readonly kind: "beep" }
    /** 300 ms after the line was answered. */
    | { readonly kind: "answer" }
    /** Exactly so long after the line was answered. */
    | { readonly kind: "delay"; readonly delayMs: number }
    /** As soon as the caller has heard nothing for so long, counted from the answer on. */
    | { readonly kind: "quiet"; readonly quietMs: number }

/** What happens when the caller has said everything. */
export type CallEnd =
    | { readonly kind: "hangup" }
    /** The caller stays, silent, for so long, and then hangs up. */
    | { readonly kind: "stay"; readonly stayMs: number }
    /** So much later somebody in the house picks up a parallel telephone, and talks with the caller for a while. */
    | { readonly kind: "pickup"; readonly pickupMs: number }

export interface CallSpec {
    /**
     * Digits (and `+`) as the network sends them, at most 20 characters; "private" and "out-of-area" send the reason
     * why there is no number; undefined sends no caller ID at all.
     */
    readonly number: string | "private" | "out-of-area" | undefined
    /** Name that the network sends with it, at most 15 characters in the US; undefined sends none. */
    readonly name: string | undefined
    /** The caller gives up when one more ring than this would begin. 1 or more. */
    readonly maxRings: number
    /** Empty: the caller says nothing. */
    readonly audio: readonly SpokenItem[]
    readonly speakAfter: SpeakAfter
    /** Hang up unheard when the beep, or the quiet, has not come so long after the answer. */
    readonly giveUpMs: number
    /** dBm0 to which the active speech of every sound item is brought; undefined leaves the files as they are. */
    readonly levelDbm: number | undefined
    readonly then: CallEnd
    /** While another call is up, this one waits (the subscriber hears that) instead of getting busy tone. */
    readonly mayWait: boolean
}

/** Values for what a `call` step leaves out (see docs/scenarios.md). */
export const CALL_DEFAULTS: CallSpec = {
    number: undefined,
    name: undefined,
    maxRings: 10,
    audio: [],
    speakAfter: { kind: "beep" },
    giveUpMs: 60_000,
    levelDbm: undefined,
    then: { kind: "hangup" },
    mayWait: false,
}

/** What a `dtmf` item leaves out. */
export const DTMF_DEFAULTS = { onMs: 80, offMs: 80, levelDbm: -10 } as const
