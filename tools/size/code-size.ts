/**
 * Bytes of bytecode per source file, from the debug information that the CLI writes (bytecode-dbg.json).
 *
 * `functions[].size` holds 16 bytes of function table besides the code; `location` and `srcmap` hold positions in all
 * sources laid end to end. Code of several files stands in one function: the function `main` is the top level of every
 * module, one after the other, and the linker puts functions into others. So code is divided by the source map: triples
 * of position, length and program counter, the first and the last as differences. What a triple says holds until the
 * next one.
 */

import { z } from "zod"

const FUNCTION_TABLE_BYTES = 16
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
    linked: z
        .object({
            cold: z
                .object({
                    bytes: z.number(),
                    srcmap: z.array(z.number()),
                    staysCode: z.array(
                        z.object({ path: z.string(), name: z.string(), because: z.string() })
                    ),
                })
                .optional(),
        })
        .optional(),
})

export type DebugInfo = z.infer<typeof debugSchema>

export function parseDebugInfo(text: string): DebugInfo {
    return debugSchema.parse(JSON.parse(text))
}

/** Bytes of code by source path, those of the table with the function itself; files without code are left out. */
export function bytesByFile(debug: DebugInfo): Map<string, number> {
    const locate = fileLocator(debug)
    const places = readSourceMap(debug.srcmap)
    const bytes = new Map<string, number>()
    const add = (position: number, count: number) => {
        const path = locate(position)
        bytes.set(path, (bytes.get(path) ?? 0) + count)
    }
    for (const { location, startpc, size } of debug.functions) {
        add(location[0] ?? 0, FUNCTION_TABLE_BYTES)
        const endPc = startpc + size - FUNCTION_TABLE_BYTES
        const before = places.findLast(each => each.pc <= startpc)
        const inside = places.filter(each => each.pc > startpc && each.pc < endPc)
        let at = { position: before?.position ?? location[0] ?? 0, pc: startpc }
        for (const each of [...inside, { position: 0, pc: endPc }]) {
            add(at.position, each.pc - at.pc)
            at = each
        }
    }
    return bytes
}

/** Bytes of cold code (docs/decisions/017) by source path: data of the image, which do not count in the 64 KB. */
export function coldBytesByFile(debug: DebugInfo): Map<string, number> {
    const locate = fileLocator(debug)
    const { cold } = debug.linked ?? {}
    const bytes = new Map<string, number>()
    const places = readSourceMap(cold?.srcmap ?? [])
    places.forEach(({ position, pc }, index) => {
        const path = locate(position)
        const end = places[index + 1]?.pc ?? cold!.bytes
        bytes.set(path, (bytes.get(path) ?? 0) + end - pc)
    })
    return bytes
}

/** For each reason the functions that were to be cold and are not. */
export function whatStaysCode(debug: DebugInfo): Map<string, string[]> {
    const names = new Map<string, string[]>()
    for (const { path, name, because } of debug.linked?.cold?.staysCode ?? []) {
        const file = path.slice(path.lastIndexOf("/") + 1).replace(/\.ts$/, "")
        names.set(because, [...(names.get(because) ?? []), `${file}.${name}`])
    }
    return names
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
