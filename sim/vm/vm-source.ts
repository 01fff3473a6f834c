/**
 * Makes virtual machines: the official one, with a counter of its instructions, our clock, chance and console in place of Node's, so that nothing in
 * it can see real time. Its code is compiled once for a process; every machine has a memory of its own.
 */
import { createRequire } from "node:module"
import { compileFunction } from "node:vm"
import { addStepCounter } from "./step-counter.ts"
import { readVmFiles } from "./vm-files.ts"

/** As much of Node's WebAssembly as is used here; its types come with those of a browser only. */
interface WasmModule {
    readonly brand?: "WebAssembly.Module"
}
declare const WebAssembly: {
    Module: new (bytes: Uint8Array) => WasmModule
    Instance: new (module: WasmModule, imports: object) => object
}

/** What of Node the machine gets to see; names as in its source. */
export interface HostGlobals {
    randomBytes(count: number): Uint8Array
    print(text: string): void
    /** Milliseconds since 1970 of the virtual clock. */
    nowMs(): number
}

/** The Emscripten module of one machine, as far as we use it. Underscored names are functions of the runtime in C. */
export interface VmModule {
    HEAPU8: Uint8Array
    dmesg: (line: string) => void
    panicHandler: (code: number) => void
    sendPacket: (frame: Uint8Array) => void
    /** Bytes of the partition for program and settings, whole pages of 4096. */
    flashSize: number
    flashLoad: () => Uint8Array
    flashSave: (flash: Uint8Array) => void
    devsInit(): void
    devsSetDeviceId(id: string): void
    devsDeploy(bytecode: Uint8Array): number
    /** With 1, the garbage collector runs at every allocation. */
    _jd_em_devs_enable_gc_stress(isOn: number): void
    _malloc(byteCount: number): number
    /** Takes the frame at that address; nothing runs yet. */
    _jd_em_frame_received(address: number): number
    /** Runs whatever is due. @returns after how many µs there is something again */
    _jd_em_process(): number
}

type Factory = (module: object) => unknown
type Load = (...scope: unknown[]) => void

interface VmCode {
    readonly load: Load
    readonly wasm: WasmModule
}

let code: VmCode | undefined

/** A new machine that knows only `globals`. Several may live side by side. */
export function createVmModule(globals: HostGlobals): VmModule {
    const { load, wasm } = (code ??= compile())
    const exported = { exports: undefined as unknown }
    load(...Object.values(scopeOf(globals)), exported)
    const module = {
        print: globals.print,
        printErr: globals.print,
        instantiateWasm: (imports: object, receive: (instance: object) => object) =>
            receive(new WebAssembly.Instance(wasm, imports)),
    }
    // With its WebAssembly at hand the glue is done before it returns; what it was given has become the module.
    ;(exported.exports as Factory)(module)
    return module as unknown as VmModule
}

/** What of the wall clock the machine's work has taken is asked here, the only place in the simulator that may. */
export function wallMs(): number {
    return performance.now()
}

function compile(): VmCode {
    const { script, wasm } = readVmFiles()
    const names = Object.keys(scopeOf({ randomBytes: no, print: no, nowMs: no }))
    const load = compileFunction(script, [...names, "module2"], { filename: "devicescript-vm.js" })
    return { load: load as Load, wasm: new WebAssembly.Module(addStepCounter(wasm)) }
}

function no(): never {
    throw new Error("the virtual machine was used before it was made")
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
        // The glue would run the machine by itself; device-vm.ts does that.
        setTimeout: () => undefined,
        clearTimeout: () => undefined,
        // Emscripten's start-up watchdog; it has nothing to watch here.
        setInterval: () => undefined,
        clearInterval: () => undefined,
        Date: { now: globals.nowMs },
        console,
        __filename: "devicescript-vm.js",
        __dirname: ".",
    }
}
