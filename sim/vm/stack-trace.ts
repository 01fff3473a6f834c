/**
 * Turns the virtual machine's stack frames into source lines.
 *
 * Follows the compiler's debug file (bytecode-dbg.json, version 2.16.4): `srcmap` is a list of triples, source position,
 * length and program counter, positions and counters as differences to the entry before; positions count characters
 * over all `sources` laid end to end; a frame's counter is relative to its function's `startpc`.
 */
import { existsSync, readFileSync } from "node:fs"

interface DebugFile {
    functions: { name: string; startpc: number }[]
    srcmap: number[]
    sources: { path: string; text: string; length: number }[]
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
            const place = this.place(Number(indexA ?? indexB), Number(pcA ?? pcB))
            return place ? `at ${nameA ?? nameB} (${place})` : frame
        })
    }

    private place(functionIndex: number, pcInFunction: number): string | undefined {
        const called = this.debug.functions[functionIndex]
        if (!called) return undefined
        // The counter stands behind the instruction that failed.
        const pc = called.startpc + Math.max(0, pcInFunction - 1)
        return this.sourceLine(this.positions[this.entryAt(pc)] ?? 0)
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
