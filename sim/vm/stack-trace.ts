/**
 * Turns the virtual machine's stack frames into source lines.
 *
 * Follows the compiler's debug file (bytecode-dbg.json, version 2.16.4): `srcmap` is a list of triples, source position,
 * length and program counter, positions and counters as differences to the entry before; positions count characters
 * over all `sources` laid end to end; a frame's counter is relative to its function's `startpc`. What a frame is called
 * is the function that its source line is in: our linker (docs/decisions/007) puts some functions into others, and says
 * in `linked` what the compiler has called them.
 */
import { existsSync, readFileSync } from "node:fs"

interface DebugFile {
    functions: DebugFunction[]
    srcmap: number[]
    sources: { path: string; text: string; length: number }[]
    linked?: { gone: DebugFunction[] }
}

interface DebugFunction {
    name: string
    startpc: number
    /** Position and length of its source. */
    location: [number, number]
}

/** `at main_F2 (pc:44)` or `pc=44 @ main_F2` in a line of the machine's log. */
const FRAME = /(?:at\s+(\w*)_F(\d+)\s+\(pc:(\d+)\))|(?:pc=(\d+) @ (\w*)_F(\d+))/g

export class StackTraceMap {
    private pcs: number[] = []
    private positions: number[] = []

    private constructor(private readonly debug: DebugFile) {
        let pc = 0
        let position = 0
        for (let i = 0; i + 2 < debug.srcmap.length; i += 3) {
            position += debug.srcmap[i]!
            pc += debug.srcmap[i + 2]!
            this.pcs.push(pc)
            this.positions.push(position)
        }
    }

    /** Undefined when there is no such file: frames then stay as the machine prints them. */
    static load(path: string): StackTraceMap | undefined {
        if (!existsSync(path)) return undefined
        return new StackTraceMap(JSON.parse(readFileSync(path, "utf8")) as DebugFile)
    }

    /** `line` with every frame in it replaced by function, source file and line. */
    describe(line: string): string {
        return line.replace(FRAME, (frame, ...parts: (string | undefined)[]) => {
            const [nameA, indexA, pcA, pcB, nameB, indexB] = parts
            const position = this.position(Number(indexA ?? indexB), Number(pcA ?? pcB))
            if (position === undefined) return frame
            const name = this.nameOfGone(position) ?? nameA ?? nameB
            return `at ${name} (${this.sourceLine(position)})`
        })
    }

    private position(functionIndex: number, pcInFunction: number): number | undefined {
        const called = this.debug.functions[functionIndex]
        if (!called) return undefined
        // The counter stands behind the instruction that failed.
        const pc = called.startpc + Math.max(0, pcInFunction - 1)
        return this.positions[this.entryAt(pc)] ?? 0
    }

    /** Of the function that was put into another, where the innermost one around a position is such. */
    private nameOfGone(position: number): string | undefined {
        const { functions, linked } = this.debug
        if (!linked) return undefined
        let innermost: DebugFunction | undefined
        for (const each of [...functions, ...linked.gone]) {
            const [start, length] = each.location
            if (position < start || position >= start + length) continue
            if (!innermost || length < innermost.location[1]) innermost = each
        }
        return innermost && linked.gone.includes(innermost) ? innermost.name : undefined
    }

    private entryAt(pc: number): number {
        let low = 0
        let high = this.pcs.length
        while (low < high) {
            const middle = (low + high) >> 1
            if (this.pcs[middle]! <= pc) low = middle + 1
            else high = middle
        }
        return Math.max(0, low - 1)
    }

    private sourceLine(position: number): string {
        let rest = position
        for (const source of this.debug.sources) {
            if (rest < source.length) return `${source.path}:${lineOf(source.text, rest)}`
            rest -= source.length
        }
        return "?"
    }
}

function lineOf(text: string, offset: number): number {
    let line = 1
    for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1))
        line++
    return line
}
