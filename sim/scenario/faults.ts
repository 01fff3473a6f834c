/** What a scenario lets go wrong (docs/scenarios.md says what each of them does). */

import { CARD_FAULTS, type CardFaultKind } from "../chips/sdcard/card-faults.ts"
import { MODEM_FAULTS, type ModemFaultKind } from "../chips/voice-modem/modem-faults.ts"
import { USB_FAULTS, type UsbFaultKind } from "../chips/usb/usb-faults.ts"

/** "line-cut": the telephone cable is pulled. */
const LINE_FAULTS = ["line-noise", "line-cut"] as const
export const FAULTS = [...CARD_FAULTS, ...MODEM_FAULTS, ...USB_FAULTS, ...LINE_FAULTS] as const
export type FaultKind = (typeof FAULTS)[number]

export interface Fault {
    readonly kind: FaultKind
    /** How often it strikes. */
    readonly times: number | "forever"
    /** Undefined: not said. */
    readonly ms: number | undefined
    /** Undefined: not said. */
    readonly db: number | undefined
    /** Undefined: not said. */
    readonly transactions?: number | undefined
}

export function isCardFault(kind: FaultKind): kind is CardFaultKind {
    return (CARD_FAULTS as readonly string[]).includes(kind)
}

export function isModemFault(kind: FaultKind): kind is ModemFaultKind {
    return (MODEM_FAULTS as readonly string[]).includes(kind)
}

export function isUsbFault(kind: FaultKind): kind is UsbFaultKind {
    return (USB_FAULTS as readonly string[]).includes(kind)
}
