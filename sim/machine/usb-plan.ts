/** The USB host's chip, and what is plugged into it. */
export interface UsbPlan {
    /** A name of chips/usb/profiles.ts. */
    readonly device: string
    /** Of the MAX3421E: 0x01, 0x12 or 0x13. */
    readonly revision: number
}
