/**
 * Bytes of bytecode per source file, from the debug information that the CLI writes (bytecode-dbg.json).
 *
 * `functions[].size` holds 16 bytes of function table besides the code; `location` and `srcmap` hold positions in all
 * sources laid end to end. The function `main` is the top level of every module, one after the other, so its bytes are
 * divided by the source map: triples of position, length and program counter, the first and the last as differences.
 */

import { z } from "zod"

const FUNCTION_TABLE_BYTES = 16
const TOP_LEVEL = "main"
const SOURCE_MAP_ENTRY = 3

const debugSchema = z.object({
    functions: z.array(
        z.object({
            name: z.string(),
            location: z.array(z.number()),
            startpc: z.number(),
            size: z.number(),
        })
    ),
    srcmap: z.array(z.number()),
    sources: z.array(z.object({ path: z.string(), length: z.number() })),
})

export type DebugInfo = z.infer<typeof debugSchema>
type CodeFunction = DebugInfo["functions"][number]

export function parseDebugInfo(text: string): DebugInfo {
    return debugSchema.parse(JSON.parse(text))
}

/** Bytes of code by source path; files without code are left out. */
export function bytesByFile(debug: DebugInfo): Map<string, number> {
    const locate = fileLocator(debug)
    const bytes = new Map<string, number>()
    const add = (path: string, count: number) => bytes.set(path, (bytes.get(path) ?? 0) + count)
    for (const each of debug.functions) {
        if (each.name === TOP_LEVEL) addTopLevel(debug, each, position => locate(position), add)
        else add(locate(each.location[0] ?? 0), each.size)
    }
    return bytes
}

function addTopLevel(
    debug: DebugInfo,
    topLevel: CodeFunction,
    locate: (position: number) => string,
    add: (path: string, count: number) => void
): void {
    const endPc = topLevel.startpc + topLevel.size - FUNCTION_TABLE_BYTES
    const statements = readSourceMap(debug.srcmap).filter(
        each => each.pc >= topLevel.startpc && each.pc < endPc
    )
    add(locate(topLevel.location[0] ?? 0), FUNCTION_TABLE_BYTES)
    statements.forEach((each, index) => {
        add(locate(each.position), (statements[index + 1]?.pc ?? endPc) - each.pc)
    })
}

function readSourceMap(srcmap: number[]): { position: number; pc: number }[] {
    const entries: { position: number; pc: number }[] = []
    let position = 0
    let pc = 0
    for (let at = 0; at + SOURCE_MAP_ENTRY <= srcmap.length; at += SOURCE_MAP_ENTRY) {
        position += srcmap[at]!
        pc += srcmap[at + 2]!
        entries.push({ position, pc })
    }
    return entries
}

/** Which source a position in all sources, laid end to end, lies in. */
function fileLocator(debug: DebugInfo): (position: number) => string {
    let end = 0
    const ends = debug.sources.map(source => ({ path: source.path, end: (end += source.length) }))
    return position => ends.find(each => position < each.end)?.path ?? "(unknown)"
}
