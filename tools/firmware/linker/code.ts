/** A function's code as a list of statements, each with its expressions as trees, and the bytes that stand for them. */

import { LinkError } from "./link-error.ts"
import { Op, OP_KINDS, type OpKind } from "./ops.ts"

export interface Expression {
    readonly op: number
    /** What stands behind the instruction; a small literal's value. */
    readonly value?: number
    readonly args: readonly Expression[]
    /** Where it comes from another place than its statement. */
    readonly place?: Place
}

/** Where in the sources code comes from: position over all sources laid end to end, and length. */
export interface Place {
    readonly position: number
    readonly length: number
}

export interface Statement {
    op: number
    value?: number
    args: readonly Expression[]
    /** Where a jump goes. */
    target?: Statement
    place?: Place
}

/** Literals of -16 … 111 are one byte. */
const FIRST_SMALL_LITERAL = 0x80
const SMALL_LITERAL_OFFSET = 0x90
/** Numbers below are one byte; others begin with a byte that has sign and length in it. */
export const FIRST_LONG_NUMBER = 0xf8
const NEGATIVE = 4
const LENGTH_MASK = 3
const PADDING = 0

/** Reads from a whole image, within one function. */
class Reader {
    constructor(
        private readonly image: Uint8Array,
        public at: number,
        public readonly end: number
    ) {}

    byte(): number {
        if (this.at >= this.end) throw new LinkError(`a function ends within an instruction`)
        return this.image[this.at++]!
    }

    number(): number {
        const head = this.byte()
        if (head < FIRST_LONG_NUMBER) return head
        let value = 0
        for (let rest = (head & LENGTH_MASK) + 1; rest > 0; rest--)
            value = (value << 8) | this.byte()
        return (head & NEGATIVE) !== 0 ? -value | 0 : value
    }

    /** Zeroes up to the end: they fill the last word. */
    isAtPadding(): boolean {
        return this.image.subarray(this.at, this.end).every(each => each === PADDING)
    }
}

/**
 * The statements between two addresses of an image.
 *
 * @param places where in the sources the code at an address comes from
 * @throws LinkError where it is no code of bytecode 2.16
 */
export function decodeCode(
    image: Uint8Array,
    start: number,
    end: number,
    places: ReadonlyMap<number, Place>
): Statement[] {
    const reader = new Reader(image, start, end)
    const byAddress = new Map<number, Statement>()
    const jumps: [Statement, number][] = []
    let place: Place | undefined
    while (!reader.isAtPadding()) {
        const at = reader.at
        const { statement, targetAddress } = decodeStatement(reader)
        place = places.get(at) ?? place
        if (place) statement.place = place
        byAddress.set(at, statement)
        if (targetAddress !== undefined) jumps.push([statement, targetAddress])
    }
    for (const [statement, address] of jumps) {
        const target = byAddress.get(address)
        if (!target) throw new LinkError(`a jump goes to ${address}, where no statement begins`)
        statement.target = target
    }
    return [...byAddress.values()]
}

function decodeStatement(reader: Reader): { statement: Statement; targetAddress?: number } {
    const stack: Expression[] = []
    for (;;) {
        const at = reader.at
        const op = reader.byte()
        if (op >= FIRST_SMALL_LITERAL) {
            stack.push({ op: Op.LITERAL, value: op - SMALL_LITERAL_OFFSET, args: [] })
            continue
        }
        const kind = kindOf(op)
        const number = kind.hasNumber ? reader.number() : undefined
        if (kind.takes > stack.length)
            throw new LinkError(`${kind.name} at ${at} has too few values`)
        const args = stack.splice(stack.length - kind.takes)
        const node = { op, args, ...(number !== undefined && !kind.isJump && { value: number }) }
        if (!kind.isStatement) {
            stack.push(node)
            continue
        }
        if (stack.length > 0) throw new LinkError(`${kind.name} at ${at} leaves values behind`)
        return kind.isJump ? { statement: node, targetAddress: at + number! } : { statement: node }
    }
}

function kindOf(op: number): OpKind {
    const kind = OP_KINDS[op]
    if (!kind) throw new LinkError(`the instruction ${op} is not known`)
    return kind
}

/** Functions begin at whole words. */
const ALIGNMENT = 4

export interface EncodedCode {
    readonly bytes: Uint8Array
    /** From which offset on the code comes from which place. */
    readonly places: readonly PlaceAt[]
}

export interface PlaceAt {
    readonly offset: number
    readonly place: Place
}

/** A statement without its jump's distance. */
interface Body {
    readonly bytes: number[]
    readonly places: PlaceAt[]
}

/** The bytes of a function's code, every jump as short as it can be. @throws LinkError where a jump leads out of it */
export function encodeCode(statements: readonly Statement[]): EncodedCode {
    const bodies = statements.map(encodeBody)
    // All jumps begin short and grow until every distance fits; a length never shrinks again, so this ends.
    const numberBytes = statements.map((each): number => (each.target ? 1 : 0))
    for (;;) {
        const offsets = layOut(statements, bodies, numberBytes)
        let isSettled = true
        statements.forEach((each, index) => {
            if (!each.target) return
            const needed = numberLength(distance(each, bodies[index]!, offsets))
            if (needed <= numberBytes[index]!) return
            numberBytes[index] = needed
            isSettled = false
        })
        if (isSettled) return assemble(statements, bodies, numberBytes, offsets)
    }
}

function layOut(
    statements: readonly Statement[],
    bodies: readonly Body[],
    numberBytes: readonly number[]
): Map<Statement, number> {
    const offsets = new Map<Statement, number>()
    let at = 0
    statements.forEach((each, index) => {
        offsets.set(each, at)
        at += bodies[index]!.bytes.length + numberBytes[index]!
    })
    return offsets
}

/** From the jump's own byte, the last of its body, to its target. */
function distance(jump: Statement, body: Body, offsets: ReadonlyMap<Statement, number>): number {
    const target = offsets.get(jump.target!)
    if (target === undefined) throw new LinkError("a jump goes to a statement that is not there")
    return target - (offsets.get(jump)! + body.bytes.length - 1)
}

function assemble(
    statements: readonly Statement[],
    bodies: readonly Body[],
    numberBytes: readonly number[],
    offsets: ReadonlyMap<Statement, number>
): EncodedCode {
    const bytes: number[] = []
    const places: PlaceAt[] = []
    statements.forEach((each, index) => {
        const body = bodies[index]!
        for (const { offset, place } of body.places)
            places.push({ offset: bytes.length + offset, place })
        for (const byte of body.bytes) bytes.push(byte)
        if (each.target) writeNumber(bytes, distance(each, body, offsets), numberBytes[index])
    })
    while (bytes.length % ALIGNMENT !== 0) bytes.push(PADDING)
    return { bytes: Uint8Array.from(bytes), places }
}

function encodeBody(statement: Statement): Body {
    const body: Body = { bytes: [], places: [] }
    const { op, value, args, place } = statement
    if (place) body.places.push({ offset: 0, place })
    for (const each of args) encodeExpression(body, each, place)
    body.bytes.push(op)
    if (value !== undefined) writeNumber(body.bytes, value)
    return body
}

function encodeExpression(body: Body, expression: Expression, around: Place | undefined): void {
    const { op, value, args, place = around } = expression
    if (place && place !== around) body.places.push({ offset: body.bytes.length, place })
    if (isSmallLiteral(op, value)) {
        body.bytes.push(value! + SMALL_LITERAL_OFFSET)
    } else {
        for (const each of args) encodeExpression(body, each, place)
        body.bytes.push(op)
        if (value !== undefined) writeNumber(body.bytes, value)
    }
    if (around && place !== around) body.places.push({ offset: body.bytes.length, place: around })
}

/** Bytes that a number takes; where more are asked for, it has zeroes in front. */
function writeNumber(bytes: number[], value: number, length = numberLength(value)): void {
    if (length === 1) {
        bytes.push(value)
        return
    }
    bytes.push(FIRST_LONG_NUMBER | (value < 0 ? NEGATIVE : 0) | (length - 2))
    const magnitude = Math.abs(value)
    for (let digit = length - 2; digit >= 0; digit--) bytes.push((magnitude >>> (8 * digit)) & 0xff)
}

function numberLength(value: number): number {
    if (value >= 0 && value < FIRST_LONG_NUMBER) return 1
    const magnitude = Math.abs(value)
    if (magnitude < 0x100) return 2
    if (magnitude < 0x10000) return 3
    return magnitude < 0x1000000 ? 4 : 5
}

/** Bytes that a statement takes, with a short distance where it is a jump. */
export function bytesOf({ value, args, target }: Statement): number {
    return 1 + lengthOf(value) + bytesOfAll(args) + (target ? 1 : 0)
}

/** Bytes that expressions take, one after the other. */
export function bytesOfAll(expressions: readonly Expression[]): number {
    let sum = 0
    for (const { op, value, args } of expressions)
        sum += isSmallLiteral(op, value) ? 1 : 1 + lengthOf(value) + bytesOfAll(args)
    return sum
}

function lengthOf(value: number | undefined): number {
    return value === undefined ? 0 : numberLength(value)
}

function isSmallLiteral(op: number, value: number | undefined): boolean {
    if (op !== Op.LITERAL) return false
    const byte = value! + SMALL_LITERAL_OFFSET
    return byte >= FIRST_SMALL_LITERAL && byte <= 0xff
}
