/**
 * Functions of bytecode as text, for tests of the linker's passes.
 *
 * A line is a statement: `label: name number (expression) …`, where a jump has a label in place of the number. Of the
 * expressions `5` is a literal, `L2` the value of slot 2, `returned` one without values, `(add L1 2)` one with some, and
 * `(asciiField #7 L0)` one with a number besides.
 */

import type { Expression, Statement } from "../../tools/firmware/linker/code.ts"
import type { Routine } from "../../tools/firmware/linker/image.ts"
import { Op, OP_KINDS } from "../../tools/firmware/linker/ops.ts"

export function routine(text: string, about: Partial<Routine> = {}): Routine {
    const labels = new Map<string, Statement>()
    const jumps: [Statement, string][] = []
    const statements = text
        .trim()
        .split("\n")
        .map(line => {
            const [, label, rest] = /^\s*(?:(\w+):)?\s*(.*)$/.exec(line)!
            const tokens = rest!.match(/[()]|[^\s()]+/g)!
            const op = opOf(tokens.shift()!)
            const { hasNumber, isJump } = OP_KINDS[op]!
            const number = hasNumber ? tokens.shift()! : undefined
            const statement: Statement = { op, args: readArgs(tokens) }
            if (isJump) jumps.push([statement, number!])
            else if (number !== undefined) statement.value = Number(number)
            if (label) labels.set(label, statement)
            return statement
        })
    for (const [jump, label] of jumps) jump.target = labels.get(label)!
    return { slots: 8, args: 1, flags: 0, name: 0, tries: 0, statements, ...about }
}

function readArgs(tokens: string[]): Expression[] {
    const args: Expression[] = []
    while (tokens.length > 0 && tokens[0] !== ")") args.push(readExpression(tokens))
    return args
}

function readExpression(tokens: string[]): Expression {
    const token = tokens.shift()!
    if (token !== "(") return atom(token)
    const op = opOf(tokens.shift()!)
    const number = tokens[0]?.startsWith("#") ? Number(tokens.shift()!.slice(1)) : undefined
    const args = readArgs(tokens)
    tokens.shift()
    return { op, args, ...(number !== undefined && { value: number }) }
}

function atom(token: string): Expression {
    if (/^-?\d+$/.test(token)) return { op: Op.LITERAL, value: Number(token), args: [] }
    if (/^L\d+$/.test(token)) return { op: Op.LOAD_LOCAL, value: Number(token.slice(1)), args: [] }
    return { op: opOf(token), args: [] }
}

function opOf(name: string): number {
    const op = OP_KINDS.findIndex(kind => kind?.name === name)
    if (op < 0) throw new Error(`no instruction is called ${name}`)
    return op
}

/** The same text for the same function: labels are the numbers of lines, from 0 on. */
export function textOf({ statements }: Routine): string {
    const targets = new Set(statements.map(each => each.target))
    return statements
        .map((each, index) => {
            const number = each.target ? `l${statements.indexOf(each.target)}` : each.value
            const words = [OP_KINDS[each.op]!.name, number, ...each.args.map(showExpression)]
            const label = targets.has(each) ? `l${index}: ` : ""
            return label + words.filter(word => word !== undefined).join(" ")
        })
        .join("\n")
}

function showExpression({ op, value, args }: Expression): string {
    if (op === Op.LITERAL) return String(value)
    if (op === Op.LOAD_LOCAL) return `L${value}`
    const { name } = OP_KINDS[op]!
    if (args.length === 0 && value === undefined) return name
    const number = value === undefined ? [] : [`#${value}`]
    return `(${[name, ...number, ...args.map(showExpression)].join(" ")})`
}

/** What a step makes of a function, as text; both texts without indentation. */
export function after(
    step: (routine: Routine) => void,
    text: string,
    about?: Partial<Routine>
): string {
    const changed = routine(text, about)
    step(changed)
    return textOf(changed)
}

/** A text as `textOf` has it. */
export function plain(text: string): string {
    return textOf(routine(text))
}
