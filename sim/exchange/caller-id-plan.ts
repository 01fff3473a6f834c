/** How a network tells who calls: in which form, when, and with which signals (ETSI EN 300 659-1, Telcordia GR-30, BT SIN 227). */

/**
 * mdmf, sdmf: FSK, in the multiple or the single message format. dtmf, dtmf-d: keypad tones, the number between A and C
 * or between D and C. none: the network tells nothing.
 */
export const CALLER_ID_FORMS = ["mdmf", "sdmf", "dtmf", "dtmf-d", "none"] as const
export type CallerIdForm = (typeof CALLER_ID_FORMS)[number]

/** Frequency shift keying of a caller ID message. */
export interface FskPlan {
    readonly markHz: number
    readonly spaceHz: number
    readonly baud: number
    /** dBm0 */
    readonly levelDbm: number
    /** Alternating bits, space first, that wake the receiver. */
    readonly seizureBits: number
    /** Mark bits between them and the message. */
    readonly markBits: number
}

/** When the signals come. All times are multiples of 5 ms. */
export type CallerIdDelivery =
    /** In the silence between the first and the second ring. */
    | {
          readonly kind: "between-rings"
          /** From the end of the first ring to the first bit. */
          readonly delayMs: number
          /** At least so long between the last bit and the second ring. */
          readonly guardMs: number
      }
    /** Before the first ring, announced by a reversal of the line's polarity. */
    | {
          readonly kind: "before-ring"
          /** Silence after the reversal. */
          readonly quietMs: number
          /** Length of the alerting tone DT-AS; 0: there is none. */
          readonly alertMs: number
          /** Silence after the alerting tone. */
          readonly gapMs: number
          /** From the last bit to the first ring. */
          readonly guardMs: number
      }

export interface CallerIdPlan {
    /** What the network sends where a scenario does not say otherwise. */
    readonly usual: CallerIdForm
    /** Of FSK; keypad tones always come before the first ring. */
    readonly delivery: CallerIdDelivery
    readonly fsk: FskPlan
    /** The multiple format begins with the call type (ETSI EN 300 659-3). */
    readonly isCallTypeSent: boolean
}
