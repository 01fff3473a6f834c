/** What the official CLI alone makes of a program, and what a virtual machine logs when it runs one. */

import { execFile } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { Random } from "../../sim/clock/random.ts"
import { Scheduler } from "../../sim/clock/scheduler.ts"
import { DeviceVm } from "../../sim/vm/device-vm.ts"
import { StackTraceMap } from "../../sim/vm/stack-trace.ts"
import type { Program } from "../../tools/firmware/linker/link.ts"
import { Stage } from "../../tools/firmware/stage.ts"
import { ROOT } from "../../tools/project.ts"

const CLI = join(ROOT, "node_modules/@devicescript/cli/devicescript")
const RUN_US = 4_000_000
const STARTED = "* start:"
/** Of the image itself, in front of a trace. */
const HASH = /(?<=DevS-SHA256: )\w+/

/**
 * Compile without the linker.
 *
 * @param file from the project's folder
 * @param sources more files, or others in place of the project's. Throws what the compiler says. Waits: some seconds.
 */
export async function compileUnlinked(
    file: string,
    sources?: Readonly<Record<string, string>>
): Promise<Program> {
    const stage = Stage.open(sources)
    try {
        await promisify(execFile)(process.execPath, [CLI, "build", file], { cwd: stage.folder })
        return readProgram(stage.outputFolder)
    } finally {
        stage.close()
    }
}

/** What a build has left in a folder. */
export function readProgram(folder: string): Program {
    return {
        binary: readFileSync(join(folder, "bytecode.devs")),
        dbg: JSON.parse(readFileSync(join(folder, "bytecode-dbg.json"), "utf8")) as Program["dbg"],
    }
}

/** All that a program logs in its first seconds but its size and hash, with frames of traces as source lines. */
export function logOf({ binary, dbg }: Program): string[] {
    const scheduler = new Scheduler()
    const traces = traceMap(dbg)
    const lines: string[] = []
    const vm = new DeviceVm({
        scheduler,
        random: new Random(1, "vm"),
        program: binary,
        onFrame: () => {},
        onLog: line => lines.push(traces.describe(line).replace(HASH, "")),
        onPanic: code => lines.push(`panic ${code}`),
        onCrash: message => lines.push(`crash ${message}`),
    })
    vm.powerOn()
    scheduler.runUntil(RUN_US)
    return lines.slice(lines.findIndex(each => each.startsWith(STARTED)))
}

function traceMap(dbg: Program["dbg"]): StackTraceMap {
    const folder = mkdtempSync(join(tmpdir(), "afterbeep-"))
    try {
        const path = join(folder, "debug.json")
        writeFileSync(path, JSON.stringify(dbg))
        return StackTraceMap.load(path)!
    } finally {
        rmSync(folder, { recursive: true })
    }
}
