/**
 * One ESP32 as the script sees it: the official virtual machine on the virtual clock, from power-on to power-off.
 *
 * Sleeps end on the device's tick of 10 ms, counted from power-on; a packet that arrives wakes the machine at once.
 * Flash (program and settings) outlives power. Frames are Jacdac frames without the transport's length byte.
 */
import type { Random } from "../clock/random.ts"
import type { Scheduler, Timer } from "../clock/scheduler.ts"
import { HeapWalker, type HeapStats } from "./heap-walk.ts"
import { createVmModule, type VmModule } from "./vm-source.ts"

/** vTaskDelay's tick in the official firmware (CONFIG_FREERTOS_HZ 100). */
const TICK_US = 10_000
/** Any fixed moment will do: the firmware has no wall clock. */
const EPOCH_MS = 1_700_000_000_000
const DEVICE_ID = "afterbeep"

export interface DeviceVmOptions {
    readonly scheduler: Scheduler
    readonly random: Random
    /** Bytecode image (.devs). */
    readonly program: Uint8Array
    /** A Jacdac frame from the machine; large frames (twin messages) have 0xff at byte 2. */
    readonly onFrame: (frame: Uint8Array) => void
    /** One line of the machine's log, with its leading mark: ">" log, "*" info, "!" error. */
    readonly onLog: (line: string) => void
    /** The program died with this code; the machine restarts it by itself. */
    readonly onPanic: (code: number) => void
}

export class DeviceVm {
    private module: VmModule | undefined
    private flash: Uint8Array | undefined
    private poweredAtUs = 0
    private heap = new HeapWalker()

    constructor(private readonly options: DeviceVmOptions) {}

    get isOn(): boolean {
        return this.module !== undefined
    }

    /** Apply power: the program starts one tick later. Flash from before is kept. */
    async powerOn(): Promise<void> {
        const { scheduler } = this.options
        this.poweredAtUs = scheduler.nowUs
        const module = await createVmModule({
            setTimeout: (run, delayMs = 0) => this.wakeAt(module, run, delayMs),
            clearInterval: timer => scheduler.cancel(timer as Timer | undefined),
            randomBytes: count => this.randomBytes(count),
            print: () => {},
            nowMs: () => EPOCH_MS + Math.floor(scheduler.nowUs / 1000),
        })
        module.dmesg = line => this.options.onLog(line)
        module.panicHandler = code => (code === 0 ? undefined : this.options.onPanic(code))
        module.sendPacket = frame => this.options.onFrame(frame)
        module.flashSave = flash => (this.flash = flash.slice())
        const kept = this.flash
        module.flashLoad = () => kept ?? new Uint8Array(0)
        this.module = module
        this.heap = new HeapWalker()
        module.devsSetDeviceId(DEVICE_ID)
        module.devsStart()
        if (!kept) this.deploy(module)
    }

    /** Remove power: nothing of the machine runs any more. */
    powerOff(): void {
        const module = this.module
        this.module = undefined
        module?.devsStop()
    }

    /** A frame arrives on the bus and is handled now. Must not be called from inside `onFrame`. */
    receive(frame: Uint8Array): void {
        this.module?.handlePacket(frame)
    }

    /** Fill level of the script heap now; undefined while the program is not running. */
    heapStats(): HeapStats | undefined {
        return this.module && this.heap.walk(this.module.HEAPU8)
    }

    private deploy(module: VmModule): void {
        const code = module.devsDeploy(this.options.program)
        if (code !== 0)
            throw new Error(`the virtual machine refuses the firmware image (code ${code})`)
    }

    private wakeAt(owner: VmModule, run: () => void, delayMs: number): Timer {
        const { scheduler } = this.options
        const dueUs = scheduler.nowUs + Math.max(0, delayMs) * 1000 - this.poweredAtUs
        const tickUs = Math.max(1, Math.ceil(dueUs / TICK_US)) * TICK_US
        return scheduler.at(this.poweredAtUs + tickUs, () => {
            if (this.module === owner) run()
        })
    }

    private randomBytes(count: number): Uint8Array {
        return Uint8Array.from({ length: count }, () => this.options.random.nextUint32() & 0xff)
    }
}
