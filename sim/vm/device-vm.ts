/**
 * One ESP32 as the script sees it: the official virtual machine on the virtual clock, from power-on to power-off.
 *
 * Sleeps end on the device's tick of 10 ms, counted from power-on; a packet that arrives wakes the machine at once.
 * Flash (program and settings) outlives power. Frames are Jacdac frames without the transport's length byte.
 */
import type { Random } from "../clock/random.ts"
import type { Scheduler, Timer } from "../clock/scheduler.ts"
import { FlashMemory } from "./flash-memory.ts"
import { HeapPeak } from "./heap-peak.ts"
import { HeapWalker, type HeapStats } from "./heap-walk.ts"
import { stepCount } from "./step-counter.ts"
import { createVmModule, wallMs, type VmModule } from "./vm-source.ts"

/** vTaskDelay's tick in the official firmware (CONFIG_FREERTOS_HZ 100). */
const TICK_US = 10_000
/** Any fixed moment will do: the firmware has no wall clock. */
const EPOCH_MS = 1_700_000_000_000
/** The partition for program and settings of an ESP32: 64 pages (the CLI's arch files, fstorPages), of which 55 hold a program. */
const FLASH_BYTES = 64 * 4096
const DEVICE_ID = "afterbeep"
/** A chip that resets itself sleeps deeply for so long (the runtime's target_reset for the ESP32). */
const RESET_US = 20_000
/** Names of what comes out of the runtime when it resets the chip: because the program asked for it, or in need. */
const RESET_ON_PURPOSE = "ExitStatus"
const RESET_IN_NEED = "RuntimeError"
/** The longest Jacdac frame. */
const FRAME_BYTES_MAX = 252

export interface DeviceVmOptions {
    readonly scheduler: Scheduler
    readonly random: Random
    /** Bytecode image (.devs). */
    readonly program: Uint8Array
    /** Kept by whoever made it; one of its own, erased, unless stated. A program that is in it is the one that runs. */
    readonly flash?: FlashMemory | undefined
    /** A Jacdac frame from the machine; large frames (twin messages) have 0xff at byte 2. */
    readonly onFrame: (frame: Uint8Array) => void
    /** One line of the machine's log, with its leading mark: ">" log, "*" info, "!" error. */
    readonly onLog: (line: string) => void
    /** The program died with this code; the machine restarts it by itself. */
    readonly onPanic: (code: number) => void
    /** The runtime itself failed, and the chip resets: an assertion in C, memory that is damaged. */
    readonly onCrash: (message: string) => void
}

/** What the machine's work was, since it was made. */
export interface VmEffort {
    /** Wall ms inside the virtual machine, without what `onFrame` did there; differs from run to run. */
    readonly wallMs: number
    /** Instructions of the program; the same in every run of one seed. */
    readonly steps: number
    /** Times that it was woken, by its own timer or by a packet. */
    readonly wakes: number
    /** Allocations of the program since it started last; every call of a function makes one, for its frame. */
    readonly allocations: number
}

export class DeviceVm {
    private module: VmModule | undefined
    private readonly flash: FlashMemory
    private poweredAtUs = 0
    /** Address of a buffer inside the machine, for frames that arrive. */
    private inbox = 0
    private alarm: Timer | undefined
    private walker = new HeapWalker()
    private peak = new HeapPeak(this.walker)
    private spentMs = 0
    private steps = 0
    /** The counter inside the machine when it was read last. */
    private countedSteps = 0
    private wakes = 0
    private isResetting = false

    constructor(private readonly options: DeviceVmOptions) {
        this.flash = options.flash ?? new FlashMemory()
    }

    get isOn(): boolean {
        return this.module !== undefined
    }

    /** Apply power: the program starts one tick later. Flash from before is kept. */
    powerOn(): void {
        this.poweredAtUs = this.options.scheduler.nowUs
        this.boot()
    }

    /** Remove power: nothing of the machine runs any more. */
    powerOff(): void {
        this.module = undefined
        this.options.scheduler.cancel(this.alarm)
    }

    /** A frame arrives on the bus and is handled now. Must not be called from inside `onFrame`. */
    receive(frame: Uint8Array): void {
        const { module } = this
        if (!module || this.isResetting) return
        module.HEAPU8.set(frame, this.inbox)
        module._jd_em_frame_received(this.inbox)
        this.options.scheduler.cancel(this.alarm)
        this.run(module)
    }

    /** Fill level of the script heap now; undefined while the program is not running. */
    heapStats(): HeapStats | undefined {
        return this.module && this.walker.walk(this.module.HEAPU8)
    }

    /** The most script heap that was ever in use; `liveBytes` without rubbish. */
    get heapPeak(): Readonly<Pick<HeapPeak, "usedBytes" | "liveBytes" | "settledBytes">> {
        return this.peak
    }

    get effort(): VmEffort {
        const { module, walker, spentMs, steps, wakes } = this
        const allocations = module ? walker.allocationCount(module.HEAPU8) : 0
        return { wallMs: spentMs, steps, wakes, allocations }
    }

    private boot(): void {
        const { scheduler } = this.options
        const module = createVmModule({
            randomBytes: count => this.randomBytes(count),
            print: () => {},
            nowMs: () => EPOCH_MS + Math.floor(scheduler.nowUs / 1000),
        })
        module.dmesg = line => this.options.onLog(line)
        module.panicHandler = code => (code === 0 ? undefined : this.options.onPanic(code))
        module.sendPacket = frame => this.send(frame)
        module.flashSize = FLASH_BYTES
        module.flashSave = content => this.flash.write(content)
        const kept = this.flash.content
        module.flashLoad = () => kept ?? new Uint8Array(0)
        this.module = module
        this.countedSteps = 0
        this.isResetting = false
        module.devsSetDeviceId(DEVICE_ID)
        module.devsInit()
        this.inbox = module._malloc(FRAME_BYTES_MAX)
        if (!kept) this.deploy(module)
        this.sleep(TICK_US)
    }

    private deploy(module: VmModule): void {
        const code = module.devsDeploy(this.options.program)
        if (code !== 0)
            throw new Error(`the virtual machine refuses the firmware image (code ${code})`)
    }

    private run(module: VmModule): void {
        const beganMs = wallMs()
        let delayUs: number
        try {
            delayUs = module._jd_em_process()
        } catch (error) {
            return this.reset(error)
        } finally {
            this.spentMs += wallMs() - beganMs
            this.countSteps(module)
            this.wakes++
        }
        this.peak.look(module.HEAPU8)
        this.sleep(delayUs)
    }

    private countSteps(module: VmModule): void {
        const count = stepCount(module.HEAPU8)
        this.steps += (count - this.countedSteps) >>> 0
        this.countedSteps = count
    }

    /** The chip begins anew with what is in its flash. Only the chip: everything around it keeps power and state. */
    private reset(error: unknown): void {
        const { name, message } = error as Error
        // Anything else is a fault of the simulator, in what it does when the machine speaks to it.
        if (name !== RESET_ON_PURPOSE && name !== RESET_IN_NEED) throw error
        if (name === RESET_IN_NEED) this.options.onCrash(message)
        const owner = this.module
        this.isResetting = true
        this.alarm = this.options.scheduler.after(RESET_US, () => {
            if (this.module === owner) this.boot()
        })
    }

    /** The next timer of the program, on the tick. */
    private sleep(delayUs: number): void {
        const { scheduler } = this.options
        const owner = this.module
        const dueUs = scheduler.nowUs + Math.max(0, delayUs) - this.poweredAtUs
        const tickUs = Math.max(1, Math.ceil(dueUs / TICK_US)) * TICK_US
        this.alarm = scheduler.at(this.poweredAtUs + tickUs, () => {
            if (owner && owner === this.module) this.run(owner)
        })
    }

    private send(frame: Uint8Array): void {
        const beganMs = wallMs()
        this.options.onFrame(frame)
        this.spentMs -= wallMs() - beganMs
    }

    private randomBytes(count: number): Uint8Array {
        return Uint8Array.from({ length: count }, () => this.options.random.nextUint32() & 0xff)
    }
}
