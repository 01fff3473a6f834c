/**
 * Takes the DeviceScript virtual machine out of the official command line tool.
 *
 * The tool is one bundle of 28 MB that exports only its main function. The machine itself is one section of it: a
 * function around an Emscripten module with the WebAssembly inside. Only that section is compiled, with our clock,
 * chance and console in place of Node's, so that nothing in it can see real time. See docs/decisions/002.
 */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { compileFunction } from "node:vm"

const BUNDLE = "@devicescript/cli/built/devicescript-cli.cjs"
const SECTION_START = '"runtime/devicescript-vm/built/devicescript-vm.js"(exports, module2) {'
const SECTION_END = "\n  }\n});"

/** What of Node the machine gets to see; names as in its source. */
export interface HostGlobals {
    setTimeout(run: () => void, delayMs?: number): unknown
    clearInterval(timer: unknown): void
    randomBytes(count: number): Uint8Array
    print(text: string): void
    /** Milliseconds since 1970 of the virtual clock. */
    nowMs(): number
}

/** The Emscripten module of one machine, as far as we use it. */
export interface VmModule {
    HEAPU8: Uint8Array
    dmesg: (line: string) => void
    panicHandler: (code: number) => void
    sendPacket: (frame: Uint8Array) => void
    flashLoad: () => Uint8Array
    flashSave: (flash: Uint8Array) => void
    handlePacket(frame: Uint8Array): void
    devsSetDeviceId(id: string): void
    devsStart(): void
    devsStop(): void
    devsDeploy(bytecode: Uint8Array): number
    devsVerify(bytecode: Uint8Array): number
}

let section: string | undefined

/** A new machine that knows only `globals`. Several may live side by side. */
export async function createVmModule(globals: HostGlobals): Promise<VmModule> {
    section ??= readSection()
    const scope = scopeOf(globals)
    const exported = { exports: undefined as unknown }
    const load = compileFunction(section, [...Object.keys(scope), "module2"], {
        filename: "devicescript-vm.js",
    })
    load(...Object.values(scope), exported)
    const factory = exported.exports as (options: object) => Promise<VmModule>
    return await factory({ print: globals.print, printErr: globals.print })
}

function readSection(): string {
    const path = createRequire(import.meta.url).resolve(BUNDLE)
    const bundle = readFileSync(path, "latin1")
    const start = bundle.indexOf(SECTION_START)
    const end = bundle.indexOf(SECTION_END, start)
    if (start < 0 || end < 0)
        throw new Error(`${BUNDLE}: no virtual machine inside; version 2.16.4 is needed (npm ci)`)
    return bundle.slice(start + SECTION_START.length, end)
}

function scopeOf(globals: HostGlobals): Record<string, unknown> {
    const console = {
        log: globals.print,
        debug: globals.print,
        warn: globals.print,
        error: globals.print,
    }
    const nodeModule = (name: string) => {
        if (name === "crypto") return { randomBytes: globals.randomBytes }
        if (name === "fs" || name === "path") return createRequire(import.meta.url)(`node:${name}`)
        throw new Error(`the virtual machine asked for the Node module "${name}"`)
    }
    return {
        exports: {},
        require: nodeModule,
        setTimeout: globals.setTimeout,
        clearTimeout: globals.clearInterval,
        // Emscripten's start-up watchdog; it has nothing to watch here.
        setInterval: () => undefined,
        clearInterval: globals.clearInterval,
        Date: { now: globals.nowMs },
        console,
        __filename: "devicescript-vm.js",
        __dirname: ".",
    }
}
