/**
 * A function that is called from one place only is put into its caller: no entry in the table, no call, no return. One
 * that is called for every few bytes of sound (hot-list.ts) is so although others call it, too.
 *
 * Its slots become slots of the caller, behind those that are there, and begin as a call makes them: arguments as given,
 * whatever else is read before it is written undefined. What it returns is what the last call returned, or goes at once
 * where the caller puts it.
 *
 * What is different: a trace has a frame less, and names the function that was put in and its line in that.
 */

import { calledFunction, functionUses, removeFunctions, type FunctionUse } from "../calls.ts"
import { usesClosures } from "../closures.ts"
import type { Expression, Statement } from "../code.ts"
import { isUnwritten } from "../cold/runner.ts"
import { isHot } from "../hot-list.ts"
import type { Image, Origin, Routine } from "../image.ts"
import { Op } from "../ops.ts"
import type { Pass } from "../pass.ts"
import { returnedReads } from "../returned.ts"
import { slotLiveness, slotsOf } from "../slots.ts"
import { changeExpression } from "../tree.ts"
import { tryDepths } from "../try-depth.ts"
import { withoutReturns } from "./inline-returns.ts"

/** So many slots may a function have for a while. */
const SEPARATE_SLOTS = 120

type Preference = (callee?: Origin, caller?: Origin) => boolean | undefined

export const inline = inlineWith(isHot)

/** @param isHot whether a function is to be put into a caller; undefined: where it is the only one */
export function inlineWith(isHot: Preference): Pass {
    return {
        name: "functions called from one place",
        run(image) {
            removeFunctions(image, new Inliner(image, isHot).run())
        },
    }
}

class Inliner {
    private readonly uses: FunctionUse[]
    /** How often each function is still named. A copy that names others is one more: none of them is gone then. */
    private readonly left: number[]
    private readonly visited = new Set<Routine>()
    private readonly finished = new Set<Routine>()
    private readonly gone = new Set<Routine>()

    constructor(
        private readonly image: Image,
        private readonly isHot: Preference
    ) {
        this.uses = functionUses(image)
        this.left = this.uses.map(({ calls, others }) => calls.length + others)
    }

    /** @returns the functions that are in others now */
    run(): ReadonlySet<Routine> {
        for (const each of this.image.routines) this.visit(each)
        return this.gone
    }

    /** What a function calls is finished before it is put anywhere itself. */
    private visit(routine: Routine): void {
        if (this.visited.has(routine)) return
        this.visited.add(routine)
        const caller = new Caller(routine)
        for (const each of [...routine.statements]) {
            const number = calledFunction(each)
            if (number === undefined) continue
            const callee = this.image.routines[number]!
            this.visit(callee)
            if (!this.isWanted(number, routine) || !canBePutIn(callee)) continue
            if (!areAlike(routine, callee) || !caller.takeIn(each, callee)) continue
            if (--this.left[number]! === 0) this.gone.add(callee)
        }
        this.finished.add(routine)
    }

    /** Not in itself, by whatever way. */
    private isWanted(number: number, caller: Routine): boolean {
        const callee = this.image.routines[number]!
        if (!this.finished.has(callee)) return false
        return this.isHot(callee.origin, caller.origin) ?? this.isCalledOnce(number)
    }

    private isCalledOnce(number: number): boolean {
        const { calls, others } = this.uses[number]!
        return calls.length === 1 && others === 0
    }
}

/** Cold code is not put into functions that stay code, nor such a function, which may have loops, into cold code. */
function areAlike(caller: Routine, callee: Routine): boolean {
    return caller.isCold === callee.isCold && !isUnwritten(callee)
}

/** Nothing in it asks for a frame of its own. */
export function canBePutIn(callee: Routine): boolean {
    const { flags, statements } = callee
    if (flags !== 0 || usesClosures(callee)) return false
    const depths = tryDepths(statements)
    return (
        depths !== undefined &&
        statements.every(each => each.op !== Op.RETURN || (depths.get(each) ?? 0) === 0)
    )
}

/** A function that others are put into, one after the other. */
class Caller {
    private readonly ownSlots: number
    private readonly tries: ReadonlyMap<Statement, number> | undefined
    private readonly isReturnedRead: (statement: Statement) => boolean

    constructor(private readonly routine: Routine) {
        this.ownSlots = routine.slots
        this.tries = tryDepths(routine.statements)
        this.isReturnedRead = returnedReads(routine)
    }

    /** A function's statements in place of a call that was there from the beginning. @returns whether that could be done */
    takeIn(call: Statement, callee: Routine): boolean {
        const { routine } = this
        const { statements } = routine
        const index = statements.indexOf(call)
        const [next, afterNext] = statements.slice(index + 1, index + 3)
        const tries = this.tries?.get(call)
        if (tries === undefined || !next) return false
        const isReadLater = this.isReturnedRead(next)
        const slots = Math.max(callee.slots, call.args.length - 1)
        const first = this.firstSlotFor(slots)
        const body = copyOf(callee.statements, first)
        const fresh = [
            ...entryOf(call, callee, first),
            ...withoutReturns(body, { next, afterNext, isReadLater, tries }),
        ]
        routine.slots = Math.max(routine.slots, first + slots)
        routine.tries = Math.max(routine.tries, tries + callee.tries)
        statements.splice(index, 1, ...fresh)
        for (const each of statements) if (each.target === call) each.target = fresh[0]!
        return true
    }

    /**
     * Slots of their own are easier to share with others, one by one, than those that a function before has had. Where
     * they get many, they are had by several nevertheless: what was put in needs its slots no longer than it runs.
     */
    private firstSlotFor(slots: number): number {
        const { routine, ownSlots } = this
        return routine.slots + slots > SEPARATE_SLOTS ? ownSlots : routine.slots
    }
}

/** Every slot that is read before it is written as a call leaves it; values that were given too many could fail. */
function entryOf({ args, place }: Statement, callee: Routine, firstSlot: number): Statement[] {
    const given = args.slice(1)
    const store = (slot: number, value: Expression): Statement => ({
        ...{ op: Op.STORE_LOCAL, value: firstSlot + slot, args: [value] },
        ...(place && { place }),
    })
    const read = slotsOf(slotLiveness(callee).atStart(callee.statements))
    return [
        ...given.map((value, slot) => store(slot, value)),
        ...read
            .filter(slot => slot >= given.length)
            .map(slot => store(slot, { op: Op.UNDEFINED, args: [] })),
    ]
}

/** Statements with all their slots so many further on. */
function copyOf(statements: readonly Statement[], firstSlot: number): Statement[] {
    const change = (node: Expression): Expression =>
        node.op === Op.LOAD_LOCAL ? { ...node, value: node.value! + firstSlot } : node
    const copies = new Map(
        statements.map((each): [Statement, Statement] => [
            each,
            {
                ...each,
                args: each.args.map(arg => changeExpression(arg, change)),
                ...(each.op === Op.STORE_LOCAL && { value: each.value! + firstSlot }),
            },
        ])
    )
    for (const each of copies.values()) if (each.target) each.target = copies.get(each.target)!
    return [...copies.values()]
}
