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
/**
 * What can become of a transaction: a packet of it is lost, whichever it is; the device has no time for it; it says nothing; what it
 * sends fails its CRC, or begins with no packet identifier; the wires stay in J; it goes on sending when the frame is over.
 */
export type Spoiling = Noise | "nak" | "silence" | "crc" | "pid" | "j" | "babble"
/** The same, where chance says which packet is lost. */
export type Trouble = "noise" | Exclude<Spoiling, Noise>

export class UsbPort {
    private plugged: UsbDevice | undefined
    private isVbusOn = false
    /** When the device on the wires pulls D+ up; undefined: none will. */
    private attachedUs: number | undefined
    private changesUs: number[] = []
    private trouble: Trouble | undefined
    private troubleLeft = 0
    private troubleUntilUs = Infinity
    /** Transactions until somebody is told. */
    private countdown = 0
    private onCounted: (() => void) | undefined

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

    /** The next transactions are spoilt, one after another: so many, and none that begins later than that. */
    makeTrouble(kind: Trouble, times: number, untilUs = Infinity): void {
        this.trouble = kind
        this.troubleLeft = times
        this.troubleUntilUs = untilUs
    }

    /** The next transaction is spoilt in that way, if it begins now. */
    isTroubled(kind: Trouble, atUs: number): boolean {
        return this.trouble === kind && this.troubleLeft > 0 && atUs <= this.troubleUntilUs
    }

    /** When so many transactions have begun, and before the last of them goes over the wires. 0: never. */
    afterTransactions(count: number, then: () => void): void {
        this.countdown = count
        this.onCounted = then
    }

    /** A transaction begins. @returns what becomes of it; undefined: what should */
    takeTrouble(atUs: number): Spoiling | undefined {
        if (this.countdown > 0 && --this.countdown === 0) this.onCounted?.()
        const { trouble } = this
        if (!trouble || !this.isTroubled(trouble, atUs)) return undefined
        this.troubleLeft--
        if (trouble !== "noise") return trouble
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
