/**
 * Reads the virtual machine's log: what the program prints, its start, and its end by a panic, as timeline events.
 *
 * A line begins with a mark: ">" console.log, "*" console.info and warnings of the runtime, "!" console.error. When the
 * program dies the machine prints the exception and its frames first, and then reports the panic's code.
 */
import type { Timeline } from "../report/timeline.ts"
import type { StackTraceMap } from "../vm/stack-trace.ts"

const LEVELS: Readonly<Record<string, string>> = {
    ">": "log",
    "*": "warn",
    "!": "error",
    "?": "debug",
}
/**
 * What the runtime says of itself around starts and panics; it tells a reader nothing.
 *
 * That it has no button and no lamp of its own, either: a board's runtime serves those at their pins, here the panel does.
 */
const RUNTIME_CHATTER =
    /^(DeviceScript Simulator|start: |stop program|Unhandled exception|RESTART|service \w+:\d+ not found)/
const PROGRAM_START = /^\* start: /
/** Head, message and frames of an exception: printed by the program, or by a panic. */
const TRACE_HEAD = /^[*!] Exception: /
const TRACE_MORE = /^[*!] {2}(message: |at )/
const UNHANDLED = /^! Unhandled exception|^DevS-SHA256/

/** What the codes of a panic without an exception mean (devs_panic codes of the runtime). */
const PANIC_NAMES: Readonly<Record<number, string>> = {
    60000: "reboot",
    60001: "infinite loop",
    60002: "stack overflow",
    60004: "out of memory",
    60005: "unhandled exception",
}

export class FirmwareLog {
    private trace: string[] = []

    constructor(
        private readonly timeline: Timeline,
        private readonly map: StackTraceMap | undefined
    ) {}

    /** One line as the machine prints it. */
    line(raw: string): void {
        const line = this.map ? this.map.describe(raw) : raw
        if (PROGRAM_START.test(line)) this.started()
        this.collect(line)
        const level = LEVELS[line[0] ?? ""]
        const text = line.slice(1).trim()
        if (level === undefined || RUNTIME_CHATTER.test(text)) return
        this.timeline.emit("machine", "log", { level, text })
    }

    /** The program died; `line` has seen its last words. */
    panicked(code: number): void {
        const reason = PANIC_NAMES[code] ?? "runtime error"
        const stack = this.trace.length > 0 ? this.trace.join("\n") : `${reason}, no stack trace`
        this.trace = []
        this.timeline.emit("machine", "panic", { code, reason, stack })
    }

    /** The runtime itself failed and the chip resets; the program had no chance to say anything. */
    crashed(message: string): void {
        this.trace = []
        this.timeline.emit("machine", "panic", { code: 0, reason: "chip reset", stack: message })
    }

    private started(): void {
        this.trace = []
        this.timeline.emit("machine", "boot")
    }

    /** Keep the exception printed last, and forget it when the program goes on to say something else. */
    private collect(line: string): void {
        if (TRACE_HEAD.test(line)) this.trace = [line.slice(1).trim()]
        else if (TRACE_MORE.test(line)) this.trace.push("  " + line.slice(1).trim())
        else if (!UNHANDLED.test(line)) this.trace = []
    }
}
