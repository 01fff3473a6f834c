/**
 * Methods that can only be one function are called as that function, and leave their prototype.
 *
 * A call `object.name(a)` looks the name up in the object, its prototype, and so on. Where the program puts a function
 * under a name once, in the table of prototypes that its first statement fills, and uses the name for nothing but calls,
 * every call that finds anything finds that function: it becomes `function(object, a)`, with `object` as the argument
 * that was `this`. Names that the runtime knows are numbered apart (builtin strings) and stay as they are; so do those of
 * services and their packets.
 *
 * What is different: a call on undefined fails at its first use of `this`, in the method, and not before it. A name
 * that is put together at run time would find nothing; the compiler's type check knows no way to call by such a name.
 */

import { isCall, namesFunction } from "../calls.ts"
import type { Expression, Statement } from "../code.ts"
import { without } from "../flow.ts"
import { SPECS, viewOf, type Image, type Routine } from "../image.ts"
import { Op } from "../ops.ts"
import type { Pass } from "../pass.ts"
import { hasSlot, slotLiveness } from "../slots.ts"
import { stackDepth, STACK_DEPTH_MAX } from "../stack.ts"
import { asciiNumber, specNameOffsets } from "../strings.ts"
import { visitImage, visitTree } from "../tree.ts"

const NEEDS_THIS = 1

/** The builtin string "prototype". */
const PROTOTYPE = 52

/** A method under a name, while nothing speaks against calling it directly. */
interface Candidate {
    readonly assignment: Statement
    readonly functionNumber: number
    readonly calls: MethodCall[]
    /** How often its name, and its function, stand anywhere in the code. */
    nameUses: number
    functionUses: number
}

interface MethodCall {
    readonly call: Statement
    /** Where it was looked up, if not in the call itself. */
    readonly keeper?: Statement
}

export const directCalls: Pass = {
    name: "direct calls",
    run(image) {
        const table = prototypeTable(image)
        if (!table) return
        const candidates = findCandidates(image, table)
        findCalls(image, candidates)
        const direct = [...candidates.values()].filter(each => canBeDirect(each, image))
        for (const each of direct) makeDirect(each, image.routines[each.functionNumber]!)
        const removed = new Set(direct.map(each => each.assignment))
        table.statements = without(table.statements, removed)
    },
}

/** The function that the program's first statement calls, where that is as the compiler writes it. */
function prototypeTable(image: Image): Routine | undefined {
    const first = image.routines[0]?.statements[0]
    const called = first?.op === Op.CALL0 ? first.args[0] : undefined
    return called?.op === Op.FUNCTION ? image.routines[called.value!] : undefined
}

/** By the number of their name. */
function findCandidates(image: Image, table: Routine): Map<number, Candidate> {
    const candidates = new Map<number, Candidate>()
    for (const assignment of table.statements) {
        const [object, name, method] = assignment.args
        if (assignment.op !== Op.INDEX_SET || !isPrototype(object!)) continue
        if (name!.op !== Op.ASCII_STRING || method!.op !== Op.FUNCTION) continue
        const fresh = { assignment, functionNumber: method!.value!, calls: [] }
        candidates.set(name!.value!, { ...fresh, nameUses: 0, functionUses: 0 })
    }
    const specs = viewOf(image.sections[SPECS]!)
    for (const at of specNameOffsets(image))
        candidates.delete(asciiNumber(specs.getUint16(at, true)) ?? -1)
    return candidates
}

/** `F.prototype`, or one of the runtime's own prototypes. */
function isPrototype({ op, args, value }: Expression): boolean {
    if (op === Op.BUILTIN_OBJECT || op === Op.SPEC_PROTOTYPE) return true
    return op === Op.BUILTIN_FIELD && value === PROTOTYPE && isNamed(args[0]!.op)
}

function isNamed(op: number): boolean {
    return op === Op.FUNCTION || op === Op.BUILTIN_OBJECT
}

function findCalls(image: Image, candidates: Map<number, Candidate>): void {
    const byFunction = new Map([...candidates.values()].map(each => [each.functionNumber, each]))
    visitImage(image, ({ op, value }) => {
        const named = op === Op.ASCII_FIELD || op === Op.ASCII_STRING
        const candidate = named ? candidates.get(value!) : undefined
        if (candidate) candidate.nameUses++
        const called = namesFunction(op) ? byFunction.get(value!) : undefined
        if (called) called.functionUses++
    })
    for (const routine of image.routines) {
        const liveness = slotLiveness(routine)
        routine.statements.forEach((each, index) => {
            const field = each.args[0]
            if (field?.op !== Op.ASCII_FIELD) return
            const candidate = candidates.get(field.value!)
            if (!candidate) return
            if (isCall(each)) candidate.calls.push({ call: each })
            if (each.op !== Op.STORE_LOCAL) return
            const call = callOfKept(routine.statements, index)
            if (call && !hasSlot(liveness.after(call), each.value!))
                candidate.calls.push({ call, keeper: each })
        })
    }
}

/**
 * The call of a method that was looked up before its arguments, because there are jumps or calls in them, and kept in a
 * slot: the next statement that names that slot, where all ways to it come from there and nothing else is done with it.
 */
function callOfKept(statements: readonly Statement[], keeperIndex: number): Statement | undefined {
    const slot = statements[keeperIndex]!.value!
    const isNamed = (each: Statement) => each.op === Op.STORE_LOCAL && each.value === slot
    const end = statements.findIndex(
        (each, index) => index > keeperIndex && (isNamed(each) || loadsOf(each, slot) > 0)
    )
    const call = statements[end]
    if (!call || !isCall(call) || loadsOf(call, slot) > 1) return undefined
    if (call.args[0]!.op !== Op.LOAD_LOCAL || call.args[0]!.value !== slot) return undefined
    const between = new Set(statements.slice(keeperIndex + 1, end + 1))
    const isEntered = statements.some(
        each => each.target && between.has(each) !== between.has(each.target)
    )
    return isEntered ? undefined : call
}

function loadsOf(statement: Statement, slot: number): number {
    let count = 0
    visitTree<Statement | Expression>(statement, ({ op, value }) => {
        if (op === Op.LOAD_LOCAL && value === slot) count++
    })
    return count
}

/** Only its assignment and calls name it, and each call can hand over one more argument. */
function canBeDirect(candidate: Candidate, image: Image): boolean {
    const { calls, functionNumber, nameUses, functionUses } = candidate
    const method = image.routines[functionNumber]!
    if ((method.flags & NEEDS_THIS) === 0) return false
    if (functionUses !== 1 || nameUses !== calls.length + 1) return false
    return calls.every(
        each =>
            each.call.op < Op.CALL8 &&
            stackDepth(directArguments(each, candidate)) <= STACK_DEPTH_MAX
    )
}

function directArguments(
    { call, keeper }: MethodCall,
    { functionNumber }: Candidate
): Expression[] {
    const [callee, ...given] = call.args
    const object = keeper ? [callee!] : callee!.args
    return [{ op: Op.FUNCTION, value: functionNumber, args: [] }, ...object, ...given]
}

function makeDirect(candidate: Candidate, method: Routine): void {
    for (const each of candidate.calls) {
        each.call.args = directArguments(each, candidate)
        each.call.op++
        if (each.keeper) each.keeper.args = each.keeper.args[0]!.args
    }
    method.flags &= ~NEEDS_THIS
}
