/**
 * A function's slots: its arguments, then its variables and what the compiler keeps for a moment. Which of them hold
 * something that is read later, at every statement.
 */

import type { Expression, Statement } from "./code.ts"
import type { Routine } from "./image.ts"
import { Op, OP_KINDS } from "./ops.ts"
import { visitTree } from "./tree.ts"

/** One bit for each slot. */
export type SlotSet = bigint

const IS_CONSTRUCTOR = 2
const THIS: SlotSet = 1n

/** Does nobody else read a function's slots? A closure that is made in it could. */
export function ownsSlots({ statements }: Routine): boolean {
    let isOwn = true
    for (const each of statements)
        visitTree<Statement | Expression>(each, ({ op }) => {
            if (op === Op.CLOSURE) isOwn = false
        })
    return isOwn
}

/** What of the slots is read after each statement, before it is written again. */
export class Liveness {
    private readonly before = new Map<Statement, SlotSet>()
    private readonly next = new Map<Statement, Statement | undefined>()
    private readonly atReturn: SlotSet
    /** Where a statement that throws may go on: each of them, wherever it stands. */
    private readonly handlers: Statement[]

    constructor({ statements, flags }: Routine) {
        // A constructor that returns nothing returns slot 0.
        this.atReturn = (flags & IS_CONSTRUCTOR) !== 0 ? THIS : 0n
        this.handlers = statements.filter(({ op }) => op === Op.TRY).map(each => each.target!)
        const uses = new Map(statements.map(each => [each, slotsRead(each)]))
        statements.forEach((each, index) => this.next.set(each, statements[index + 1]))
        const backwards = [...statements].reverse()
        for (let isSettled = false; !isSettled;) {
            isSettled = true
            for (const each of backwards) {
                const live =
                    (this.after(each) & ~slotWritten(each)) | uses.get(each)! | this.inHandlers()
                if (live === this.before.get(each)) continue
                this.before.set(each, live)
                isSettled = false
            }
        }
    }

    after(statement: Statement): SlotSet {
        const { op, target } = statement
        const next = OP_KINDS[op]!.isFinal ? undefined : this.next.get(statement)
        const there = next ? this.atStartOf(next) : 0n
        const away = target ? this.atStartOf(target) : 0n
        return there | away | this.inHandlers() | (op === Op.RETURN ? this.atReturn : 0n)
    }

    /** What is read before it is written at all: arguments, and what is undefined then. */
    atStart(statements: readonly Statement[]): SlotSet {
        return statements[0] ? this.atStartOf(statements[0]) : 0n
    }

    private inHandlers(): SlotSet {
        return this.handlers.reduce((slots, each) => slots | this.atStartOf(each), 0n)
    }

    private atStartOf(statement: Statement): SlotSet {
        return this.before.get(statement) ?? 0n
    }
}

/** The slot that a statement writes, as a set of one or none. */
export function slotWritten({ op, value }: Statement): SlotSet {
    return op === Op.STORE_LOCAL ? 1n << BigInt(value!) : 0n
}

function slotsRead(statement: Statement): SlotSet {
    let slots = 0n
    visitTree<Statement | Expression>(statement, ({ op, value }) => {
        if (op === Op.LOAD_LOCAL) slots |= 1n << BigInt(value!)
    })
    return slots
}

export function hasSlot(slots: SlotSet, slot: number): boolean {
    return ((slots >> BigInt(slot)) & 1n) !== 0n
}

export function slotsOf(slots: SlotSet): number[] {
    const numbers: number[] = []
    for (let slot = 0; slots >> BigInt(slot) !== 0n; slot++)
        if (hasSlot(slots, slot)) numbers.push(slot)
    return numbers
}
