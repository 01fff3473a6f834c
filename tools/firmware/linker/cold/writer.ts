/** Writes functions as cold code, one behind the other. */

import type { Expression, Place, Statement } from "../code.ts"
import type { Routine } from "../image.ts"
import { LinkError } from "../link-error.ts"
import { Op } from "../ops.ts"
import { stackDepth } from "../stack.ts"
import { ColdOp, SMALL_LITERAL_ZERO } from "./cold-ops.ts"
import { isConstant, isField, isName, opOfOne, opOfTwo, statementOp, stringOf } from "./forms.ts"

const ADDRESS_MAX = 0xffff
const BYTE_MAX = 0xff

/** From which address on the code comes from which place. */
export interface ColdPlace {
    readonly at: number
    readonly place: Place
}

export class ColdWriter {
    private readonly code: number[] = []
    private readonly entries = new Map<Routine, number>()
    /** Where an entry's address stands that was not known yet. */
    private readonly calls: { at: number; routine: Routine }[] = []
    private readonly constantNumbers = new Map<string, number>()
    private readonly nameNumbers = new Map<number, number>()
    private readonly globalNumbers = new Map<number, number>()
    /** Where what is being written comes from. */
    private place: Place | undefined
    readonly constants: Expression[] = []
    /** Numbers of variables. */
    readonly globals: number[] = []
    /** Strings, as functions and specifications name them. */
    readonly names: number[] = []
    readonly places: ColdPlace[] = []

    /**
     * @param coldAt the function of that number, where it is cold as well
     * @param runner what runs cold code
     */
    constructor(
        private readonly coldAt: (functionNumber: number) => Routine | undefined,
        private readonly runner: Expression
    ) {}

    /** @throws LinkError where all code would be too long */
    add(routine: Routine): void {
        this.entries.set(routine, this.code.length)
        const depth = routine.statements.reduce(
            (deepest, each) => Math.max(deepest, stackDepth(each.args)),
            0
        )
        // One more where a cold function is called.
        this.code.push(routine.slots, depth + 1)
        const starts = new Map<Statement, number>()
        const jumps: { at: number; target: Statement }[] = []
        for (const each of routine.statements) {
            starts.set(each, this.code.length)
            this.place = each.place
            this.notePlace()
            this.statement(each)
            if (each.target) jumps.push({ at: this.code.length - 2, target: each.target })
        }
        for (const { at, target } of jumps) this.patch(at, starts.get(target)!)
    }

    entryOf(routine: Routine): number {
        return this.entries.get(routine)!
    }

    finish(): Uint8Array {
        for (const { at, routine } of this.calls) this.patch(at, this.entryOf(routine))
        return Uint8Array.from(this.code)
    }

    private statement(statement: Statement): void {
        const { op, value, target } = statement
        const code = statementOp(statement)!
        if (code >= ColdOp.Call) return this.call(statement, code)
        if (op === Op.ALLOC_MAP) this.literal(-1)
        for (const each of this.operands(statement)) this.expression(each)
        this.code.push(code)
        if (op === Op.STORE_LOCAL) this.number(value!)
        if (target) this.number(0)
    }

    /** A cold function is called by what runs it, with its entry in front. */
    private call({ args }: Statement, code: number): void {
        const [callee, ...given] = args
        const cold = callee!.op === Op.FUNCTION ? this.coldAt(callee!.value!) : undefined
        this.expression(cold ? this.runner : callee!)
        if (cold) {
            this.code.push(ColdOp.Literal)
            this.calls.push({ at: this.code.length, routine: cold })
            this.code.push(0, 0, 0, 0)
        }
        for (const each of given) this.expression(each)
        this.code.push(cold ? code + 1 : code)
    }

    private notePlace(): void {
        if (this.place) this.places.push({ at: this.code.length, place: this.place })
    }

    private expression(node: Expression): void {
        const around = this.place
        if (!node.place || node.place === around) return this.value(node)
        this.place = node.place
        this.notePlace()
        this.value(node)
        this.place = around
        this.notePlace()
    }

    private value(node: Expression): void {
        const { op, value } = node
        if (op === Op.LITERAL) return this.literal(value!)
        if (op === Op.LOAD_LOCAL) return void this.code.push(ColdOp.Local + value!)
        if (op === Op.RETURNED) return void this.code.push(ColdOp.Returned)
        for (const each of this.operands(node)) this.expression(each)
        if (isName(op)) {
            this.code.push(isField(op) ? ColdOp.Field : ColdOp.String)
            this.number(numberOf(this.nameNumbers, stringOf(node), this.names, stringOf(node)))
        } else if (op === Op.LOAD_GLOBAL) {
            this.code.push(ColdOp.Global)
            this.number(numberOf(this.globalNumbers, value!, this.globals, value!))
        } else if (isConstant(node)) {
            this.code.push(ColdOp.Constant)
            this.number(numberOf(this.constantNumbers, `${op} ${value}`, this.constants, node))
        } else if (op !== Op.NEW) this.code.push((opOfOne(op) ?? opOfTwo(node))!)
    }

    /** The format of a number in a buffer is in the instruction. */
    private operands({ op, args }: Statement | Expression): readonly Expression[] {
        if (op !== Op.LOAD_BUFFER && op !== Op.STORE_BUFFER) return args
        return args.filter((_, index) => index !== 1)
    }

    private literal(value: number): void {
        const byte = SMALL_LITERAL_ZERO + value
        if (byte >= ColdOp.SmallLiteral && byte <= BYTE_MAX) this.code.push(byte)
        else this.code.push(ColdOp.Literal, ...bytesOf(value, 4))
    }

    private number(value: number): void {
        this.code.push(...bytesOf(value, 2))
    }

    private patch(at: number, address: number): void {
        if (address > ADDRESS_MAX) throw new LinkError("more than 64 KB of cold code")
        bytesOf(address, 2).forEach((byte, index) => (this.code[at + index] = byte))
    }
}

function bytesOf(value: number, count: number): number[] {
    return Array.from({ length: count }, (_, index) => (value >> (8 * index)) & BYTE_MAX)
}

function numberOf<K, V>(numbers: Map<K, number>, key: K, list: V[], value: V): number {
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, list.length)
    list.push(value)
    return list.length - 1
}
