/** The calibration program on a virtual machine of its own, whose bus does nothing, and the time that it takes. */

import { readFileSync } from "node:fs"
import { join } from "node:path"
import { setImmediate as turnOfTheEventLoop } from "node:timers/promises"
import { SimBus } from "../../sim/bus/sim-bus.ts"
import { Random } from "../../sim/clock/random.ts"
import { Scheduler } from "../../sim/clock/scheduler.ts"
import { JacdacBus } from "../../sim/panel/jacdac-bus.ts"
import { SimBusService } from "../../sim/panel/sim-bus-service.ts"
import { DeviceVm } from "../../sim/vm/device-vm.ts"
import { Stage } from "../firmware/stage.ts"
import { ToolError } from "../project.ts"
import {
    CALIBRATION_FILE,
    CALIBRATION_PROGRAM,
    LENGTHS,
    NAMES,
    PERIOD_MS,
    TRANSFERS,
    TURNS,
} from "./calibration-program.ts"

const TRANSFER_US = 100
const START_MAX_US = 20e6
const TICK_US = 10_000
/** Before what a program logs. */
const LOG_MARK = "> "
const PANEL_DEVICE_ID = "0011223344556677"

/** What things cost the virtual machine on this computer, in wall ms; and allocations, which cost none. */
export interface Calibration {
    readonly turnMs: number
    /** An empty transfer of no length, and what each byte adds. */
    readonly transferMs: number
    readonly byteMs: number
    readonly transferAllocations: number
}

/** Bytecode of the calibration program. Waits: for the compiler, some seconds. */
export async function buildCalibration(): Promise<Uint8Array> {
    const stage = Stage.open({ [CALIBRATION_FILE]: CALIBRATION_PROGRAM })
    try {
        const { exitCode, output } = await stage.devs(["build", CALIBRATION_FILE])
        if (exitCode !== 0) throw new ToolError(`the calibration does not compile:\n${output}`)
        return readFileSync(join(stage.outputFolder, "bytecode.devs"))
    } finally {
        stage.close()
    }
}

/**
 * The calibration program, one piece of its work at a time, beside the run that is measured: so both find the computer as
 * busy, and its caches as cold.
 */
export class Companion {
    private readonly scheduler = new Scheduler()
    private readonly jacdac: JacdacBus
    private readonly vm: DeviceVm
    /** Pieces of work that began in this step. */
    private begun: number[] = []
    private readonly spentMs: number[][] = Array.from({ length: NAMES.length }, () => [])
    private readonly allocations: number[][] = Array.from({ length: NAMES.length }, () => [])

    private constructor(program: Uint8Array) {
        const { scheduler } = this
        const service = new SimBusService()
        const receive = (frame: Uint8Array) => this.vm.receive(frame)
        this.jacdac = new JacdacBus(scheduler, [service], PANEL_DEVICE_ID, receive)
        const bus = idleBus(scheduler, this.jacdac.deviceId, service.serviceIndex, receive)
        this.vm = new DeviceVm({
            scheduler,
            random: new Random(1, "calibration"),
            program,
            onFrame: frame => {
                if (!bus.handleFrame(frame)) this.jacdac.fromMachine(frame)
            },
            onLog: line => {
                const work = NAMES.indexOf(line.slice(LOG_MARK.length))
                if (work >= 0) this.begun.push(work)
            },
            onPanic: code => died(`code ${code}`),
            onCrash: died,
        })
    }

    /** Its program is ready to work. Waits: for promises of the Jacdac library. */
    static async start(program: Uint8Array): Promise<Companion> {
        const companion = new Companion(program)
        const { scheduler, jacdac, vm } = companion
        vm.powerOn()
        while (companion.begun.length === 0 && scheduler.nowUs < START_MAX_US && scheduler.step()) {
            if (!jacdac.needsTurn) continue
            jacdac.needsTurn = false
            await turnOfTheEventLoop()
        }
        if (companion.begun.length === 0) died("it never began")
        // Steps begin and end between ticks.
        scheduler.runUntil(Math.ceil(scheduler.nowUs / TICK_US) * TICK_US + TICK_US / 2)
        return companion
    }

    /** One piece of work, as a rule; where a packet has woken the machine too early it may be none or two. */
    step(): void {
        this.begun = []
        const before = this.vm.effort
        this.scheduler.runUntil(this.scheduler.nowUs + PERIOD_MS * 1000)
        const after = this.vm.effort
        const [work, second] = this.begun
        if (work === undefined || second !== undefined) return
        this.spentMs[work]!.push(after.wallMs - before.wallMs)
        this.allocations[work]!.push(after.allocations - before.allocations)
    }

    /** What things have cost up to now, and forgets it. */
    result(): Calibration {
        const [nothing, short, long, turns] = this.spentMs.map(median) as [
            number,
            number,
            number,
            number,
        ]
        const [calm, busy] = this.allocations.map(median) as [number, number]
        const shortMs = (short - nothing) / TRANSFERS
        const byteMs = Math.max(0, (long - short) / TRANSFERS / (LENGTHS[1] - LENGTHS[0]))
        for (const each of [...this.spentMs, ...this.allocations]) each.length = 0
        return {
            turnMs: (turns - nothing) / TURNS,
            transferMs: shortMs - LENGTHS[0] * byteMs,
            byteMs,
            transferAllocations: (busy - calm) / TRANSFERS,
        }
    }
}

/** A bus on which nothing listens and every transfer is answered with its own bytes. */
function idleBus(
    scheduler: Scheduler,
    deviceId: Uint8Array,
    serviceIndex: number,
    deliver: (frame: Uint8Array) => void
): SimBus {
    return new SimBus({
        ...{ scheduler, deviceId, serviceIndex, deliver },
        bus: {
            transfer: (_chip, mosi, startUs) => ({ miso: mosi, endUs: startUs + TRANSFER_US }),
            deselect: () => {},
            pause: (us, startUs) => startUs + us,
        },
        isIrqActive: () => false,
        driveReset: () => {},
    })
}

function died(reason: string): never {
    throw new ToolError(`the calibration died: ${reason}`)
}

export function median(values: readonly number[]): number {
    if (values.length === 0) return NaN
    const sorted = [...values].sort((a, b) => a - b)
    const middle = sorted.length >> 1
    return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
