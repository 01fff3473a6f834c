import assert from "node:assert/strict"
import { test } from "node:test"
import ts from "typescript"
import { Groups } from "../../../../../tools/firmware/linker/names/groups.ts"
import { Mentions } from "../../../../../tools/firmware/linker/names/mentions.ts"
import { typedProgram } from "../../../../support/typed-program.ts"

const CLASSES = `
class A { static made = 1; turn(): number { return 1 } }
class B { turn(): number { return 2 } }
declare const a: A
declare const b: B
declare const anything: any
`

function mentionsIn(text: string): { mentions: Mentions; groups: Groups<ts.Node> } {
    const { program, checker } = typedProgram(CLASSES + text)
    const groups = new Groups<ts.Node>()
    return { mentions: new Mentions(ts, program, checker, groups), groups }
}

test("a name behind a point means what its object's type declares; of a union, all at once", () => {
    const { mentions, groups } = mentionsIn("a.turn()\nb.turn()")
    const [first, second] = mentions.accesses.map(each => groups.groupOf(each.declaration))
    assert.notEqual(first, second)
    const united = mentionsIn("declare const either: A | B\neither.turn()\na.turn()\nb.turn()")
    const all = united.mentions.accesses.map(each => united.groups.groupOf(each.declaration))
    assert.equal(new Set(all).size, 1)
})

test("every name of a method and behind a point is known to the compiler's question", () => {
    const { mentions } = mentionsIn("a.turn()\nanything.other")
    const texts = [...mentions.known].map(each => each.getText())
    assert.deepEqual(texts, ["turn", "turn", "turn", "other"])
})

test("what is asked of anything keeps its name everywhere", () => {
    for (const text of ["anything.turn", "a['turn']", "const { turn } = anything"])
        assert.ok(mentionsIn(text).mentions.keptNames.has("turn"), text)
})

test("what is set or taken out keeps the name of its group", () => {
    for (const text of ["a.turn = () => 3", "const { turn } = a", "const { turn: other } = a"]) {
        const { mentions } = mentionsIn(text)
        assert.equal(mentions.kept.size, 1, text)
        assert.ok(!mentions.keptNames.has("turn"), text)
    }
})

test("a class is an object where it is not made anew, extended, asked for or looked into", () => {
    const plain =
        "new A()\nclass C extends A {}\na instanceof A\nA.made\nlet it: A\nlet other = A as any"
    assert.deepEqual([...mentionsIn(plain).mentions.keptNames.keys()], [])
    assert.ok(mentionsIn("const it = A").mentions.keptNames.has("made"))
    assert.ok(mentionsIn("log(A)").mentions.keptNames.has("made"))
})
