/** The firmware as bytecode: built by the official CLI when something that it is made from has changed. */

import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, renameSync, copyFileSync } from "node:fs"
import { join } from "node:path"
import { BUILD, ROOT, ToolError, UNFINISHED, listFiles, writeWhenChanged } from "./project.ts"
import { CONFIG_FILE } from "./firmware/config.ts"
import { generateSources } from "./firmware/generate.ts"
import type { LinkedDebugInfo } from "./firmware/linker/link.ts"
import { Stage } from "./firmware/stage.ts"

const FOLDER = join(BUILD, "firmware")
const STAMP = join(FOLDER, "inputs.sha256")
const DEVS_FILE = "bytecode.devs"
const DEBUG_FILE = "bytecode-dbg.json"
const ENTRY = "src/main.ts"
/** Sources of the library, which a build puts there for editors and checks; a new installation takes them away. */
const LIBRARY = join(ROOT, "node_modules/@devicescript/core")

/** Single files, besides the folders, that decide what is built. */
const INPUT_FILES = [CONFIG_FILE, "package-lock.json"]
const INPUT_FOLDERS = ["src", "fonts", "boards", "services", "tools/firmware/linker"]

export interface Firmware {
    /** The bytecode, as it goes into flash. */
    devsPath: string
    /** Function names, sizes and source lines. */
    debugPath: string
}

/**
 * Build the firmware if it is older than its sources, and say where it is.
 *
 * One line on stderr where something was built. Safe to call from several processes at once. Waits: some seconds.
 * @throws ToolError with the compiler's messages
 */
export async function ensureFirmware(): Promise<Firmware> {
    generateSources()
    const inputs = hashInputs()
    const firmware = { devsPath: join(FOLDER, DEVS_FILE), debugPath: join(FOLDER, DEBUG_FILE) }
    if (!isBuilt(firmware, inputs)) await build(firmware, inputs)
    return firmware
}

function isBuilt(firmware: Firmware, inputs: string): boolean {
    const needed = [firmware.devsPath, firmware.debugPath, STAMP, LIBRARY]
    if (!needed.every(path => existsSync(path))) return false
    return readFileSync(STAMP, "utf8") === inputs
}

/** Of content, not of times: what git writes has the time of its writing. */
function hashInputs(): string {
    const hash = createHash("sha256")
    const files = [...INPUT_FOLDERS.flatMap(folder => listFiles(folder)), ...INPUT_FILES]
    for (const file of files) {
        const bytes = readFileSync(join(ROOT, file))
        hash.update(`${file} ${bytes.length}\n`).update(bytes)
    }
    return hash.digest("hex")
}

async function build(firmware: Firmware, inputs: string): Promise<void> {
    const beganMs = performance.now()
    const stage = Stage.open()
    try {
        const { exitCode, output } = await stage.devs(["build", ENTRY])
        stage.shareLibrary()
        if (exitCode !== 0) throw new ToolError(`the firmware does not compile:\n${output.trim()}`)
        install(join(stage.outputFolder, DEVS_FILE), firmware.devsPath)
        install(join(stage.outputFolder, DEBUG_FILE), firmware.debugPath)
    } finally {
        stage.close()
    }
    writeWhenChanged(STAMP, inputs)
    const bytes = readFileSync(firmware.devsPath).length
    const seconds = ((performance.now() - beganMs) / 1000).toFixed(1)
    console.error(
        `firmware: built in ${seconds} s, ${kilobytes(bytes)} KB; the linker saved ${kilobytes(savedBytes(firmware))} KB`
    )
}

function kilobytes(bytes: number): string {
    return (bytes / 1024).toFixed(1)
}

/** What the code would be longer if it was as the compiler writes it. */
function savedBytes({ debugPath }: Firmware): number {
    const { linked } = JSON.parse(readFileSync(debugPath, "utf8")) as LinkedDebugInfo
    return linked.savedBytes
}

/** Put a file in its place in one step, so that another process never reads half of it. */
function install(from: string, to: string): void {
    mkdirSync(FOLDER, { recursive: true })
    const fresh = `${to}.${process.pid}${UNFINISHED}`
    copyFileSync(from, fresh)
    renameSync(fresh, to)
}
