/**
 * The simulated Jacdac bus: jacdac-ts on the virtual clock, one end in our hands, the other in the machine's.
 */
import {
    ButtonServer,
    CHANGE,
    JDBridge,
    JDBus,
    JDServerServiceProvider,
    REFRESH,
    SELF_ANNOUNCE,
    Packet,
    SensorServer,
    type JDServiceServer,
} from "jacdac-ts"
import type { Scheduler, Timer } from "../clock/scheduler.ts"

/** The bus is a device, too; its identifier would be drawn by lot. */
const BUS_DEVICE_ID = "0011223344556688"
/** Jacdac frame format: flags, and the one that says that the packets ask for something. */
const FLAGS_AT = 3
const COMMAND_FLAG = 0x01
/** How often a sensor looks at its input while that moves, as the button server of the official firmware does. */
const SAMPLE_US = 10_000
/** A sensor that has not moved for so long has told all that it has to tell; while it is held it goes on telling. */
const SETTLED_US = 50_000

interface Interval {
    timer: Timer | undefined
}

/** Frames from our side of the bus go to the machine from a timer: it can't take one while it sends one. */
class MachineBridge extends JDBridge {
    private readonly scheduler: Scheduler
    private readonly toMachine: (frame: Uint8Array) => void

    constructor(scheduler: Scheduler, toMachine: (frame: Uint8Array) => void) {
        super("machine", true)
        this.scheduler = scheduler
        this.toMachine = toMachine
    }

    protected override sendPacket(frame: Uint8Array): void {
        const copy = frame.slice()
        this.scheduler.after(0, () => this.toMachine(copy))
    }
}

/** An event is told three times (Jacdac protocol, events): the library's own timer for that would run on wall time. */
class VirtualServiceProvider extends JDServerServiceProvider {
    override delayedSend(packet: Packet, timestampMs: number): void {
        const { scheduler, timestamp } = this.bus
        scheduler.setTimeout(() => void this.sendPacketAsync(packet), timestampMs - timestamp)
    }
}

export class JacdacBus {
    readonly deviceId: Uint8Array
    /**
     * Set when the library was called: it goes on in promises, which run only when Node's event loop gets a turn. Whoever
     * runs the clock gives it that turn before the next event, and clears this; so the order is the same in every run.
     */
    needsTurn = false
    private readonly bridge: MachineBridge
    private readonly bus: JDBus
    private readonly provider: JDServerServiceProvider
    private readonly sensors: readonly SensorServer<unknown[]>[]
    private movedUs = 0
    private sampleTimer: Timer | undefined

    /**
     * @param services offered on one device of the bus, in the order of their service index (from 1)
     * @param toMachine takes a frame without the transport's length byte
     */
    constructor(
        private readonly scheduler: Scheduler,
        services: JDServiceServer[],
        deviceId: string,
        toMachine: (frame: Uint8Array) => void
    ) {
        const bus = new JDBus([], {
            client: false,
            disableRoleManager: true,
            deviceId: BUS_DEVICE_ID,
            scheduler: this.virtualScheduler(scheduler),
        })
        this.bridge = new MachineBridge(scheduler, toMachine)
        this.bridge.bus = bus
        this.provider = new VirtualServiceProvider("panel", services, { deviceId })
        bus.addServiceProvider(this.provider)
        this.deviceId = Uint8Array.from(Buffer.from(deviceId, "hex"))
        bus.start()
        // The library would look at every register of every device twenty times a second, for the whole of an idle night.
        bus.backgroundRefreshRegisters = false
        this.bus = bus
        this.sensors = services.filter(each => each instanceof SensorServer)
        for (const sensor of this.sensors) {
            sensor.reading.on(CHANGE, () => this.moved())
            sensor.streamingSamples.on(CHANGE, () => this.moved())
        }
    }

    /** Power has come: devices announce themselves at once, and every 500 ms from then on. */
    announce(): void {
        this.needsTurn = true
        this.bus.emit(SELF_ANNOUNCE)
    }

    /** On this side there are servers only: what the machine reports of itself concerns nobody. */
    fromMachine(frame: Uint8Array): void {
        if ((frame[FLAGS_AT]! & COMMAND_FLAG) === 0) return
        this.needsTurn = true
        this.bridge.receiveFrameOrPacket(frame)
    }

    private moved(): void {
        this.movedUs = this.scheduler.nowUs
        this.sampleTimer ??= this.scheduler.after(0, () => this.sample())
    }

    /** Let the sensors see their inputs and send what they have to say. */
    private sample(): void {
        this.needsTurn = true
        this.provider.emit(REFRESH)
        const isSettled = this.scheduler.nowUs - this.movedUs > SETTLED_US
        this.sampleTimer =
            isSettled && !this.sensors.some(isTelling)
                ? undefined
                : this.scheduler.after(SAMPLE_US, () => this.sample())
    }

    private virtualScheduler(scheduler: Scheduler) {
        const later = (run: () => void, delayMs: number) =>
            scheduler.after(Math.max(0, delayMs) * 1000, () => {
                this.needsTurn = true
                run()
            })
        const repeat = (interval: Interval, run: () => void, delayMs: number) => {
            interval.timer = later(() => {
                repeat(interval, run, delayMs)
                run()
            }, delayMs)
        }
        return {
            get timestamp() {
                return Math.floor(scheduler.nowUs / 1000)
            },
            resetTime() {},
            setTimeout: (run: (...args: unknown[]) => void, delayMs: number, ...args: unknown[]) =>
                later(() => run(...args), delayMs),
            clearTimeout: (timer: unknown) => scheduler.cancel(timer as Timer | undefined),
            setInterval: (run: () => void, delayMs: number) => {
                const interval: Interval = { timer: undefined }
                repeat(interval, run, delayMs)
                return interval
            },
            clearInterval: (interval: unknown) =>
                scheduler.cancel((interval as Interval | undefined)?.timer),
        }
    }
}

/** Held, which a button tells again and again, or asked to stream what it reads. */
function isTelling(sensor: SensorServer<unknown[]>): boolean {
    const [samples] = sensor.streamingSamples.values()
    const isButton = sensor instanceof ButtonServer
    return samples > 0 || (isButton && sensor.reading.values()[0] !== ButtonServer.INACTIVE_VALUE)
}
