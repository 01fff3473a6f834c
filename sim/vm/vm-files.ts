/**
 * Takes the DeviceScript virtual machine out of the official command line tool: its glue script and its WebAssembly.
 *
 * The tool is one bundle of 28 MB. The machine is one section of it, a function around an Emscripten module with the
 * WebAssembly as a base64 text inside. Reading it costs a quarter of a second, so what was found is kept beside the
 * installed packages, and is made anew when the bundle is another. See docs/decisions/002.
 */
import { createHash } from "node:crypto"
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"

const BUNDLE = "@devicescript/cli/built/devicescript-cli.cjs"
/** From the bundle to the folder in which tools of an installation keep what they can make again. */
const CACHE = "../../../.cache/afterbeep"
const SECTION_START = '"runtime/devicescript-vm/built/devicescript-vm.js"(exports, module2) {'
const SECTION_END = "\n  }\n});"
/** What stands before the WebAssembly, to the closing quote. */
const WASM_START = 'wasmBinaryFile = "data:application/octet-stream;base64,'

export interface VmFiles {
    /** Body of a function of the globals that the machine sees, and `module2`. Holds no WebAssembly. */
    readonly script: string
    readonly wasm: Uint8Array
}

/** @param bundlePath the tool; undefined: the one that is installed */
export function readVmFiles(bundlePath = installedBundle()): VmFiles {
    const folder = join(dirname(bundlePath), CACHE)
    const { size, mtimeMs } = statSync(bundlePath)
    const key = createHash("sha256").update(`${bundlePath} ${size} ${mtimeMs}`).digest("hex")
    const path = join(folder, `devicescript-vm-${key.slice(0, 16)}`)
    return readKept(path) ?? keep(extract(bundlePath), folder, path)
}

function installedBundle(): string {
    return createRequire(import.meta.url).resolve(BUNDLE)
}

function readKept(path: string): VmFiles | undefined {
    try {
        return { wasm: readFileSync(`${path}.wasm`), script: readFileSync(`${path}.js`, "utf8") }
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined
        throw error
    }
}

/** The script last: where it is, both are whole. An installation that can't be written to is only slower. */
function keep(files: VmFiles, folder: string, path: string): VmFiles {
    try {
        mkdirSync(folder, { recursive: true })
        writeWhole(`${path}.wasm`, files.wasm)
        writeWhole(`${path}.js`, files.script)
    } catch (error) {
        if (!["EACCES", "EROFS", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? ""))
            throw error
    }
    return files
}

/** Several processes may do so at once. */
function writeWhole(path: string, content: string | Uint8Array): void {
    const fresh = `${path}.${process.pid}`
    writeFileSync(fresh, content)
    renameSync(fresh, path)
}

function extract(bundlePath: string): VmFiles {
    const bundle = readFileSync(bundlePath)
    const start = bundle.indexOf(SECTION_START)
    const end = bundle.indexOf(SECTION_END, start)
    const section = start < 0 || end < 0 ? "" : bundle.toString("utf8", start, end)
    const wasmAt = section.indexOf(WASM_START) + WASM_START.length
    const wasmEnd = section.indexOf('"', wasmAt)
    if (wasmAt < WASM_START.length || wasmEnd < 0)
        throw new Error(
            `${bundlePath}: no virtual machine inside; version 2.16.4 is needed (npm ci)`
        )
    return {
        script: section.slice(SECTION_START.length, wasmAt) + section.slice(wasmEnd),
        wasm: Buffer.from(section.slice(wasmAt, wasmEnd), "base64"),
    }
}
