/**
 * Classes of which nothing is asked but what their constructors put into objects: these are plain functions, and make plain
 * objects.
 *
 * The machine makes a prototype for every class as soon as the first object of it is made, whether or not there is anything in
 * it: a map, room for four members, and an entry in a table, 94 bytes of heap. Where no method is looked up any more (`direct
 * calls`), nobody extends the class, and nobody asks whether an object is one of it, the function makes an object such as
 * `{}` does, fills it and returns it. Then it can be put into its caller like any other, or be cold.
 *
 * What is different: such an object has no `constructor`. A program in which any code names that, or prototypes of objects, is
 * left as it is.
 */

import { isCall } from "../calls.ts"
import type { Expression, Statement } from "../code.ts"
import { usesClosures } from "../closures.ts"
import type { Image, Routine } from "../image.ts"
import { Op } from "../ops.ts"
import type { Pass } from "../pass.ts"
import { changeExpression, visitImage, visitTree } from "../tree.ts"

const NEEDS_THIS = 1
const IS_CONSTRUCTOR = 2

/** The builtin strings "getPrototypeOf", "constructor" and "__proto__". */
const ASKS_FOR_CLASS = [122, 123, 124]

export const plainObjects: Pass = {
    name: "plain objects",
    run(image) {
        if (asksForClass(image)) return
        const makers = findMakers(image)
        for (const { statements } of image.routines)
            for (const each of statements) {
                const made = newOf(each)
                if (made !== undefined && makers.has(image.routines[made]!))
                    each.args = [each.args[0]!.args[0]!, ...each.args.slice(1)]
            }
        for (const each of makers) makePlain(each)
    },
}

function asksForClass(image: Image): boolean {
    let isAsking = false
    visitImage(image, ({ op, value }) => {
        const isName = op === Op.BUILTIN_FIELD || op === Op.BUILTIN_STRING
        if (isName && ASKS_FOR_CLASS.includes(value!)) isAsking = true
    })
    return isAsking
}

/** The number of the function of which a statement makes a new object. */
function newOf(statement: Statement): number | undefined {
    const callee = isCall(statement) ? statement.args[0]! : undefined
    if (callee?.op !== Op.NEW || callee.args[0]!.op !== Op.FUNCTION) return undefined
    return callee.args[0]!.value
}

/** Constructors that are named where objects are made, and nowhere else. */
function findMakers(image: Image): Set<Routine> {
    const others = image.routines.map(() => 0)
    for (const { statements } of image.routines)
        for (const each of statements) {
            visitTree<Statement | Expression>(each, ({ op, value }) => {
                if (op === Op.FUNCTION || op === Op.CLOSURE) others[value!]!++
            })
            const made = newOf(each)
            if (made !== undefined) others[made]!--
        }
    return new Set(
        image.routines.filter((each, number) => others[number] === 0 && canBePlain(each))
    )
}

function canBePlain(routine: Routine): boolean {
    const { flags, statements } = routine
    if (flags !== (NEEDS_THIS | IS_CONSTRUCTOR) || usesClosures(routine)) return false
    return statements.every(({ op, args }) => op !== Op.RETURN || args[0]!.op === Op.UNDEFINED)
}

/** The object, which was given in slot 0, is behind the arguments, which move up. */
function makePlain(routine: Routine): void {
    const object = routine.args - 1
    const moved = (slot: number) => (slot === 0 ? object : slot <= object ? slot - 1 : slot)
    const change = (node: Expression): Expression =>
        node.op === Op.LOAD_LOCAL ? { ...node, value: moved(node.value!) } : node
    for (const each of routine.statements) {
        if (each.op === Op.RETURN) each.args = [{ op: Op.LOAD_LOCAL, value: 0, args: [] }]
        each.args = each.args.map(arg => changeExpression(arg, change))
        if (each.op === Op.STORE_LOCAL) each.value = moved(each.value!)
    }
    const place = routine.statements[0]?.place
    const start = (statement: Statement): Statement => ({ ...statement, ...(place && { place }) })
    routine.statements = [
        start({ op: Op.ALLOC_MAP, args: [] }),
        start({
            ...{ op: Op.STORE_LOCAL, value: object },
            args: [{ op: Op.RETURNED, args: [] }],
        }),
        ...routine.statements,
    ]
    routine.args--
    routine.flags = 0
}
