/** What is still to be read, at every statement of a function: worked out backwards from all that may follow. */

import type { Statement } from "./code.ts"
import { Op, OP_KINDS } from "./ops.ts"

/** One bit for each thing that can be read and written. */
export type BitSet = bigint

export interface Effects {
    reads(statement: Statement): BitSet
    /** What no longer matters before the statement, unless it reads it. */
    writes(statement: Statement): BitSet
    /** What somebody reads when the function has returned, or at any time. */
    readonly atReturn: BitSet
    readonly always: BitSet
}

export class Liveness {
    private readonly before = new Map<Statement, BitSet>()
    private readonly next = new Map<Statement, Statement | undefined>()
    /** Where a statement that throws may go on: each of them, wherever it stands. */
    private readonly handlers: Statement[]
    /** Where a `finally` may go on that a jump out of its `try` has come through. */
    private readonly farTargets: Statement[]

    constructor(
        statements: readonly Statement[],
        private readonly effects: Effects
    ) {
        this.handlers = statements.filter(({ op }) => op === Op.TRY).map(each => each.target!)
        this.farTargets = statements
            .filter(({ op }) => op === Op.THROW_JUMP)
            .map(each => each.target!)
        const reads = new Map(statements.map(each => [each, effects.reads(each)]))
        const kept = new Map(statements.map(each => [each, ~effects.writes(each)]))
        statements.forEach((each, index) => this.next.set(each, statements[index + 1]))
        const backwards = [...statements].reverse()
        for (let isSettled = false; !isSettled;) {
            isSettled = true
            for (const each of backwards) {
                const live =
                    (this.after(each) & kept.get(each)!) | reads.get(each)! | this.anywhere()
                if (live === this.before.get(each)) continue
                this.before.set(each, live)
                isSettled = false
            }
        }
    }

    after(statement: Statement): BitSet {
        const { op, target } = statement
        const next = OP_KINDS[op]!.isFinal ? undefined : this.next.get(statement)
        const there = next ? this.atStartOf(next) : 0n
        const away = target ? this.atStartOf(target) : 0n
        const returned = op === Op.RETURN ? this.effects.atReturn : 0n
        const far = op === Op.RE_THROW ? this.atStartOfAny(this.farTargets) : 0n
        return there | away | this.anywhere() | returned | far
    }

    /** What is read before it is written at all. */
    atStart(statements: readonly Statement[]): BitSet {
        return statements[0] ? this.atStartOf(statements[0]) : 0n
    }

    private anywhere(): BitSet {
        return this.effects.always | this.atStartOfAny(this.handlers)
    }

    private atStartOfAny(statements: readonly Statement[]): BitSet {
        return statements.reduce((bits, each) => bits | this.atStartOf(each), 0n)
    }

    private atStartOf(statement: Statement): BitSet {
        return this.before.get(statement) ?? 0n
    }
}
