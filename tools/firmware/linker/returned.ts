/** What the last call returned: one value for each fiber, which statements read and write as if it was a slot. */

import { isCall } from "./calls.ts"
import type { Expression, Statement } from "./code.ts"
import type { Routine } from "./image.ts"
import { Liveness } from "./liveness.ts"
import { Op } from "./ops.ts"
import { visitTree } from "./tree.ts"

const RETURNED = 1n

/**
 * Statements that write it whatever happens. A call that throws leaves the exception there, and so it is written, too,
 * where a handler begins.
 */
const WRITERS: readonly number[] = [
    ...[Op.ALLOC_MAP, Op.ALLOC_ARRAY, Op.ALLOC_BUFFER, Op.INDEX_DELETE, Op.CALL_ARRAY],
    ...[Op.STORE_RETURNED, Op.CATCH, Op.FINALLY],
]

/** Whether something may read, after a statement, what was returned until then. */
export function returnedReads({ statements }: Routine): (statement: Statement) => boolean {
    const live = new Liveness(statements, {
        reads: statement => (readsReturned(statement) ? RETURNED : 0n),
        writes: each => (writesReturned(each) ? RETURNED : 0n),
        atReturn: 0n,
        always: 0n,
    })
    return statement => live.after(statement) !== 0n
}

export function writesReturned(statement: Statement): boolean {
    return WRITERS.includes(statement.op) || isCall(statement)
}

function readsReturned(statement: Statement): boolean {
    let isRead = statement.op === Op.JUMP_IF_RETURNED_NULLISH
    visitTree<Statement | Expression>(statement, ({ op }) => {
        if (op === Op.RETURNED) isRead = true
    })
    return isRead
}
