import { type Scheduler, type Timer } from "../../clock/scheduler.ts"
import { type Trouble, type UsbPort } from "../../wire/usb-port.ts"
import { type ModemDevice } from "./modem-device.ts"

/** What goes wrong with a modem at a USB port, with its cable, and with the chip that is the host. */

const TROUBLES = {
    "usb-noise": "noise",
    "usb-nak": "nak",
    "usb-timeout": "silence",
    "usb-crc-error": "crc",
    "usb-pid-error": "pid",
    "usb-bus-error": "j",
    "usb-babble": "babble",
} as const satisfies Record<string, Trouble>
const STUCK_AT = { "usb-host-low": 0x00, "usb-host-high": 0xff } as const

export const USB_FAULTS = [
    "usb-unplugged",
    "usb-noise",
    "usb-stall",
    "usb-nak",
    "usb-timeout",
    "usb-crc-error",
    "usb-pid-error",
    "usb-bus-error",
    "usb-babble",
    "usb-host-low",
    "usb-host-high",
    "usb-host-brownout",
] as const
export type UsbFaultKind = (typeof USB_FAULTS)[number]
type TroubleKind = keyof typeof TROUBLES
type StuckKind = keyof typeof STUCK_AT

export interface UsbFaultOptions {
    readonly times?: number | "forever"
    readonly ms?: number | undefined
    /** The modem is pulled out when so many transactions have begun; undefined: now. */
    readonly transactions?: number | undefined
}

/** The host's chip, as far as it can fail. */
export interface FallibleHost {
    stick(at: number | undefined): void
    readonly isStuckAt: number | undefined
    brownOut(atUs: number): void
}

export class UsbFaults {
    private isOut = false
    private plugTimer: Timer | undefined
    private stuckTimer: Timer | undefined

    constructor(
        private readonly port: UsbPort,
        private readonly device: ModemDevice,
        private readonly scheduler: Scheduler,
        private readonly host: FallibleHost
    ) {}

    set(kind: UsbFaultKind, { times = 1, ms, transactions }: UsbFaultOptions): void {
        const count = times === "forever" ? Infinity : times
        if (isTrouble(kind)) {
            const untilUs = ms === undefined ? Infinity : this.scheduler.nowUs + ms * 1000
            this.port.makeTrouble(TROUBLES[kind], count, untilUs)
        } else if (isStuck(kind)) this.stick(STUCK_AT[kind], ms)
        else if (kind === "usb-stall") this.device.halt(count)
        else if (kind === "usb-host-brownout") this.host.brownOut(this.scheduler.nowUs)
        else if (transactions === undefined) this.unplug(ms)
        else this.port.afterTransactions(transactions, () => this.unplug(ms))
    }

    /** @param kind undefined: all of them */
    end(kind?: UsbFaultKind): void {
        for (const each of kind ? [kind] : USB_FAULTS) {
            if (isTrouble(each)) {
                if (kind === undefined || this.isActive(each)) this.port.makeTrouble("noise", 0)
            } else if (isStuck(each)) {
                if (this.isActive(each)) this.letGo()
            } else if (each === "usb-stall") this.device.goOn()
            else if (each === "usb-unplugged") this.plugIn()
        }
    }

    /** It is so just now. */
    isActive(kind: UsbFaultKind): boolean {
        if (isTrouble(kind)) return this.port.isTroubled(TROUBLES[kind], this.scheduler.nowUs)
        if (isStuck(kind)) return this.host.isStuckAt === STUCK_AT[kind]
        if (kind === "usb-host-brownout") return false
        return kind === "usb-stall" ? this.device.isHalted : this.isOut
    }

    private stick(at: number, ms: number | undefined): void {
        this.scheduler.cancel(this.stuckTimer)
        this.host.stick(at)
        this.stuckTimer =
            ms === undefined ? undefined : this.scheduler.after(ms * 1000, () => this.letGo())
    }

    private letGo(): void {
        this.scheduler.cancel(this.stuckTimer)
        this.stuckTimer = undefined
        this.host.stick(undefined)
    }

    private plugIn(): void {
        this.port.afterTransactions(0, () => {})
        this.scheduler.cancel(this.plugTimer)
        if (this.isOut) this.plug()
    }

    private unplug(ms: number | undefined): void {
        this.scheduler.cancel(this.plugTimer)
        this.plugTimer = undefined
        this.isOut = true
        this.port.unplug(this.scheduler.nowUs)
        if (ms !== undefined) this.plugTimer = this.scheduler.after(ms * 1000, () => this.plug())
    }

    private plug(): void {
        this.plugTimer = undefined
        this.isOut = false
        this.port.plug(this.device, this.scheduler.nowUs)
    }
}

function isTrouble(kind: UsbFaultKind): kind is TroubleKind {
    return kind in TROUBLES
}

function isStuck(kind: UsbFaultKind): kind is StuckKind {
    return kind in STUCK_AT
}
