/** Which function names which others, and taking functions out of a program. */

import type { Expression, Statement } from "./code.ts"
import type { Image, Routine } from "./image.ts"
import { inverse } from "./numbering.ts"
import { Op } from "./ops.ts"
import { changeImage, visitTree } from "./tree.ts"

/** What names a function, by the function's number. */
export interface FunctionUse {
    /** Statements that call it as `function(…)`. */
    readonly calls: Statement[]
    /** How often it is named in any other way. */
    others: number
}

/** The virtual machine starts the program with function 0. */
const START = 0

export function isCall({ op }: Statement): boolean {
    return op >= Op.CALL0 && op <= Op.CALL8
}

/** The number of the function that a statement calls by its number. */
export function calledFunction(statement: Statement): number | undefined {
    const callee = isCall(statement) ? statement.args[0] : undefined
    return callee?.op === Op.FUNCTION ? callee.value : undefined
}

export function namesFunction(op: number): boolean {
    return op === Op.FUNCTION || op === Op.CLOSURE
}

export function functionUses({ routines }: Image): FunctionUse[] {
    const uses = routines.map((): FunctionUse => ({ calls: [], others: 0 }))
    for (const { statements } of routines)
        for (const each of statements) {
            const called = calledFunction(each)
            visitFunctionNames(each, number => uses[number]!.others++)
            if (called === undefined) continue
            uses[called]!.calls.push(each)
            uses[called]!.others--
        }
    return uses
}

function visitFunctionNames(statement: Statement, visit: (number: number) => void): void {
    visitTree<Statement | Expression>(statement, ({ op, value }) => {
        if (namesFunction(op)) visit(value!)
    })
}

/** The functions that the program can get to, from its first statement on. */
export function reachable({ routines }: Image): Set<Routine> {
    const reached = new Set<Routine>()
    const waiting = [routines[START]!]
    for (let each = waiting.pop(); each; each = waiting.pop()) {
        if (reached.has(each)) continue
        reached.add(each)
        for (const statement of each.statements)
            visitFunctionNames(statement, number => waiting.push(routines[number]!))
    }
    return reached
}

/** Without some functions, which nothing names any more. */
export function removeFunctions(image: Image, removed: ReadonlySet<Routine>): void {
    const numbers = image.routines.map((_, number) => number)
    reorderFunctions(
        image,
        numbers.filter(number => !removed.has(image.routines[number]!))
    )
}

/** @param order old numbers in their new order; those left out are named nowhere */
export function reorderFunctions(image: Image, order: readonly number[]): void {
    const numbers = inverse(order)
    image.routines = order.map(old => image.routines[old]!)
    changeImage(image, node =>
        namesFunction(node.op) ? { ...node, value: numbers[node.value!]! } : node
    )
}
