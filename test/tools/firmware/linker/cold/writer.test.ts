import assert from "node:assert/strict"
import { test } from "node:test"
import type { Expression, Statement } from "../../../../../tools/firmware/linker/code.ts"
import { whyNotCold } from "../../../../../tools/firmware/linker/cold/eligible.ts"
import { ColdWriter } from "../../../../../tools/firmware/linker/cold/writer.ts"
import type { Routine } from "../../../../../tools/firmware/linker/image.ts"
import { Op } from "../../../../../tools/firmware/linker/ops.ts"

const RUNNER: Expression = { op: Op.FUNCTION, value: 9, args: [] }

function local(value: number): Expression {
    return { op: Op.LOAD_LOCAL, value, args: [] }
}

function literal(value: number): Expression {
    return { op: Op.LITERAL, value, args: [] }
}

function routineOf(statements: Statement[], rest: Partial<Routine> = {}): Routine {
    return { slots: 2, args: 1, flags: 0, name: 0, tries: 0, statements, ...rest }
}

function written(routines: Routine[], names: Map<number, Routine> = new Map()) {
    const writer = new ColdWriter(number => names.get(number), RUNNER)
    for (const each of routines) writer.add(each)
    return { writer, bytes: [...writer.finish()] }
}

test("a function is its locals, its depth, and its statements with addresses in all cold code", () => {
    const end: Statement = { op: Op.RETURN, args: [local(1)] }
    const less: Expression = { op: Op.EQUAL, args: [local(0), literal(1000)] }
    const first = routineOf([{ op: Op.RETURN, args: [literal(3)] }])
    const second = routineOf([{ op: Op.JUMP_IF_NOT, args: [less], target: end }, end])
    const { bytes, writer } = written([first, second])
    assert.equal(writer.entryOf(second), 4)
    assert.deepEqual(bytes.slice(0, 4), [2, 2, 0x93, 0x31])
    assert.deepEqual(bytes.slice(4, 6), [2, 3])
    assert.deepEqual(bytes.slice(6), [
        ...[0x40, 0x04, 0xe8, 0x03, 0, 0, 0x23, 0x06, 16, 0],
        ...[0x41, 0x31],
    ])
})

test("a cold function is called by what runs it, with its entry, wherever that comes", () => {
    const callee = routineOf([{ op: Op.RETURN, args: [literal(0)] }])
    const call: Statement = {
        op: Op.CALL0 + 1,
        args: [{ op: Op.FUNCTION, value: 5, args: [] }, local(0)],
    }
    const caller = routineOf([call, { op: Op.RETURN, args: [{ op: Op.RETURNED, args: [] }] }])
    const { bytes, writer } = written([caller, callee], new Map([[5, callee]]))
    const entry = writer.entryOf(callee)
    assert.deepEqual(bytes.slice(2, 12), [0x02, 0, 0, 0x04, entry, 0, 0, 0, 0x40, 0x3a])
    assert.deepEqual(writer.constants, [RUNNER])
})

test("names and constants are written down once each", () => {
    const field: Expression = { op: Op.ASCII_FIELD, value: 7, args: [local(0)] }
    const text: Expression = { op: Op.ASCII_STRING, value: 7, args: [] }
    const buffer: Expression = { op: Op.BUFFER, value: 1, args: [] }
    const { writer } = written([
        routineOf([
            { op: Op.INDEX_SET, args: [field, text, buffer] },
            { op: Op.RETURN, args: [buffer] },
        ]),
    ])
    assert.deepEqual(writer.names, [0x8007])
    assert.deepEqual(writer.constants, [buffer])
})

test("what cold code has no form for says what it is", () => {
    const returned: Statement = { op: Op.RETURN, args: [local(0)] }
    assert.equal(whyNotCold(routineOf([returned])), undefined)
    assert.equal(whyNotCold(routineOf([returned], { tries: 1 })), "try")
    assert.match(whyNotCold(routineOf([returned], { flags: 4 }))!, /arguments/)
    assert.match(whyNotCold(routineOf([returned], { slots: 65 }))!, /variables/)
    const closure: Expression = { op: Op.CLOSURE, value: 1, args: [] }
    assert.equal(whyNotCold(routineOf([{ op: Op.RETURN, args: [closure] }])), "closure")
    const load = (format: number): Routine =>
        routineOf([
            {
                op: Op.RETURN,
                args: [{ op: Op.LOAD_BUFFER, args: [local(0), literal(format), literal(0)] }],
            },
        ])
    assert.equal(whyNotCold(load(1)), undefined)
    assert.equal(whyNotCold(load(4)), "loadBuffer")
})
