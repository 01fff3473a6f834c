import assert from "node:assert/strict"
import { test } from "node:test"
import { orderByUse } from "../../../../../tools/firmware/linker/numbering.ts"
import { SPECS, viewOf, type Image } from "../../../../../tools/firmware/linker/image.ts"
import {
    readLiterals,
    writeLiterals,
    type Literals,
} from "../../../../../tools/firmware/linker/literals.ts"
import { functionOrder } from "../../../../../tools/firmware/linker/passes/function-order.ts"
import { stringOrder } from "../../../../../tools/firmware/linker/passes/string-order.ts"
import { ASCII, nameOf, UTF8 } from "../../../../../tools/firmware/linker/strings.ts"
import { routine, textOf } from "../../../../support/routine.ts"

const BUILTIN_NAME = (1 << 14) | 5

test("what is used most comes first; what is used as often keeps its order, and the first may be fixed", () => {
    assert.deepEqual(orderByUse([0, 3, 1, 3]), [1, 3, 2, 0])
    assert.deepEqual(orderByUse([0, 3, 1, 3], 1), [0, 1, 3, 2])
})

/** Two services, of one packet with two fields; name 0 of the fields ends them. */
function specs(): Uint8Array {
    const bytes = new Uint8Array(16 + 8 + 12)
    const view = viewOf(bytes)
    view.setUint16(0, nameOf(ASCII, 0), true)
    view.setUint16(8, 1, true)
    view.setUint16(10, 16 / 4, true)
    view.setUint16(16, nameOf(ASCII, 1), true)
    view.setUint16(20, 1, true)
    view.setUint16(22, 24 / 4, true)
    view.setUint16(24, nameOf(ASCII, 2), true)
    view.setUint16(28, BUILTIN_NAME, true)
    return bytes
}

/** Literals of every kind, and functions that name the strings "c" most. */
function image(literals: Partial<Literals> = {}): Image {
    const header = new Uint8Array(32)
    viewOf(header).setUint16(14, 1, true)
    const sections: Uint8Array[] = Array.from({ length: 10 }, () => new Uint8Array(0))
    sections[SPECS] = specs()
    const routines = [
        routine("call1 (function #2) (asciiString #2)\nreturn (asciiField #2 L0)", {
            name: nameOf(ASCII, 1),
        }),
        routine("return (asciiField #1 L0)", { name: nameOf(ASCII, 2) }),
        routine("call0 (closure #2)\nreturn 0", { name: BUILTIN_NAME }),
    ]
    const made: Image = { header, sections, routines }
    const ascii = ["a", "b", "c"].map(bytes)
    writeLiterals(made, { ascii, utf8: [], buffers: [Uint8Array.of(1, 2, 3)], ...literals })
    return made
}

function bytes(text: string): Uint8Array {
    return new TextEncoder().encode(text)
}

function textsOf(texts: readonly Uint8Array[]): string[] {
    return texts.map(each => new TextDecoder().decode(each))
}

test("strings change places everywhere: in their table, in code, in functions' and in services' names", () => {
    const changed = image()
    stringOrder.run(changed)
    const { ascii, utf8, buffers } = readLiterals(changed)
    assert.deepEqual(textsOf(ascii), ["c", "b", "a"])
    assert.deepEqual([utf8.length, buffers], [0, [Uint8Array.of(1, 2, 3)]])
    assert.match(textOf(changed.routines[0]!), /asciiString #0.*\n.*asciiField #0/)
    assert.deepEqual(
        changed.routines.map(({ name }) => name),
        [nameOf(ASCII, 1), nameOf(ASCII, 0), BUILTIN_NAME]
    )
    const names = viewOf(changed.sections[SPECS]!)
    assert.deepEqual(
        [0, 16, 24, 28, 32].map(at => names.getUint16(at, true)),
        [nameOf(ASCII, 2), nameOf(ASCII, 1), nameOf(ASCII, 0), BUILTIN_NAME, 0]
    )
})

test("what is used and would be too far behind stands in the other table, as far as there is room", () => {
    const ascii = Array.from({ length: 400 }, (_, number) => bytes("s" + number))
    const changed = image({ ascii, utf8: ["ż", "ą"].map(bytes) })
    const uses = (number: number) =>
        number < 250 ? "(asciiString #" + number + ") (asciiString #" + number + ")" : ""
    const calls = ascii.map((_, number) => `call1 L0 (asciiString #${number})`).slice(0, 300)
    const more = ascii.slice(0, 250).map((_, number) => `call2 L0 ${uses(number)}`)
    const named = "call2 (asciiField #299 L0) (utf8Field #1 L0) (utf8String #1)"
    const code = [...calls, ...more, named, "return 0"].join("\n")
    changed.routines[0] = routine(code, { name: nameOf(ASCII, 260) })
    stringOrder.run(changed)
    const fresh = readLiterals(changed)
    assert.equal(fresh.ascii.length, 300 - 52, "what is named nowhere is left out")
    assert.deepEqual(textsOf(fresh.utf8).slice(0, 5), ["s248", "s249", "ą", "s299", "s250"])
    assert.ok(!textsOf(fresh.utf8).includes("ż"), "it is named nowhere")
    assert.match(
        textOf(changed.routines[0]),
        /call2 \(utf8Field #3 L0\) \(utf8Field #2 L0\) \(utf8String #2\)/
    )
    assert.equal(textsOf(fresh.utf8)[changed.routines[0].name & 0x3fff], "s260")
    assert.equal(changed.routines[0].name >> 14, UTF8)
})

test("functions change places, but for the one that the program starts with", () => {
    const changed = image()
    functionOrder.run(changed)
    assert.deepEqual(
        changed.routines.map(({ name }) => name),
        [nameOf(ASCII, 1), BUILTIN_NAME, nameOf(ASCII, 2)]
    )
    assert.match(textOf(changed.routines[0]!), /function #1/)
    assert.match(textOf(changed.routines[1]!), /closure #1/)
})
