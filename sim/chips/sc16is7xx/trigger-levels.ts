import { FIFO_DEPTH, type RtsLevels } from "./receiver.ts"

/** FIFO levels as FCR, TLR and TCR set them (data sheet Rev 9, sections "FCR", "TCR", "TLR"). */

/** By FCR[7:6], characters. */
const RX_TRIGGERS = [8, 16, 56, 60] as const
/** By FCR[5:4], spaces. */
const TX_TRIGGERS = [8, 16, 32, 56] as const
const FCR_ENABLE = 0x01

/** Characters that ask for an interrupt. TLR goes before FCR unless it is 0. */
export function rxTrigger(fcr: number, tlr: number): number {
    if ((fcr & FCR_ENABLE) === 0) return 1
    return (tlr >> 4) * 4 || RX_TRIGGERS[fcr >> 6]!
}

/** Spaces that ask for an interrupt. */
export function txTrigger(fcr: number, tlr: number): number {
    if ((fcr & FCR_ENABLE) === 0) return FIFO_DEPTH
    return (tlr & 0x0f) * 4 || TX_TRIGGERS[(fcr >> 4) & 3]!
}

/** Where RTS# rises and falls: by TCR, or by the receive trigger of FCR if TCR is 0. */
export function rtsLevels(fcr: number, tcr: number): RtsLevels {
    if (tcr !== 0) return { halt: (tcr & 0x0f) * 4, resume: (tcr >> 4) * 4 }
    const trigger = fcr >> 6
    return { halt: RX_TRIGGERS[trigger]!, resume: trigger === 0 ? 0 : RX_TRIGGERS[trigger - 1]! }
}
