import * as ds from "@devicescript/core"
import { TwoWire } from "../hal/display"
import { InputPin, OutputPin, Platform } from "../hal/platform"
import { SpiBus, SpiDevice } from "../hal/spi"
import { Fault, FaultCode } from "../util/fault"
import {
    ANSWERED,
    BRIDGE,
    CARD,
    DESELECT,
    FRAME_END,
    PIN_CHANGE_ONLY,
    PIN_IRQ,
    REPORT,
    TOPIC_CLOCK,
    TOPIC_MODEM_POWER,
    TOPIC_PAUSE,
    TOPIC_RESET,
    TOPIC_TWO_WIRE,
    TWO_WIRE_DONE,
    TWO_WIRE_REFUSED,
    UNANSWERED,
} from "./sim-frame"

/** The simulator's bus, spoken to with twin messages and reports (services/sim-bus.md). */
const ANSWER_MAX_MS = 1000
const BIND_POLL_MS = 10
const BIND_POLLS_MAX = 500

const D = ds as any
const NOTHING = Buffer.alloc(0)

class SimLink implements TwoWire {
    pins = 0
    private role = new ds.SimBus()
    /** Kept, because looking the function up by its name costs as much as the call. */
    private send = D._twinMessage
    private waiting: ds.Fiber | undefined
    private rx: Buffer | undefined
    private filledBytes = 0
    private isDone = false
    /** The fiber that waits for the two wires: another one than that of the bus. */
    private wireWaiting: ds.Fiber | undefined

    async bind(): Promise<void> {
        const self = this
        // In place of the library's own handler: its emitters start a second fiber for each packet.
        const role = this.role as any
        role._onPacket = async (packet: ds.Packet | undefined) => {
            if (packet && packet.serviceCommand === REPORT) self.onReport(packet.payload)
        }
        for (let i = 0; i < BIND_POLLS_MAX && !this.role.isBound; i++) await ds.sleep(BIND_POLL_MS)
        if (!this.role.isBound) throw new Fault(FaultCode.Absent, "simulated bus")
    }

    /** One deed on the bus; waits for its answer. */
    async ask(topic: string, tx: Buffer, rx: Buffer | undefined): Promise<void> {
        this.rx = rx
        this.filledBytes = 0
        this.isDone = false
        this.send(topic, tx)
        this.waiting = ds.Fiber.self()
        await ds.suspend<void>(ANSWER_MAX_MS)
        this.waiting = undefined
        if (!this.isDone) throw new Fault(FaultCode.TimedOut, "simulated bus " + topic)
    }

    /** One deed that nothing answers. */
    tell(topic: string, payload: Buffer): void {
        this.send(topic, payload)
    }

    async write(address: number, bytes: Buffer): Promise<boolean> {
        const frame = Buffer.alloc(1 + bytes.length)
        frame[0] = address
        frame.blitAt(1, bytes, 0, bytes.length)
        this.send(TOPIC_TWO_WIRE, frame)
        this.wireWaiting = ds.Fiber.self()
        return (await ds.suspend<boolean>(ANSWER_MAX_MS)) === true
    }

    private onReport(report: Buffer): void {
        this.pins = report[0]
        if ((this.pins & TWO_WIRE_DONE) !== 0) {
            const fiber = this.wireWaiting
            this.wireWaiting = undefined
            if (fiber) fiber.resume((this.pins & TWO_WIRE_REFUSED) === 0)
            return
        }
        if ((this.pins & PIN_CHANGE_ONLY) !== 0 || !this.waiting) return
        const rx = this.rx
        if (rx) {
            const lengthBytes = report.length - 1
            rx.blitAt(this.filledBytes, report, 1, lengthBytes)
            this.filledBytes += lengthBytes
            if (this.filledBytes < rx.length) return
        }
        this.isDone = true
        const waiting = this.waiting
        this.waiting = undefined
        waiting.resume(undefined)
    }
}

class SimSpiDevice implements SpiDevice {
    /** Made once: joining two texts costs as much as the rest of a transfer. */
    private readTopic: string
    private writeTopic: string
    private readEndTopic: string
    private writeEndTopic: string
    private deselectTopic: string

    constructor(
        private link: SimLink,
        chip: string
    ) {
        this.readTopic = chip + ANSWERED
        this.writeTopic = chip + UNANSWERED
        this.readEndTopic = this.readTopic + FRAME_END
        this.writeEndTopic = this.writeTopic + FRAME_END
        this.deselectTopic = chip + DESELECT
    }

    async transfer(tx: Buffer, rx: Buffer | undefined): Promise<void> {
        await this.link.ask(rx ? this.readTopic : this.writeTopic, tx, rx)
    }

    async exchange(tx: Buffer, rx: Buffer | undefined): Promise<void> {
        await this.link.ask(rx ? this.readEndTopic : this.writeEndTopic, tx, rx)
    }

    deselect(): void {
        this.link.tell(this.deselectTopic, NOTHING)
    }
}

class SimSpiBus implements SpiBus {
    private number = Buffer.alloc(4)

    constructor(private link: SimLink) {}

    async pause(us: number): Promise<void> {
        this.number.setAt(0, "u32", us)
        await this.link.ask(TOPIC_PAUSE, this.number, undefined)
    }

    setClock(hz: number): void {
        this.number.setAt(0, "u32", hz)
        this.link.tell(TOPIC_CLOCK, this.number)
    }
}

class SimIrqPin implements InputPin {
    constructor(private link: SimLink) {}

    isActive(): boolean {
        return (this.link.pins & PIN_IRQ) !== 0
    }
}

class SimPin implements OutputPin {
    private level = Buffer.alloc(1)

    constructor(
        private link: SimLink,
        private topic: string,
        /** What it is driven to while it is active. */
        private activeLevel: number
    ) {}

    setActive(active: boolean): void {
        this.level[0] = active ? this.activeLevel : 1 - this.activeLevel
        this.link.tell(this.topic, this.level)
    }
}

/** The simulator's side of hal/platform. */
export class SimPlatform implements Platform {
    readonly bus: SpiBus
    readonly bridge: SpiDevice
    readonly card: SpiDevice
    readonly bridgeIrq: InputPin
    readonly bridgeReset: OutputPin
    readonly modemPower: OutputPin | undefined
    readonly wires: TwoWire
    private link: SimLink

    constructor() {
        const link = new SimLink()
        this.link = link
        this.bus = new SimSpiBus(link)
        this.wires = link
        this.bridge = new SimSpiDevice(link, BRIDGE)
        this.card = new SimSpiDevice(link, CARD)
        this.bridgeIrq = new SimIrqPin(link)
        this.bridgeReset = new SimPin(link, TOPIC_RESET, 0)
        this.modemPower = new SimPin(link, TOPIC_MODEM_POWER, 1)
    }

    async initialise(): Promise<void> {
        await this.link.bind()
    }
}
