/**
 * Functions that are marked as cold become data, and what called them calls what runs them (docs/decisions/017).
 *
 * `f(a)` becomes `runCold(entry of f, a)`. A function that is named in any other way, a method in a prototype for
 * instance, keeps its entry in the table and does that call itself. A function that would save nothing stays.
 */

import { calledFunction, functionUses, removeFunctions } from "../calls.ts"
import { encodeCode, type Expression, type Statement } from "../code.ts"
import { writeGlobals, writeTable } from "../cold/constants.ts"
import { whyNotCold } from "../cold/eligible.ts"
import { addNames } from "../cold/names.ts"
import {
    CODE_MARK,
    findGlobals,
    findRunner,
    findTable,
    NAMES_MARK,
    releaseRunner,
} from "../cold/runner.ts"
import { ColdWriter } from "../cold/writer.ts"
import { FUNCTION_ENTRY_BYTES, type Image, type Routine } from "../image.ts"
import { LinkError } from "../link-error.ts"
import { readLiterals, writeLiterals } from "../literals.ts"
import { Op } from "../ops.ts"
import type { Pass } from "../pass.ts"
import { stackDepth, STACK_DEPTH_MAX } from "../stack.ts"
import { changeImage } from "../tree.ts"

/** What a call is longer by: the entry. */
const CALL_BYTES = 4
/** A function that only calls another, with its entry in the table. */
const STUB_BYTES = 30
/** Names and constants that a function may need. */
const WORTH_BYTES = 12

export const coldCode: Pass = {
    name: "cold code",
    run(image) {
        const runner = findRunner(image)
        const table = findTable(image)
        const globals = findGlobals(image)
        if (!runner || !table || !globals || !image.routines.some(each => each.isCold)) return
        const cold = worthwhile(image)
        const named: Expression = {
            op: Op.FUNCTION,
            value: image.routines.indexOf(runner),
            args: [],
        }
        const writer = new ColdWriter(number => cold.get(number), named)
        for (const each of cold.values()) writer.add(each)
        const bytes = writer.finish()
        writeTable(table, writer.constants)
        writeGlobals(globals, writer.globals)
        callRunner(image, cold, writer, named)
        put(image, bytes, writer.names)
        image.cold = { bytes: bytes.length, places: writer.places }
        removeUnnamed(image, cold)
        releaseRunner(image, runner)
    },
}

/** The functions that become data, by their numbers. */
function worthwhile(image: Image): Map<number, Routine> {
    const cold = new Map<number, Routine>()
    const uses = functionUses(image)
    const callers = callersOf(image)
    image.routines.forEach((routine, number) => {
        if (!routine.isCold || whyNotCold(routine) !== undefined) return
        const { others } = uses[number]!
        const fromCode = callers[number]!.filter(each => !each.isCold).length
        const costs = (others > 0 ? STUB_BYTES : 0) + fromCode * CALL_BYTES + WORTH_BYTES
        const bytes = encodeCode(routine.statements).bytes.length + FUNCTION_ENTRY_BYTES
        if (bytes > costs) cold.set(number, routine)
    })
    for (const each of image.routines) each.isCold = [...cold.values()].includes(each)
    return cold
}

/** For each function the callers of it, each as often as it calls. */
function callersOf({ routines }: Image): Routine[][] {
    const callers = routines.map((): Routine[] => [])
    for (const routine of routines)
        for (const each of routine.statements) {
            const called = calledFunction(each)
            if (called !== undefined) callers[called]!.push(routine)
        }
    return callers
}

function callRunner(
    image: Image,
    cold: ReadonlyMap<number, Routine>,
    writer: ColdWriter,
    runner: Expression
): void {
    for (const routine of image.routines) {
        if (routine.isCold) continue
        for (const each of routine.statements) {
            const called = cold.get(calledFunction(each) ?? -1)
            if (!called) continue
            each.args = [runner, entry(writer, called), ...each.args.slice(1)]
            each.op += 1
            if (stackDepth(each.args) > STACK_DEPTH_MAX)
                throw new LinkError("a call of cold code needs too many values")
        }
    }
    const uses = functionUses(withoutCold(image))
    for (const [number, routine] of cold) {
        if (uses[number]!.others === 0) continue
        becomeStub(routine, [runner, entry(writer, routine)])
    }
}

function entry(writer: ColdWriter, routine: Routine): Expression {
    return { op: Op.LITERAL, value: writer.entryOf(routine), args: [] }
}

/** The same functions by number, with nothing in those that are data. */
function withoutCold(image: Image): Image {
    return {
        ...image,
        routines: image.routines.map(each => (each.isCold ? { ...each, statements: [] } : each)),
    }
}

/** In place of its code a call of what runs it, with the arguments that it is given. */
function becomeStub(routine: Routine, call: readonly Expression[]): void {
    const place = routine.statements[0]?.place
    const given = Array.from({ length: routine.args }, (_, slot) => ({
        ...{ op: Op.LOAD_LOCAL, value: slot, args: [] },
    }))
    const statements: Statement[] = [
        { op: Op.CALL0 + 1 + given.length, args: [...call, ...given] },
        { op: Op.RETURN, args: [{ op: Op.RETURNED, args: [] }] },
    ]
    routine.statements = statements.map(each => ({ ...each, ...(place && { place }) }))
    routine.slots = routine.args
    routine.isCold = false
}

/** Puts code and names where the source has marks for them. */
function put(image: Image, bytes: Uint8Array, names: readonly number[]): void {
    const literals = readLiterals(image)
    const buffers = literals.buffers.map(each =>
        Buffer.from(each).equals(CODE_MARK) ? bytes : each
    )
    if (!buffers.includes(bytes)) throw new LinkError("there is no place for cold code")
    const mark = Buffer.from(NAMES_MARK)
    const isMark = (node: Expression): boolean => {
        const texts = node.op === Op.ASCII_STRING ? literals.ascii : literals.utf8
        const isString = node.op === Op.ASCII_STRING || node.op === Op.UTF8_STRING
        return isString && mark.equals(texts[node.value!]!)
    }
    const spec: Expression = { op: Op.SPEC, value: addNames(image, names), args: [] }
    changeImage(image, node => (isMark(node) ? spec : node))
    writeLiterals(image, { ...literals, buffers })
}

function removeUnnamed(image: Image, cold: ReadonlyMap<number, Routine>): void {
    const gone = new Set([...cold.values()].filter(each => each.isCold))
    removeFunctions(image, gone)
}
