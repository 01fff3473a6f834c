/**
 * What the last call returned can be read again, in one byte, as long as nothing else is returned: a slot that it has been
 * put into is read in two. Often the slot is not needed at all then.
 */

import type { Expression, Statement } from "../code.ts"
import type { Routine } from "../image.ts"
import { Op, OP_KINDS } from "../ops.ts"
import { writesReturned } from "../returned.ts"
import { slotWritten, type SlotSet } from "../slots.ts"
import { changeExpression } from "../tree.ts"

export function readReturned({ statements }: Routine): void {
    const known = knownReturned(statements)
    for (const each of statements) {
        const slots = known.get(each) ?? 0n
        if (slots === 0n) continue
        const change = (node: Expression): Expression =>
            isIn(node, slots) ? { op: Op.RETURNED, args: [] } : node
        each.args = each.args.map(arg => changeExpression(arg, change))
    }
}

function isIn({ op, value }: Expression, slots: SlotSet): boolean {
    return op === Op.LOAD_LOCAL && ((slots >> BigInt(value!)) & 1n) !== 0n
}

/** Before each statement that is reached: the slots that hold what was returned last, on every way there. */
function knownReturned(statements: readonly Statement[]): Map<Statement, SlotSet> {
    const nextOf = new Map(statements.map((each, index) => [each, statements[index + 1]]))
    const known = new Map<Statement, SlotSet>()
    const waiting: Statement[] = []
    const reach = (statement: Statement | undefined, slots: SlotSet) => {
        if (!statement) return
        const before = known.get(statement)
        const both = before === undefined ? slots : before & slots
        if (both === before) return
        known.set(statement, both)
        waiting.push(statement)
    }
    reach(statements[0], 0n)
    for (let each = waiting.pop(); each; each = waiting.pop()) {
        const after = slotsAfter(each, known.get(each)!)
        // What is thrown is in the place of what was returned, in handlers and where a jump leads out of tries.
        const isThrown = each.op === Op.TRY || each.op === Op.THROW_JUMP
        reach(each.target, isThrown ? 0n : after)
        if (!OP_KINDS[each.op]!.isFinal) reach(nextOf.get(each), after)
    }
    return known
}

function slotsAfter(statement: Statement, before: SlotSet): SlotSet {
    const { op, args } = statement
    if (op === Op.STORE_RETURNED) return slotRead(args[0]!)
    if (writesReturned(statement) || op === Op.JUMP_IF_RETURNED_NULLISH) return 0n
    if (op !== Op.STORE_LOCAL) return before
    const written = slotWritten(statement)
    const isSame = args[0]!.op === Op.RETURNED || isIn(args[0]!, before)
    return isSame ? before | written : before & ~written
}

function slotRead({ op, value }: Expression): SlotSet {
    return op === Op.LOAD_LOCAL ? 1n << BigInt(value!) : 0n
}
