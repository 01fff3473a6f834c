/**
 * Joins the firmware to the simulated SPI bus: twin messages in, reports of the Sim Bus service out.
 *
 * The letters and layouts are ours and stand in services/sim-bus.md. An answer is due when the bus is done with the
 * transfer; it is delivered from a timer, never inside the call, for the machine can't take a packet while it sends one.
 */
import type { Scheduler } from "../clock/scheduler.ts"
import { PAYLOAD_BYTES_MAX, decodeTwinMessage, encodeFrame } from "./jacdac-frame.ts"

const REPORT_COMMAND = 0x80
const PIN_IRQ = 0x01
const TWO_WIRE_REFUSED = 0x20
const TWO_WIRE_DONE = 0x40
const PIN_CHANGE_ONLY = 0x80
/** One byte of a report is the pins. */
const ANSWER_BYTES_MAX = PAYLOAD_BYTES_MAX - 1

/** Chips by their place on the bus, as the letters of services/sim-bus.md name them. */
const CHIPS = "bc"
const PAUSE = "p"
const RESET = "r"
const MODEM_POWER = "m"
const CLOCK = "k"
const TWO_WIRE = "i"
const BRIDGE_INDEX = 0
const NOTHING = new Uint8Array(0)

/** The bus as this link needs it (bus/spi-bus.ts). */
export interface LinkedBus {
    transfer(
        chipIndex: number,
        mosi: Uint8Array,
        startUs: number
    ): { miso: Uint8Array; endUs: number }
    deselect(chipIndex: number, atUs: number): void
    pause(us: number, startUs: number): number
    setClock(hz: number): void
}

/** The two wires as this link needs them (bus/two-wire-bus.ts). */
export interface LinkedWires {
    write(
        address: number,
        bytes: Uint8Array,
        startUs: number
    ): { isAcknowledged: boolean; endUs: number }
    beginBurst(): void
}

export interface SimBusOptions {
    readonly scheduler: Scheduler
    readonly bus: LinkedBus
    readonly wires: LinkedWires
    readonly deviceId: Uint8Array
    /** Place of the Sim Bus service on that device. */
    readonly serviceIndex: number
    /** Hands a frame to the machine. */
    readonly deliver: (frame: Uint8Array) => void
    readonly isIrqActive: () => boolean
    readonly driveReset: (isHigh: boolean) => void
    readonly driveModemPower: (isHigh: boolean) => void
}

export class SimBus {
    /** Twin messages that the firmware sent and reports that it got: what bounds the simulator's speed. */
    framesFromFirmware = 0
    framesToFirmware = 0
    private busFreeUs = 0
    /** Nothing else runs on the microcontroller while it clocks the two wires. */
    private stalledUntilUs = 0
    /** Answers of an earlier power-on must not reach the next. */
    private powerCycle = 0
    private pendingAnswers = 0
    /** Levels that the firmware was told last. */
    private toldPins = 0

    constructor(private readonly options: SimBusOptions) {}

    /** A frame from the machine; true if it was meant for this bus. */
    handleFrame(frame: Uint8Array): boolean {
        const message = decodeTwinMessage(frame)
        if (!message) return false
        this.framesFromFirmware++
        this.perform(message.topic, message.payload)
        return true
    }

    powerOff(): void {
        this.powerCycle++
        this.busFreeUs = 0
        this.stalledUntilUs = 0
        this.pendingAnswers = 0
        this.toldPins = 0
    }

    /** The level of IRQ# may have changed: tell the firmware, unless an answer on its way will. */
    pinChanged(): void {
        if (this.pendingAnswers > 0 || this.pins() === this.toldPins) return
        this.toldPins = this.pins()
        this.deliverAt(this.options.scheduler.nowUs, [Uint8Array.of(PIN_CHANGE_ONLY)])
    }

    private perform(topic: string, payload: Uint8Array): void {
        const { bus } = this.options
        const startUs = Math.max(this.options.scheduler.nowUs, this.busFreeUs)
        const chip = CHIPS.indexOf(topic[0]!)
        if (chip >= 0) this.performOn(chip, topic.slice(1), payload, startUs)
        else if (topic === PAUSE)
            this.answer({ miso: NOTHING, endUs: bus.pause(readUint32(payload), startUs) })
        else if (topic === RESET) this.options.driveReset(payload[0] === 1)
        else if (topic === MODEM_POWER) this.options.driveModemPower(payload[0] === 1)
        else if (topic === CLOCK) bus.setClock(readUint32(payload))
        else if (topic === TWO_WIRE) this.writeWires(payload)
        else throw new Error(`sim bus: the firmware sent an unknown topic "${topic}"`)
    }

    private writeWires(payload: Uint8Array): void {
        const { wires, scheduler } = this.options
        const startUs = Math.max(scheduler.nowUs, this.stalledUntilUs)
        const done = wires.write(payload[0]!, payload.subarray(1), startUs)
        this.stalledUntilUs = done.endUs
        this.pendingAnswers++
        const refused = done.isAcknowledged ? 0 : TWO_WIRE_REFUSED
        this.deliverAt(done.endUs, [Uint8Array.of(TWO_WIRE_DONE | refused)])
    }

    private performOn(chip: number, deed: string, payload: Uint8Array, startUs: number): void {
        const { bus, wires } = this.options
        if (chip === BRIDGE_INDEX) wires.beginBurst()
        if (deed[0] === "-") return bus.deselect(chip, startUs)
        const done = bus.transfer(chip, payload, startUs)
        if (deed[1] === ".") bus.deselect(chip, done.endUs)
        this.answer(deed[0] === "r" ? done : { miso: NOTHING, endUs: done.endUs })
    }

    private answer(done: { miso: Uint8Array; endUs: number }): void {
        this.busFreeUs = done.endUs
        const pieces: Uint8Array[] = []
        for (let at = 0; at === 0 || at < done.miso.length; at += ANSWER_BYTES_MAX) {
            const piece = done.miso.subarray(at, at + ANSWER_BYTES_MAX)
            const report = new Uint8Array(1 + piece.length)
            report.set(piece, 1)
            pieces.push(report)
        }
        this.pendingAnswers++
        this.deliverAt(done.endUs, pieces)
    }

    private deliverAt(dueUs: number, reports: Uint8Array[]): void {
        const { scheduler, deliver, deviceId, serviceIndex } = this.options
        const cycle = this.powerCycle
        scheduler.at(dueUs, () => {
            if (this.powerCycle !== cycle) return
            if (scheduler.nowUs < this.stalledUntilUs)
                return this.deliverAt(this.stalledUntilUs, reports)
            this.toldPins = this.pins()
            const isAnswer = (reports[0]![0]! & PIN_CHANGE_ONLY) === 0
            if (isAnswer) this.pendingAnswers--
            for (const report of reports) {
                report[0] = report[0]! | this.toldPins
                this.framesToFirmware++
                deliver(encodeFrame(deviceId, serviceIndex, REPORT_COMMAND, report))
            }
        })
    }

    private pins(): number {
        return this.options.isIrqActive() ? PIN_IRQ : 0
    }
}

function readUint32(bytes: Uint8Array): number {
    return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
}
