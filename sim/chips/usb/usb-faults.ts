import { type Scheduler, type Timer } from "../../clock/scheduler.ts"
import { type ModemDevice } from "./modem-device.ts"
import { type UsbPort } from "../../wire/usb-port.ts"

/** What goes wrong with a modem at a USB port. */

export const USB_FAULTS = ["usb-unplugged", "usb-noise", "usb-stall"] as const
export type UsbFaultKind = (typeof USB_FAULTS)[number]

export interface UsbFaultOptions {
    readonly times?: number | "forever"
    readonly ms?: number | undefined
}

export class UsbFaults {
    private isOut = false
    private timer: Timer | undefined

    constructor(
        private readonly port: UsbPort,
        private readonly device: ModemDevice,
        private readonly scheduler: Scheduler
    ) {}

    set(kind: UsbFaultKind, { times = 1, ms }: UsbFaultOptions): void {
        if (kind === "usb-noise") this.port.makeNoise(times === "forever" ? Infinity : times)
        else if (kind === "usb-stall") this.device.halt()
        else this.unplug(ms)
    }

    /** @param kind undefined: all of them */
    end(kind?: UsbFaultKind): void {
        if (kind === undefined || kind === "usb-noise") this.port.makeNoise(0)
        if (kind === undefined || kind === "usb-stall") this.device.goOn()
        if (kind === undefined || kind === "usb-unplugged") this.plugIn()
    }

    /** It is so just now. */
    isActive(kind: UsbFaultKind): boolean {
        if (kind === "usb-noise") return this.port.isNoisy
        return kind === "usb-stall" ? this.device.isHalted : this.isOut
    }

    private plugIn(): void {
        this.scheduler.cancel(this.timer)
        if (this.isOut) this.plug()
    }

    private unplug(ms: number | undefined): void {
        this.scheduler.cancel(this.timer)
        this.timer = undefined
        this.isOut = true
        this.port.unplug(this.scheduler.nowUs)
        if (ms !== undefined) this.timer = this.scheduler.after(ms * 1000, () => this.plug())
    }

    private plug(): void {
        this.timer = undefined
        this.isOut = false
        this.port.plug(this.device, this.scheduler.nowUs)
    }
}
