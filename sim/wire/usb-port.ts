import { type Random } from "../clock/random.ts"
import { type UsbDevice } from "./usb-device.ts"

/**
 * The socket for a device: VBUS, which the host switches, and what hangs on the two wires.
 *
 * Changes are kept with their time, because the host chip looks only when somebody asks it.
 */

/** What can happen to a transaction on a bad cable. */
export type Noise = "token" | "data" | "handshake"
const NOISES: readonly Noise[] = ["token", "data", "handshake"]

export class UsbPort {
    private plugged: UsbDevice | undefined
    private isVbusOn = false
    /** When the device on the wires pulls D+ up; undefined: none will. */
    private attachedUs: number | undefined
    private changesUs: number[] = []
    private noisesLeft = 0

    /** @param onVbus told when the device gets power, or loses it */
    constructor(
        private readonly random: Random,
        private readonly onVbus: (isOn: boolean) => void = () => {}
    ) {}

    /** The device that pulls D+ up at this time. */
    deviceAt(atUs: number): UsbDevice | undefined {
        return this.attachedUs !== undefined && this.attachedUs <= atUs ? this.plugged : undefined
    }

    /** Whether a device has come or gone by then, since this was asked last. */
    takeChange(untilUs: number): boolean {
        const seen = this.changesUs.filter(changeUs => changeUs <= untilUs).length
        this.changesUs.splice(0, seen)
        return seen > 0
    }

    setVbus(isOn: boolean, atUs: number): void {
        if (isOn === this.isVbusOn) return
        if (!isOn) this.part(atUs)
        this.isVbusOn = isOn
        if (isOn) this.join(atUs)
    }

    plug(device: UsbDevice, atUs: number): void {
        this.unplug(atUs)
        this.plugged = device
        this.join(atUs)
    }

    unplug(atUs: number): void {
        this.part(atUs)
        this.plugged = undefined
    }

    /** The next transactions are garbled, one after another. */
    makeNoise(times: number): void {
        this.noisesLeft = times
    }

    /** The next transaction is garbled. */
    get isNoisy(): boolean {
        return this.noisesLeft > 0
    }

    /** What becomes of the transaction that begins now. */
    takeNoise(): Noise | undefined {
        if (this.noisesLeft <= 0) return undefined
        this.noisesLeft--
        return NOISES[this.random.nextInteger(0, NOISES.length - 1)]
    }

    private join(atUs: number): void {
        if (!this.plugged || !this.isVbusOn) return
        this.onVbus(true)
        this.plugged.supply(true, atUs)
        this.attachedUs = atUs + this.plugged.attachUs
        this.changesUs.push(this.attachedUs)
    }

    private part(atUs: number): void {
        if (!this.plugged || !this.isVbusOn) return
        this.changesUs = this.changesUs.filter(changeUs => changeUs <= atUs)
        if (this.attachedUs !== undefined && this.attachedUs <= atUs) this.changesUs.push(atUs)
        this.attachedUs = undefined
        this.plugged.supply(false, atUs)
        this.onVbus(false)
    }
}
