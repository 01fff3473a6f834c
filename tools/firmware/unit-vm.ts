/**
 * A program of unit tests in the official virtual machine, on virtual time: a test that sleeps for a minute takes none. The
 * garbage collector runs at every allocation, so that what nothing holds is found at once.
 *
 * As a program of its own: takes the path of the bytecode, prints what the tests print, and ends with 1 where they did not
 * come to their end.
 */

import { readFileSync } from "node:fs"
import { createVmModule, type VmModule } from "../../sim/vm/vm-source.ts"
import { stepCount } from "../../sim/vm/step-counter.ts"
import { isMain } from "../project.ts"

/** The partition for programs on a board: 64 pages of 4,096 bytes. */
const FLASH_BYTES = 64 * 4096
/** Where the clock stands at power-on; any moment will do. */
const EPOCH_MS = 1_700_000_000_000
/** No test needs as much; a program that is not done by then waits for what never comes. */
const TIME_LIMIT_US = 2 * 3600 * 1e6
/**
 * What an instruction takes on an ESP32 of 160 MHz, on average. While the clock stood, a fiber that sleeps for no time would come
 * before those that have not begun.
 */
const INSTRUCTION_US = 1.6
/** The program restarted the board, which is how ours end; others are panics. */
const RESTARTED = 0

/** What a program of unit tests left. */
export interface UnitRun {
    /** Lines that were printed. */
    readonly lines: readonly string[]
    /** The program came to its end. */
    readonly isDone: boolean
}

/** Run a program (bytecode) until it restarts the board, panics, or waits for what never comes; that is told in `lines`. */
export function runUnitProgram(bytecode: Uint8Array): UnitRun {
    const lines: string[] = []
    let sleptUs = 0
    const nowUs = () => sleptUs + (vm?.HEAPU8 ? stepCount(vm.HEAPU8) * INSTRUCTION_US : 0)
    const vm: VmModule = createVmModule({
        randomBytes: count => new Uint8Array(count).fill(4),
        print: () => {},
        nowMs: () => EPOCH_MS + Math.floor(nowUs() / 1000),
    })
    let exit: number | undefined
    vm.dmesg = line => void lines.push(line)
    vm.panicHandler = code => void (exit ??= code)
    start(vm, bytecode)
    while (sleptUs < TIME_LIMIT_US) {
        try {
            sleptUs += Math.max(0, vm._jd_em_process())
        } catch (error) {
            lines.push(`the runtime stopped: ${(error as Error).message}`)
            return { lines, isDone: false }
        }
        if (exit !== undefined) return { lines, isDone: exit === RESTARTED }
    }
    lines.push(`not done after ${Math.round(sleptUs / 1e6)} s of the machine's time`)
    return { lines, isDone: false }
}

function start(vm: VmModule, bytecode: Uint8Array): void {
    vm.flashSize = FLASH_BYTES
    vm.flashLoad = () => new Uint8Array(0)
    vm.flashSave = () => {}
    vm.sendPacket = () => {}
    vm._jd_em_devs_enable_gc_stress(1)
    vm.devsSetDeviceId("unit-tests")
    vm.devsInit()
    const code = vm.devsDeploy(bytecode)
    if (code !== 0) throw new Error(`the virtual machine refuses the program (code ${code})`)
}

if (isMain(import.meta.url)) {
    const { lines, isDone } = runUnitProgram(readFileSync(process.argv[2]!))
    console.log(lines.join("\n"))
    process.exitCode = isDone ? 0 : 1
}
