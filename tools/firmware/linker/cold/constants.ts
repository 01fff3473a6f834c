/** What cold code names by number and only an instruction can name, in a table that is filled by code. */

import type { Expression, Statement } from "../code.ts"
import type { Routine } from "../image.ts"
import { Op } from "../ops.ts"

/** As many arguments as a call can have. */
const PUSHED_AT_ONCE = 8
/** The builtin string "push". */
const PUSH = 53

/** A function that returns an array of constants, with no place for more. */
export function writeTable(table: Routine, constants: readonly Expression[]): void {
    const place = table.statements[0]?.place
    const made: Expression = { op: Op.LOAD_LOCAL, value: 0, args: [] }
    const push: Expression = { op: Op.BUILTIN_FIELD, value: PUSH, args: [made] }
    const count: Expression = { op: Op.LITERAL, value: constants.length, args: [] }
    const statements: Statement[] = [
        { op: Op.ALLOC_ARRAY, args: [count] },
        { op: Op.STORE_LOCAL, value: 0, args: [{ op: Op.RETURNED, args: [] }] },
    ]
    for (let at = 0; at < constants.length; at += PUSHED_AT_ONCE) {
        const values = constants.slice(at, at + PUSHED_AT_ONCE)
        statements.push({ op: Op.CALL0 + values.length, args: [push, ...values] })
    }
    statements.push({ op: Op.RETURN, args: [made] })
    table.slots = 1
    table.statements = statements.map(each => ({ ...each, ...(place && { place }) }))
}

/** A function that returns the variable of the number that it is given. */
export function writeGlobals(routine: Routine, globals: readonly number[]): void {
    const place = routine.statements[0]?.place
    const end: Statement = { op: Op.RETURN, args: [{ op: Op.UNDEFINED, args: [] }] }
    const statements: Statement[] = [end]
    for (let number = globals.length - 1; number >= 0; number--) {
        const given: Expression = { op: Op.LOAD_LOCAL, value: 0, args: [] }
        const wanted: Expression = { op: Op.LITERAL, value: number, args: [] }
        const load: Expression = { op: Op.LOAD_GLOBAL, value: globals[number]!, args: [] }
        statements.unshift(
            {
                op: Op.JUMP_IF_NOT,
                args: [{ op: Op.EQUAL, args: [given, wanted] }],
                target: statements[0]!,
            },
            { op: Op.RETURN, args: [load] }
        )
    }
    for (const each of statements) if (place) each.place = place
    routine.statements = statements
}

/** Variables that only ever hold one thing which is in the image, by their number. */
export function constantGlobals(routines: readonly Routine[]): Map<number, Expression> {
    const stores = routines
        .flatMap(({ statements }) => statements)
        .filter(({ op }) => op === Op.STORE_GLOBAL)
    const values = new Map<number, Expression>()
    for (const { value, args } of stores) {
        const isOnly = stores.filter(each => each.value === value).length === 1
        if (isOnly && args[0]!.op === Op.BUFFER) values.set(value!, args[0]!)
    }
    return values
}
