/**
 * Register map of the NXP SC16IS740/750/760 (data sheet Rev 7) and SC16IS752/762 (Rev 9), section "Register
 * descriptions": which register answers at an address depends on LCR, EFR[4] and MCR[2].
 *
 *     address   LCR[7]=0              LCR[7]=1, not 0xBF   LCR=0xBF
 *     0 1       RHR/THR IER           DLL DLH
 *     2         IIR/FCR                                    EFR
 *     4 5       MCR LSR                                    XON1 XON2
 *     6 7       MSR SPR, or TCR TLR                        XOFF1 XOFF2
 *               (EFR[4] and MCR[2])
 *     3         LCR in every bank
 */

export type RegisterName =
    | "FIFO"
    | "IER"
    | "IIR/FCR"
    | "LCR"
    | "MCR"
    | "LSR"
    | "MSR"
    | "SPR"
    | "TXLVL"
    | "RXLVL"
    | "IODir"
    | "IOState"
    | "IOIntEna"
    | "reserved"
    | "IOControl"
    | "EFCR"
    | "DLL"
    | "DLH"
    | "EFR"
    | "XON1"
    | "XON2"
    | "XOFF1"
    | "XOFF2"
    | "TCR"
    | "TLR"

export interface Bank {
    readonly lcr: number
    /** EFR[4] and MCR[2] are set. */
    readonly isTriggerGateOpen: boolean
}

export const LCR_ENHANCED_BANK = 0xbf
export const LCR_DIVISOR_LATCH = 0x80
export const LCR_RESET = 0x1d
export const LCR_8N1 = 0x03

export const IER_RX = 0x01
export const IER_THR = 0x02
export const IER_LINE_STATUS = 0x04
export const IER_MODEM_STATUS = 0x08
export const IER_SLEEP = 0x10
export const IER_ENHANCED_BITS = 0xf0

export const FCR_ENABLE = 0x01
export const FCR_CLEAR_RX = 0x02
export const FCR_CLEAR_TX = 0x04
export const FCR_TX_TRIGGER_BITS = 0x30

export const MCR_DTR = 0x01
export const MCR_RTS = 0x02
export const MCR_TRIGGER_GATE = 0x04
export const MCR_LOOPBACK = 0x10
export const MCR_INFRARED = 0x40
export const MCR_PRESCALER_4 = 0x80
/** Bits that EFR[4] guards. */
export const MCR_ENHANCED_BITS = 0xe4

export const LSR_DATA = 0x01
export const LSR_OVERRUN = 0x02
export const LSR_FRAMING_ERROR = 0x08
export const LSR_THR_EMPTY = 0x20
export const LSR_ALL_EMPTY = 0x40
export const LSR_FIFO_ERROR = 0x80

export const MSR_DELTA_CTS = 0x01
/** RI has gone from asserted to released. */
export const MSR_DELTA_RI = 0x04
export const MSR_CTS = 0x10
export const MSR_RI = 0x40

export const EFR_AUTO_CTS = 0x80
export const EFR_AUTO_RTS = 0x40
export const EFR_SPECIAL_CHARACTER = 0x20
export const EFR_ENHANCED = 0x10
export const EFR_SOFTWARE_FLOW_BITS = 0x0f

export const IOCONTROL_RESET = 0x08
export const IOCONTROL_MODEM_PINS = 0x02
/** GPIO5 is DTR# when IOControl[1] is set. */
export const GPIO_DTR = 0x20

export const EFCR_RX_DISABLE = 0x02

export enum InterruptCode {
    None = 0x01,
    LineStatus = 0x06,
    RxTimeOut = 0x0c,
    Rx = 0x04,
    Thr = 0x02,
    ModemStatus = 0x00,
}

const GENERAL: readonly RegisterName[] = [
    "FIFO",
    "IER",
    "IIR/FCR",
    "LCR",
    "MCR",
    "LSR",
    "MSR",
    "SPR",
    "TXLVL",
    "RXLVL",
    "IODir",
    "IOState",
    "IOIntEna",
    "reserved",
    "IOControl",
    "EFCR",
]
const ENHANCED: Partial<Record<number, RegisterName>> = {
    2: "EFR",
    4: "XON1",
    5: "XON2",
    6: "XOFF1",
    7: "XOFF2",
}
const DIVISOR: Partial<Record<number, RegisterName>> = { 0: "DLL", 1: "DLH" }
const TRIGGER: Partial<Record<number, RegisterName>> = { 6: "TCR", 7: "TLR" }

/** The register that answers at `address` (0 … 15). */
export function registerAt(address: number, bank: Bank): RegisterName {
    const general = GENERAL[address]!
    if (bank.lcr === LCR_ENHANCED_BANK) return ENHANCED[address] ?? general
    const trigger = bank.isTriggerGateOpen ? TRIGGER[address] : undefined
    const divisor = bank.lcr & LCR_DIVISOR_LATCH ? DIVISOR[address] : undefined
    return divisor ?? trigger ?? general
}

/** Whether a register of the general set is reached although LCR[7] is set (table 10, note 1 forbids it). */
export function isBehindBank(register: RegisterName, bank: Bank): boolean {
    return (bank.lcr & LCR_DIVISOR_LATCH) !== 0 && register !== "LCR" && GENERAL.includes(register)
}
