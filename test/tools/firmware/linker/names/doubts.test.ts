import assert from "node:assert/strict"
import { test } from "node:test"
import ts from "typescript"
import { findDoubts } from "../../../../../tools/firmware/linker/names/doubts.ts"
import { Shapes } from "../../../../../tools/firmware/linker/names/shapes.ts"
import { typedProgram } from "../../../../support/typed-program.ts"

const CLASSES = `
interface Thing { turn(): number }
class Wheel implements Thing { private a = 1; turn(): number { return this.a } }
class Key implements Thing { private b = 1; turn(): number { return this.b } }
declare const thing: Thing
declare const wheel: Wheel
declare const anything: any
declare const many: any[]
`

/** Types of objects in doubt, with what speaks against them. */
function doubtsIn(text: string): string[] {
    const { program, checker } = typedProgram(CLASSES + text)
    const shapes = new Shapes(ts, program, checker)
    return findDoubts(ts, program, checker, shapes).types.map(
        ({ type, because }) => `${checker.typeToString(type)}: ${because}`
    )
}

function escapedIn(text: string): string[] {
    const { program, checker } = typedProgram(CLASSES + text)
    const shapes = new Shapes(ts, program, checker)
    return findDoubts(ts, program, checker, shapes).escaped.map(({ type }) =>
        checker.typeToString(type)
    )
}

test("a program that says what everything is leaves no doubt", () => {
    const text = `
const things: readonly Thing[] = [wheel, new Key()]
function first(of: readonly Thing[]): Thing { return of[0] }
const short = { wheel, count: 2 }
first(things).turn() + short.wheel.turn()
const turner = (it: Thing): number => it.turn()
turner(wheel)
let number: number = anything
`
    assert.deepEqual(
        doubtsIn(text).filter(each => !each.startsWith("number")),
        []
    )
})

const DOUBTFUL: Readonly<Record<string, [string, string]>> = {
    "out of any": ["const it: Wheel = anything", "Wheel: it comes from any"],
    "handed over": ["function f(it: Wheel): void {}\nf(anything)", "Wheel: it comes from any"],
    returned: ["function f(): Wheel { return anything }", "Wheel: it comes from any"],
    "in a literal": ["const it: { w: Wheel } = { w: anything }", "Wheel: it comes from any"],
    "in a short literal": [
        "const w = anything\nconst it: { w: Wheel } = { w }",
        "Wheel: it comes from any",
    ],
    "in a list": ["const it: Wheel[] = many", "Wheel[]: it comes from any"],
    set: ["class C { w: Wheel }\nnew C().w = anything", "Wheel: it comes from any"],
    asserted: ["const it = thing as Wheel", "Wheel: it is asserted"],
    "asserted of any": ["const it = anything as Wheel", "Wheel: it is asserted"],
    "a predicate": [
        "function is(it: Thing): it is Wheel { return true }",
        "Wheel: a predicate says so",
    ],
    "found out": [
        "class C { t: Thing; f(): void { if (this.t instanceof Wheel) this.t.turn() } }",
        "Wheel: what was found out need not last",
    ],
    "a list through another type": [
        "const wheels: Wheel[] = [wheel]\nconst things: Thing[] = wheels",
        "Wheel[]: what is in it may be put there through another type",
    ],
    "arguments of any": [
        "function f(it: Wheel, n: number): void {}\nf(...(many as [any, any]))",
        "Wheel: a list of any",
    ],
    started: ["function f(it: Wheel): void {}\nf.start(thing)", "Wheel: it is started with any"],
    "called with any": [
        "function f(it: Wheel): void {}\nconst g: (it: any) => void = f",
        "Wheel: it is called with any",
    ],
    "a method that takes less": [
        "interface Uses { use(it: Thing): void }\nclass C implements Uses { use(it: Wheel): void {} }",
        "Wheel: what it takes is narrower",
    ],
    "a field through a wider type": [
        "interface Holds { it: Thing }\nclass C implements Holds { it: Wheel }",
        "Wheel: it may be set through a wider type",
    ],
    "a field that need not be there": [
        "class C { it: Key; n: number }\ninterface Holds { n: number; it?: Wheel }",
        "Wheel: what it is here may be another thing",
    ],
    overloads: [
        "function f(it: Wheel): void\nfunction f(it: Key): void\nfunction f(it: Wheel | Key): void {}",
        "Wheel | Key: overloads",
    ],
}

for (const [name, [text, doubt]] of Object.entries(DOUBTFUL))
    test(`in doubt: ${name}`, () => {
        const doubts = doubtsIn(text)
        assert.ok(doubts.includes(doubt), doubts.join("\n"))
    })

test("what gets into any is told: by a variable, an argument, an assertion, or thrown", () => {
    const ways = [
        "const it: any = wheel",
        "log(wheel)",
        "const it = wheel as any",
        "function f(): void { throw wheel }",
        "const it: {} = wheel",
    ]
    for (const each of ways) assert.ok(escapedIn(each).includes("Wheel"), each)
    assert.deepEqual(escapedIn("const it: Thing = wheel"), [])
})
