import assert from "node:assert/strict"
import { test } from "node:test"
import ts from "typescript"
import { UniqueNames } from "../../../../../tools/firmware/linker/names/unique-names.ts"
import { typedProgram } from "../../../../support/typed-program.ts"

/** What all names of the source that are looked up are called, each once: `Class.method` where declared, else as it stands there. */
function namesIn(text: string): { names: UniqueNames; found: Map<string, string> } {
    const { program, checker, source } = typedProgram(text)
    const names = new UniqueNames(ts, program, checker)
    const found = new Map<string, string>()
    const visit = (node: ts.Node): void => {
        if (ts.isMethodDeclaration(node) && ts.isClassDeclaration(node.parent))
            found.set(
                `${node.parent.name!.text}.${node.name.getText()}`,
                names.nameOf(node.name as ts.Identifier)
            )
        if (ts.isPropertyAccessExpression(node))
            found.set(node.getText(), names.nameOf(node.name as ts.Identifier))
        ts.forEachChild(node, visit)
    }
    visit(source)
    return { names, found }
}

/** Two classes with `close`, and what else there is. */
function withTwo(more: string): ReturnType<typeof namesIn> {
    return namesIn(`
class Door { private isOpen = true; close(): number { return this.isOpen ? 1 : 2 } }
class File { private size = 3; close(): number { return this.size } }
const door = new Door()
const file = new File()
door.close()
file.close()
${more}`)
}

function assertApart({ found, names }: ReturnType<typeof namesIn>): void {
    const [door, file] = [found.get("Door.close")!, found.get("File.close")!]
    const why = JSON.stringify([...names.kept])
    assert.match(door, /^close@\d+$/, why)
    assert.match(file, /^close@\d+$/, why)
    assert.notEqual(door, file)
    assert.equal(found.get("door.close"), door)
    assert.equal(found.get("file.close"), file)
}

function assertKept({ found }: ReturnType<typeof namesIn>, why: string): void {
    for (const each of ["Door.close", "File.close", "door.close", "file.close"])
        assert.equal(found.get(each), "close", `${each}: ${why}`)
}

test("methods of one name in classes that have nothing to do with each other get names of their own", () => {
    assertApart(withTwo(""))
})

test("what else there is of that name, and is of another kind, does not matter", () => {
    assertApart(
        withTwo(`
interface Lid { readonly close: number }
const lid: Lid = { close: 4 }
log(lid.close)
enum Deed { close }
log(Deed.close)
`)
    )
})

test("an interface with one class to it has that class's name", () => {
    const made = withTwo(`
interface Shuts { close(): number; readonly isWide: boolean }
class Gate implements Shuts { readonly isWide = true; close(): number { return 5 } }
const shuts: Shuts = new Gate()
shuts.close()
`)
    assertApart(made)
    assert.match(made.found.get("Gate.close")!, /^close@/)
    assert.equal(made.found.get("shuts.close"), made.found.get("Gate.close"))
})

test("a class that inherits the method has its name; one that has its own keeps it, and so does the first", () => {
    const heirs = withTwo(`
class Base { private a = 1; shut(): number { return this.a } }
class Heir extends Base { b = 2 }
const heir = new Heir()
heir.shut()
class Parent { private c = 1; lock(): number { return this.c } }
class Child extends Parent { override lock(): number { return 2 } }
const child: Parent = new Child()
child.lock()
`)
    assert.match(heirs.found.get("Base.shut")!, /^shut@/)
    assert.equal(heirs.found.get("heir.shut"), heirs.found.get("Base.shut"))
    for (const each of ["Parent.lock", "Child.lock", "child.lock"])
        assert.equal(heirs.found.get(each), "lock")
})

test("two classes that may stand for one interface keep the name, whether they say so or not", () => {
    assertKept(
        withTwo("interface Shuts { close(): number }\nlet it: Shuts = door\nit.close()"),
        "said"
    )
    assertKept(
        withTwo("function shut(it: { close(): number }): number { return it.close() }"),
        "typed"
    )
    assertKept(withTwo("interface Other { close?(): number }\nlet it: Other"), "optional")
    assertKept(withTwo("interface Any<T> { close(): T }\nlet it: Any<number>"), "with a parameter")
})

test("so do classes without anything private that have the same members", () => {
    const { found } = namesIn(`
class A { close(): number { return 1 } }
class B { close(): number { return 2 } }
new A().close()
new B().close()
`)
    assert.equal(found.get("A.close"), "close")
    assert.equal(found.get("B.close"), "close")
})

test("so do two that one expression may mean", () => {
    assertKept(withTwo("const either: Door | File = door\neither.close()"), "a union")
})

test("a name keeps where it is asked of anything, by a text, taken out, or set", () => {
    assertKept(withTwo("const it: any = parse('')\nit.close()"), "any")
    assertKept(withTwo("log(parse('')['close'])"), "a text")
    assertKept(withTwo("const { close } = parse('')"), "out of any")
    assertKept(withTwo("const { close } = door\nconst { close: other } = file"), "taken out")
    assertKept(withTwo("door.close = () => 4\nfile.close = () => 5"), "set")
    assertKept(withTwo("let it: Partial<Door>\nit.close()"), "a type made of another")
})

test("a name keeps where a class or an object that is used as such has it", () => {
    assertKept(
        withTwo(
            "class Shop { static close(): number { return 6 } }\nlet it: { prototype: Shop } = Shop"
        ),
        "static"
    )
    const literal = "let it = { close: () => 7 }\nit.close()"
    assertKept(withTwo(`${literal}\nit = door\nit = file`), "an object")
})

test("a method that a class of the library may stand for keeps its name, and so does what the machine asks for", () => {
    const { found } = namesIn(`
interface Reads { read(): number }
class Mine implements Reads { private a = 1; read(): number { return this.a } toString(): string { return "" } _onPacket(): void {} }
const reads: Reads = new Part()
reads.read()
new Mine().read()
`)
    assert.equal(found.get("Mine.read"), "read")
    assert.equal(found.get("reads.read"), "read")
    assert.equal(found.get("Mine.toString"), "toString")
    assert.equal(found.get("Mine._onPacket"), "_onPacket")
})

test("a class whose object gets into any keeps its names, and what is got from it", () => {
    const { found } = namesIn(`
class Inner { private a = 1; turn(): number { return this.a } }
class Outer { private b = 1; constructor(readonly inner: Inner) {} turn(): number { return this.b } }
class Other { private c = 1; turn(): number { return this.c } }
const outer = new Outer(new Inner())
const it: any = outer
new Other().turn()
`)
    assert.equal(found.get("Outer.turn"), "turn")
    assert.equal(found.get("Inner.turn"), "turn")
    assert.match(found.get("Other.turn")!, /^turn@/)
})

test("in doubt about any object that has methods all keep their names, and it is said where that is", () => {
    const doubtful = withTwo("const it: Door = parse('')\nit.close()")
    assertKept(doubtful, "in doubt")
    assert.equal(doubtful.names.kept.get(""), "it comes from any: src/main.ts:8")
})

test("a name that stands in no source is a mistake of the linker's", () => {
    const { names } = namesIn("class A { b(): void {} }")
    assert.throws(
        () => names.nameOf(ts.factory.createIdentifier("b")),
        /b: a name that no source has/
    )
})
