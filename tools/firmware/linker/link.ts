/**
 * The linker: makes a program that the compiler has emitted smaller, without changing what it does.
 *
 * The compiler writes every instruction as it meets it. The linker reads the whole program back into statements, lets
 * one pass after the other change them, and writes them again. See docs/decisions/007.
 */

import {
    origins,
    readPlaces,
    triplesOf,
    writePlaces,
    type DebugFunction,
    type DebugInfo,
} from "./debug.ts"
import {
    ASCII_STRINGS,
    BUFFERS,
    FUNCTION_ENTRY_BYTES,
    LITERAL_DATA,
    readImage,
    UTF8_STRINGS,
    writeImage,
    type Image,
    type StaysCode,
} from "./image.ts"
import { PASSES } from "./passes.ts"

/** The sections that the compiler counts as strings. */
const LITERALS = [ASCII_STRINGS, UTF8_STRINGS, BUFFERS, LITERAL_DATA]

export interface Program {
    readonly binary: Uint8Array
    readonly dbg: DebugInfo
}

/** What `dbg` has besides what the compiler writes. */
export interface LinkedDebugInfo extends DebugInfo {
    linked: {
        savedBytes: number
        /** Functions that are in others now, or nowhere: what the compiler said of them. */
        gone: DebugFunction[]
        /** What short names stand for. */
        names: Record<string, string>
        /** Why all methods have the names of the sources, and where; undefined where they have not. */
        namesKept?: string
        /** Functions that are data: their length, and where in the sources they come from, as in `srcmap`. */
        cold?: { bytes: number; srcmap: number[]; staysCode: StaysCode[] }
    }
}

/**
 * The same program in fewer bytes. The same input gives the same bytes.
 *
 * @throws LinkError where it is not as the pinned compiler makes it
 */
export function linkProgram({ binary, dbg }: Program, passes = PASSES) {
    const from = origins(dbg)
    const image = readImage(binary, readPlaces(dbg.srcmap), index => from[index])
    const debugOf = new Map(image.routines.map((each, index) => [each, dbg.functions[index]!]))
    for (const { run } of passes) run(image)
    return finish(image, { binary, dbg }, debugOf)
}

function finish(
    image: Image,
    before: Program,
    debugOf: ReadonlyMap<Image["routines"][number], DebugFunction>
): { binary: Uint8Array; dbg: LinkedDebugInfo } {
    const written = writeImage(image)
    const functions = image.routines.map((each, index): DebugFunction => ({
        ...debugOf.get(each)!,
        startpc: written.routines[index]!.start,
        size: written.routines[index]!.bytes.length + FUNCTION_ENTRY_BYTES,
    }))
    const binary = written.bytes
    const stays = new Set(image.routines)
    const dbg: LinkedDebugInfo = {
        ...before.dbg,
        sizes: {
            ...before.dbg.sizes,
            align: written.alignmentBytes,
            strings: LITERALS.reduce((sum, each) => sum + image.sections[each]!.length, 0),
        },
        functions,
        srcmap: writePlaces(written),
        binary: { hex: Buffer.from(binary).toString("hex") },
        linked: {
            savedBytes: codeBytes(before.dbg.functions) - codeBytes(functions),
            names: { ...before.dbg.linked?.names, ...Object.fromEntries(image.names ?? []) },
            gone: [...debugOf].flatMap(([routine, each]) => (stays.has(routine) ? [] : each)),
            ...(image.cold && {
                cold: {
                    bytes: image.cold.bytes,
                    srcmap: triplesOf(image.cold.places),
                    staysCode: [...(image.staysCode ?? [])],
                },
            }),
        },
    }
    return { binary, dbg }
}

function codeBytes(functions: readonly DebugFunction[]): number {
    return functions.reduce((sum, each) => sum + each.size, 0)
}
