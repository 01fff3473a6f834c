/** Which of the virtual machine's instructions have which form in cold code. */

import type { Expression, Statement } from "../code.ts"
import { Op, OP_KINDS } from "../ops.ts"
import { ASCII, BUILTIN, nameOf, UTF8 } from "../strings.ts"
import { ColdOp } from "./cold-ops.ts"

type Code = number

/** Those without operands that run once, where the table of constants is filled. */
const CONSTANTS = codesOf(
    "function builtinObject mathField dsField objectField buffer spec specPrototype float infinity nan true false null undefined"
)

const OF_ONE = formsOf({
    not: ColdOp.Not,
    isUndefined: ColdOp.IsUndefined,
    isNullish: ColdOp.IsNullish,
    negative: ColdOp.Negative,
    bitNot: ColdOp.BitNot,
    toInt: ColdOp.ToInt,
    typeOfString: ColdOp.TypeOf,
    toBool: ColdOp.ToBool,
})

const OF_TWO = formsOf({
    add: ColdOp.Add,
    subtract: ColdOp.Subtract,
    index: ColdOp.Index,
    equal: ColdOp.Equal,
    notEqual: ColdOp.NotEqual,
    less: ColdOp.Less,
    lessOrEqual: ColdOp.LessOrEqual,
    multiply: ColdOp.Multiply,
    instanceOf: ColdOp.InstanceOf,
    bitAnd: ColdOp.BitAnd,
    bitOr: ColdOp.BitOr,
    bitXor: ColdOp.BitXor,
    shiftLeft: ColdOp.ShiftLeft,
    shiftRight: ColdOp.ShiftRight,
    shiftRightUnsigned: ColdOp.ShiftRightUnsigned,
})

const STATEMENTS = formsOf({
    return: ColdOp.Return,
    indexSet: ColdOp.IndexSet,
    storeReturned: ColdOp.StoreReturned,
    throw: ColdOp.Throw,
    allocMap: ColdOp.Make,
    allocArray: ColdOp.Make,
    storeLocal: ColdOp.StoreLocal,
    jump: ColdOp.Jump,
    jumpIfNot: ColdOp.JumpIfNot,
    jumpIfReturnedNullish: ColdOp.JumpIfReturnedNullish,
})

/** Kinds of strings by the instructions that name one. */
const STRINGS = kindsOf({ asciiString: ASCII, utf8String: UTF8, builtinString: BUILTIN })
const FIELDS = kindsOf({ asciiField: ASCII, utf8Field: UTF8, builtinField: BUILTIN })

/** Formats of numbers in buffers: what a literal in the code says. */
const U16 = 1
const U32 = 2
const LOADS = new Map<number, Code>([
    [U16, ColdOp.LoadU16],
    [U32, ColdOp.LoadU32],
])
const STORES = new Map<number, Code>([
    [U16, ColdOp.StoreU16],
    [U32, ColdOp.StoreU32],
])

export function isConstant({ op }: Expression): boolean {
    return CONSTANTS.has(op)
}

export function isName(op: number): boolean {
    return STRINGS.has(op) || FIELDS.has(op)
}

export function isField(op: number): boolean {
    return FIELDS.has(op)
}

/** The string that an instruction names, as functions and specifications name it. */
export function stringOf({ op, value }: Expression): number {
    return nameOf((STRINGS.get(op) ?? FIELDS.get(op))!, value!)
}

export function opOfOne(op: number): Code | undefined {
    return OF_ONE.get(op)
}

/** Also of loads from a buffer: their format is in the instruction. */
export function opOfTwo(node: Expression): Code | undefined {
    return node.op === Op.LOAD_BUFFER ? formatted(LOADS, node) : OF_TWO.get(node.op)
}

export function statementOp(node: Statement | Expression): Code | undefined {
    const { op } = node
    if (op === Op.STORE_BUFFER) return formatted(STORES, node)
    return op >= Op.CALL0 && op <= Op.CALL8 ? ColdOp.Call + (op - Op.CALL0) : STATEMENTS.get(op)
}

function formatted(
    codes: ReadonlyMap<number, Code>,
    { args }: Pick<Expression, "args">
): Code | undefined {
    const format = args[1]!
    return format.op === Op.LITERAL ? codes.get(format.value!) : undefined
}

function codesOf(names: string): Set<number> {
    return new Set(names.split(" ").map(codeOf))
}

function formsOf(forms: Readonly<Record<string, Code>>): Map<number, Code> {
    return new Map(Object.entries(forms).map(([name, code]) => [codeOf(name), code]))
}

function kindsOf(kinds: Readonly<Record<string, number>>): Map<number, number> {
    return formsOf(kinds)
}

function codeOf(name: string): number {
    const code = OP_KINDS.findIndex(kind => kind?.name === name)
    if (code < 0) throw new Error(`no instruction is called ${name}`)
    return code
}
