import assert from "node:assert/strict"
import { test } from "node:test"
import ts from "typescript"
import { Shapes, type Shape } from "../../../../../tools/firmware/linker/names/shapes.ts"
import { typedProgram } from "../../../../support/typed-program.ts"

function shapesIn(text: string): { shapes: Shapes; named(name: string): Shape } {
    const { program, checker } = typedProgram(text)
    const shapes = new Shapes(ts, program, checker)
    const named = (name: string) =>
        shapes.all.find(each => checker.typeToString(each.type).startsWith(name))!
    return { shapes, named }
}

const TEXT = `
interface Wide { a: number }
interface Narrow { a: number; b: number }
interface Other { a: string }
interface Box<T> { a: T }
interface Loose { a: number; c?: number }
class Hidden { private h = 1; a = 2 }
class Alike { h = 1; a = 2 }
class Heir extends Hidden { b = 3 }
const literal = { a: 1, b: 2 }
const handedOn: Wide = { a: 1 }
`

test("an object may stand where a type is asked for if it has what that demands", () => {
    const { shapes, named } = shapesIn(TEXT)
    const fits = (source: string, target: string) => shapes.fits(named(source), named(target))
    assert.ok(fits("Narrow", "Wide"))
    assert.ok(!fits("Wide", "Narrow"))
    assert.ok(!fits("Narrow", "Other"))
    assert.ok(fits("Hidden", "Wide"))
    assert.ok(fits("Wide", "Wide"))
})

test("a class with something private is what only its heirs may stand for", () => {
    const { shapes, named } = shapesIn(TEXT)
    assert.ok(shapes.fits(named("Heir"), named("Hidden")))
    assert.ok(!shapes.fits(named("Alike"), named("Hidden")))
})

test("where types have parameters, or members need not be there, names alone decide", () => {
    const { shapes, named } = shapesIn(TEXT)
    assert.ok(shapes.fits(named("Other"), named("Box")))
    assert.ok(shapes.fits(named("Other"), named("Loose")))
})

test("a literal is a type of its own, unless it is handed on as another at once", () => {
    const { shapes } = shapesIn(TEXT)
    const literals = shapes.all.filter(({ node }) => ts.isObjectLiteralExpression(node))
    assert.deepEqual(
        literals.map(each => each.isHandedOn),
        [false, true]
    )
    const wide = shapes.all.find(
        ({ node }) => ts.isInterfaceDeclaration(node) && node.name.text === "Narrow"
    )!
    assert.ok(shapes.fits(wide, literals[0]!))
    assert.ok(!shapes.fits(wide, literals[1]!))
})
