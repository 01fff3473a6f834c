/** Runs the calibration program on a virtual machine whose bus does nothing, and takes the time. */

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
    LENGTHS,
    PIECES,
    TRANSFERS,
    TURNS_IN_ONE,
} from "./calibration-program.ts"

const TRANSFER_US = 100
const TIME_MAX_US = 60e6
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

/** @throws ToolError where the program did not come to its end */
export async function calibrate(program: Uint8Array): Promise<Calibration> {
    const marks = await run(program)
    // The second round: by then the computer runs the machine's code at full speed.
    const [turns, short, long, end] = marks.slice(-4)
    if (marks.length !== 8 || !turns || !short || !long || !end)
        throw new ToolError("the calibration did not end")
    const turnMs = (short.wallMs - turns.wallMs) / (PIECES * TURNS_IN_ONE)
    const shortMs = (long.wallMs - short.wallMs) / TRANSFERS
    const longMs = (end.wallMs - long.wallMs) / TRANSFERS
    const byteMs = Math.max(0, (longMs - shortMs) / (LENGTHS[1] - LENGTHS[0]))
    const transferAllocations = (long.allocations - short.allocations) / TRANSFERS
    return { turnMs, transferMs: shortMs - LENGTHS[0] * byteMs, byteMs, transferAllocations }
}

async function run(program: Uint8Array): Promise<VmEffort[]> {
    const scheduler = new Scheduler()
    const marks: VmEffort[] = []
    const service = new SimBusService()
    const jacdac = new JacdacBus(scheduler, [service], PANEL_DEVICE_ID, frame => vm.receive(frame))
    const bus = new SimBus({
        scheduler,
        bus: {
            transfer: (_chip, mosi, startUs) => ({ miso: mosi, endUs: startUs + TRANSFER_US }),
            deselect: () => {},
            pause: (us, startUs) => startUs + us,
        },
        deviceId: jacdac.deviceId,
        serviceIndex: service.serviceIndex,
        deliver: frame => vm.receive(frame),
        isIrqActive: () => false,
        driveReset: () => {},
    })
    const vm = new DeviceVm({
        scheduler,
        random: new Random(1, "calibration"),
        program,
        onFrame: frame => {
            if (!bus.handleFrame(frame)) jacdac.fromMachine(frame)
        },
        onLog: line => {
            if (/^> (turns|short|long|end)$/.test(line)) marks.push(vm.effort)
        },
        onPanic: code => {
            throw new ToolError(`the calibration died with code ${code}`)
        },
        onCrash: message => {
            throw new ToolError(`the calibration died: ${message}`)
        },
    })
    vm.powerOn()
    while (marks.length < 8 && scheduler.nowUs < TIME_MAX_US && scheduler.step()) {
        if (!jacdac.needsTurn) continue
        jacdac.needsTurn = false
        await turnOfTheEventLoop()
    }
    vm.powerOff()
    return marks
}
