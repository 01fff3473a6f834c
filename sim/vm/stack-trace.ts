/**
 * Turns the virtual machine's stack frames into source lines.
 *
 * Follows the compiler's debug file (bytecode-dbg.json, version 2.16.4): `srcmap` is a list of triples, source position,
 * length and program counter, positions and counters as differences to the entry before; positions count characters
 * over all `sources` laid end to end; a frame's counter is relative to its function's `startpc`. What a frame is called
 * is the function that its source line is in: our linker (docs/decisions/007) puts some functions into others, and says
 * in `linked` what the compiler has called them. Functions that are data (docs/decisions/017) are no frames: an error that
 * passes through one gets the address in its message, and `linked.cold` has the places of these. `linked.names` says what the fields are
 * called that it has given short names.
 */
import { existsSync, readFileSync } from "node:fs"

interface DebugFile {
    functions: DebugFunction[]
    srcmap: number[]
    sources: { path: string; text: string; length: number }[]
    linked?: {
        gone: DebugFunction[]
        names?: Record<string, string>
        cold?: { srcmap: number[] }
    }
}

interface DebugFunction {
    name: string
    startpc: number
    /** Position and length of its source. */
    location: [number, number]
}

/** `at main_F2 (pc:44)` or `pc=44 @ main_F2` in a line of the machine's log. */
const FRAME = /(?:at\s+(\w*)_F(\d+)\s+\(pc:(\d+)\))|(?:pc=(\d+) @ (\w*)_F(\d+))/g

/** A field that an error speaks of: `getting field '!a' of undefined`. */
const FIELD = /(?<=field )'([^'\w][!-~])'/g

/** What the firmware adds to the message of an error in cold code. */
const COLD = /\(cold:(\d+)\)/g

export class StackTraceMap {
    private readonly code: PlaceTable
    private readonly cold: PlaceTable

    private constructor(private readonly debug: DebugFile) {
        this.code = new PlaceTable(debug.srcmap)
        this.cold = new PlaceTable(debug.linked?.cold?.srcmap ?? [])
    }

    /** Undefined when there is no such file: frames then stay as the machine prints them. */
    static load(path: string): StackTraceMap | undefined {
        if (!existsSync(path)) return undefined
        return new StackTraceMap(JSON.parse(readFileSync(path, "utf8")) as DebugFile)
    }

    /** `line` with every frame in it replaced by function, source file and line. */
    describe(line: string): string {
        return this.describeNames(this.describeCold(line)).replace(
            FRAME,
            (frame, ...parts: (string | undefined)[]) => {
                const [nameA, indexA, pcA, pcB, nameB, indexB] = parts
                const position = this.position(Number(indexA ?? indexB), Number(pcA ?? pcB))
                if (position === undefined) return frame
                const name = this.nameOfGone(position) ?? nameA ?? nameB
                return `at ${name} (${this.sourceLine(position)})`
            }
        )
    }

    private describeNames(line: string): string {
        const names = this.debug.linked?.names
        return line.replace(FIELD, (field, name: string) => {
            const called = names?.[name]
            return called === undefined ? field : `'${called}'`
        })
    }

    private describeCold(line: string): string {
        return line.replace(COLD, (address, at) => {
            const position = this.cold.positionOf(Number(at) - 1)
            if (position === undefined) return address
            return `at ${this.nameOfGone(position) ?? "?"} (${this.sourceLine(position)})`
        })
    }

    private position(functionIndex: number, pcInFunction: number): number | undefined {
        const called = this.debug.functions[functionIndex]
        if (!called) return undefined
        // The counter stands behind the instruction that failed.
        const pc = called.startpc + Math.max(0, pcInFunction - 1)
        return this.code.positionOf(pc) ?? 0
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

    private sourceLine(position: number): string {
        let rest = position
        for (const source of this.debug.sources) {
            if (rest < source.length) return `${source.path}:${lineOf(source.text, rest)}`
            rest -= source.length
        }
        return "?"
    }
}

/** The position of what stands at an address, from triples of differences. */
class PlaceTable {
    private readonly addresses: number[] = []
    private readonly positions: number[] = []

    constructor(srcmap: readonly number[]) {
        let address = 0
        let position = 0
        for (let i = 0; i + 2 < srcmap.length; i += 3) {
            position += srcmap[i]!
            address += srcmap[i + 2]!
            this.addresses.push(address)
            this.positions.push(position)
        }
    }

    positionOf(address: number): number | undefined {
        let low = 0
        let high = this.addresses.length
        while (low < high) {
            const middle = (low + high) >> 1
            if (this.addresses[middle]! <= address) low = middle + 1
            else high = middle
        }
        return this.positions[Math.max(0, low - 1)]
    }
}

function lineOf(text: string, offset: number): number {
    let line = 1
    for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1))
        line++
    return line
}
