import { Random } from "../../../../sim/clock/random.ts"
import { Scheduler } from "../../../../sim/clock/scheduler.ts"
import { Max3421e } from "../../../../sim/chips/max3421e/max3421e.ts"
import { type UsbProfile } from "../../../../sim/chips/usb/descriptors.ts"
import { ModemDevice } from "../../../../sim/chips/usb/modem-device.ts"
import { USB_PROFILES } from "../../../../sim/chips/usb/profiles.ts"
import { UsbPort } from "../../../../sim/wire/usb-port.ts"
import { RuleBook } from "../../../../sim/report/rules.ts"
import { Timeline } from "../../../../sim/report/timeline.ts"
import { SerialLine } from "../../../../sim/wire/serial-direction.ts"

/** A USB host with a modem's device at its port, spoken to as a microcontroller does: 4 MHz, 100 µs between frames. */

export interface UsbBenchOptions {
    readonly device?: string
    readonly revision?: number
    readonly losesPinctl?: boolean
    readonly seed?: number
}

export class UsbBench {
    readonly scheduler = new Scheduler()
    readonly rules = new RuleBook(new Timeline(this.scheduler))
    readonly line = new SerialLine()
    readonly chip: Max3421e
    readonly port: UsbPort
    readonly profile: UsbProfile
    readonly device: ModemDevice
    /** What has come out of the modem's end. */
    readonly received: number[] = []
    readonly vbus: boolean[] = []
    nowUs = 0
    byteUs = 2
    /** First byte on MISO of the last frame. */
    status = 0
    private address = 0

    constructor(options: UsbBenchOptions = {}) {
        const { device = "cx93010", revision = 0x13, losesPinctl = false, seed = 1 } = options
        const { line, rules } = this
        this.profile = USB_PROFILES[device]!
        this.port = new UsbPort(new Random(seed, "noise"), isOn => this.vbus.push(isOn))
        this.device = new ModemDevice({
            name: "modem",
            profile: this.profile,
            line,
            bootUs: 0,
            rules,
        })
        this.port.plug(this.device, 0)
        const random = new Random(seed, "chip")
        const more = { port: this.port, switchesVbus: true, random, revision, losesPinctl }
        this.chip = new Max3421e({ name: "max3421e", rules, ...more })
        line.toDce.setBaud(921_600)
        line.toDte.setBaud(921_600)
        line.syncDce = untilUs => {
            for (let b = line.toDce.take(untilUs); b !== undefined; b = line.toDce.take(untilUs))
                this.received.push(b)
        }
        this.chip.power(true, 0)
    }

    frame(mosi: readonly number[]): number[] {
        this.nowUs += 100
        this.chip.select(this.nowUs)
        this.nowUs += 1
        const miso = this.chip.exchange(Uint8Array.from(mosi), this.nowUs, this.byteUs)
        this.nowUs += mosi.length * this.byteUs
        this.chip.deselect(this.nowUs)
        this.status = miso[0]!
        return [...miso]
    }

    write(register: number, ...values: number[]): void {
        this.frame([(register << 3) | 2, ...values])
    }

    read(register: number): number {
        return this.frame([register << 3, 0])[1]!
    }

    wait(ms: number): void {
        this.nowUs += ms * 1000
    }

    /** Full duplex, VBUS, host mode, and as long as the modem takes to show itself. */
    hostMode(): void {
        this.write(17, 0x10)
        this.write(20, 0x01)
        this.wait(5)
        this.write(27, 0xc1)
        this.wait(this.profile.attachUs / 1000 + 200)
    }

    /** Bus reset and frames. */
    resetBus(): void {
        this.write(25, 0x61)
        this.write(29, 0x01)
        this.wait(50)
        while (this.read(29) & 1) this.nowUs += 500
        this.write(27, 0xc9)
        this.wait(2)
        this.address = 0
    }

    /** The burst R25 … R30, and HRSL when the transaction is over. */
    launch(code: number, toggles = 0, clear = 0x84): number {
        this.write(25, clear, 0, 0xc9, this.address, toggles, code)
        for (let i = 0; i < 20; i++) {
            const result = this.read(31)
            if ((result & 0x0f) !== 1) return result & 0x0f
        }
        return 1
    }

    /** What the last IN has brought. */
    take(): number[] {
        const count = this.read(6)
        return count === 0 ? [] : this.frame([0x08, ...Array<number>(count).fill(0)]).slice(1)
    }

    /** A set-up packet, tried until it is not NAKed. */
    setup(bytes: readonly number[]): number {
        this.write(4, ...bytes)
        return this.launch(0x10)
    }

    /** Again and again until it is no NAK. */
    persist(code: number, toggles = 0): number {
        for (let i = 0; i < 500; i++) {
            const result = this.launch(code, i === 0 ? toggles : 0)
            if (result !== 4) return result
            this.nowUs += 500
        }
        return 4
    }

    /** @returns what came; undefined: refused */
    controlIn(setup: readonly number[]): number[] | undefined {
        if (this.setup(setup) !== 0) return undefined
        const wanted = setup[6]! | (setup[7]! << 8)
        const bytes: number[] = []
        for (let toggles = 0x20; bytes.length < wanted; toggles = 0) {
            if (this.persist(0x00, toggles) !== 0) return undefined
            const piece = this.take()
            bytes.push(...piece)
            if (piece.length < this.profile.controlPacketBytes) break
        }
        return this.persist(0xa0) === 0 ? bytes : undefined
    }

    /** @returns HRSL of the first stage that was not a success; 0: all were */
    controlOut(setup: readonly number[], data: readonly number[] = []): number {
        const began = this.setup(setup)
        if (began !== 0) return began
        if (data.length > 0) {
            this.send(data)
            const sent = this.persist(0x20, 0x80)
            if (sent !== 0) return sent
        }
        return this.persist(0x80)
    }

    send(data: readonly number[]): void {
        this.write(2, ...data)
        this.write(7, data.length)
    }

    setAddress(address: number): number {
        const result = this.controlOut([0, 5, address, 0, 0, 0, 0, 0])
        this.address = address
        this.wait(10)
        return result
    }

    /** From power-on to a modem that hears and speaks. */
    enumerate(): void {
        this.hostMode()
        this.resetBus()
        this.setAddress(1)
        this.controlOut([0, 9, this.profile.configurationValue, 0, 0, 0, 0, 0])
        const face = this.profile.extraInterface === "first" ? 1 : 0
        this.controlOut([0x21, 0x20, 0, 0, face, 0, 7, 0], [0, 0xc2, 1, 0, 0, 0, 8])
        this.controlOut([0x21, 0x22, 3, 0, face, 0, 0, 0])
        // Both toggles to DATA0.
        this.write(29, 0x50)
    }

    bulkIn(): number {
        return this.launch(this.profile.bulkIn.address & 0x0f)
    }

    bulkOut(): number {
        return this.launch(0x20 | this.profile.bulkOut.address)
    }

    get broken(): readonly string[] {
        return this.rules.broken
    }
}

export function counting(count: number, from = 0): number[] {
    return Array.from({ length: count }, (_, i) => (from + i) & 0xff)
}
