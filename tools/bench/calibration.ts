/** The calibration program on a virtual machine of its own, whose bus does nothing, and the instructions that it takes. */

import { readFileSync } from "node:fs"
import { join } from "node:path"
import { setImmediate as turnOfTheEventLoop } from "node:timers/promises"
import { SimBus } from "../../sim/bus/sim-bus.ts"
import { Random } from "../../sim/clock/random.ts"
import { Scheduler } from "../../sim/clock/scheduler.ts"
import { JacdacBus } from "../../sim/panel/jacdac-bus.ts"
import { SimBusService } from "../../sim/panel/sim-bus-service.ts"
import { DeviceVm, type VmEffort } from "../../sim/vm/device-vm.ts"
import { Stage } from "../firmware/stage.ts"
import { ToolError } from "../project.ts"
import {
    CALIBRATION_FILE,
    CALIBRATION_PROGRAM,
    LONG_REPORTS,
    NAMES,
    TRANSFERS,
    TURNS,
} from "./calibration-program.ts"

const TRANSFER_US = 1000
const RUN_MAX_US = 20e6
/** Before what a program logs. */
const LOG_MARK = "> "
const PANEL_DEVICE_ID = "0011223344556677"

/** Instructions and allocations; every call of a function makes an allocation, for its frame. */
export interface Cost {
    readonly steps: number
    readonly allocations: number
}

export interface Calibration {
    /** Instructions of an empty turn of a loop. */
    readonly turnSteps: number
    /** A transfer that is answered in one report, and each report more. */
    readonly transfer: Cost
    readonly report: Cost
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

/** Run the program until each piece of its work was done. The same figures each time. */
export async function calibrate(program: Uint8Array): Promise<Calibration> {
    const marks = await marksOf(program)
    const costOf = (name: string): Cost => {
        const at = marks.findIndex(mark => mark.name === name)
        const [from, to] = [marks[at]!.effort, marks[at + 1]!.effort]
        return {
            steps: to.steps - from.steps,
            allocations: to.allocations - from.allocations,
        }
    }
    const [nothing, short, long, turns] = NAMES.map(costOf) as [Cost, Cost, Cost, Cost]
    const reports = TRANSFERS * (LONG_REPORTS - 1)
    return {
        turnSteps: (turns.steps - nothing.steps) / TURNS,
        transfer: share(short, nothing, TRANSFERS),
        report: share(long, short, reports),
    }
}

function share(more: Cost, less: Cost, count: number): Cost {
    return {
        steps: (more.steps - less.steps) / count,
        allocations: (more.allocations - less.allocations) / count,
    }
}

/** A piece of work begins. */
interface Mark {
    readonly name: string
    readonly effort: VmEffort
}

/** @returns where each piece of work began, and where the next would */
async function marksOf(program: Uint8Array): Promise<Mark[]> {
    const scheduler = new Scheduler()
    const service = new SimBusService()
    const marks: Mark[] = []
    const receive = (frame: Uint8Array) => vm.receive(frame)
    const jacdac = new JacdacBus(scheduler, [service], PANEL_DEVICE_ID, receive)
    const bus = idleBus(scheduler, jacdac.deviceId, service.serviceIndex, receive)
    const vm: DeviceVm = new DeviceVm({
        scheduler,
        random: new Random(1, "calibration"),
        program,
        onFrame: frame => {
            if (!bus.handleFrame(frame)) jacdac.fromMachine(frame)
        },
        onLog: line => {
            const name = line.slice(LOG_MARK.length)
            if (NAMES.includes(name)) marks.push({ name, effort: vm.effort })
        },
        onPanic: code => died(`code ${code}`),
        onCrash: died,
    })
    vm.powerOn()
    while (marks.length <= NAMES.length && scheduler.nowUs < RUN_MAX_US && scheduler.step()) {
        if (!jacdac.needsTurn) continue
        jacdac.needsTurn = false
        await turnOfTheEventLoop()
    }
    if (marks.length <= NAMES.length) died(`it did ${marks.length} pieces of its work`)
    return marks
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
            setClock: () => {},
        },
        wires: {
            write: (_address, _bytes, startUs) => ({ isAcknowledged: false, endUs: startUs }),
            beginBurst: () => {},
        },
        isIrqActive: () => false,
        driveReset: () => {},
        driveModemPower: () => {},
    })
}

function died(reason: string): never {
    throw new ToolError(`the calibration died: ${reason}`)
}
