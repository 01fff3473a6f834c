/** What a person calls each trouble that the simulator knows. */

import { type TextName } from "../texts/texts.ts"

export const FAULT_NAMES: Readonly<Record<string, TextName>> = {
    "card-write-error": "faultWriteError",
    "card-read-error": "faultReadError",
    "card-stall": "faultStall",
    "card-locked": "faultLocked",
    "modem-mute": "faultMute",
    "modem-wedged": "faultWedged",
    "modem-ringless": "faultRingless",
    "modem-forgets": "faultForgets",
    "modem-error": "faultModemError",
    "modem-reset": "faultReset",
    "modem-garbage": "faultGarbage",
    "line-noise": "faultNoise",
    "line-cut": "faultCut",
    "usb-unplugged": "faultUnplugged",
    "usb-noise": "faultUsbNoise",
    "usb-stall": "faultUsbStall",
    "usb-nak": "faultUsbNak",
    "usb-timeout": "faultUsbTimeout",
    "usb-crc-error": "faultUsbCrc",
    "usb-pid-error": "faultUsbPid",
    "usb-bus-error": "faultUsbBus",
    "usb-babble": "faultUsbBabble",
    "usb-host-low": "faultUsbLow",
    "usb-host-high": "faultUsbHigh",
    "usb-host-brownout": "faultUsbBrownout",
}
