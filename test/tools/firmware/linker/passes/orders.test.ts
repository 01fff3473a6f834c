import assert from "node:assert/strict"
import { test } from "node:test"
import { orderByUse } from "../../../../../tools/firmware/linker/numbering.ts"
import {
    ASCII_STRINGS,
    SPECS,
    viewOf,
    type Image,
} from "../../../../../tools/firmware/linker/image.ts"
import { functionOrder } from "../../../../../tools/firmware/linker/passes/function-order.ts"
import { stringOrder } from "../../../../../tools/firmware/linker/passes/string-order.ts"
import { asciiName } from "../../../../../tools/firmware/linker/strings.ts"
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
    view.setUint16(0, asciiName(0), true)
    view.setUint16(8, 1, true)
    view.setUint16(10, 16 / 4, true)
    view.setUint16(16, asciiName(1), true)
    view.setUint16(20, 1, true)
    view.setUint16(22, 24 / 4, true)
    view.setUint16(24, asciiName(2), true)
    view.setUint16(28, BUILTIN_NAME, true)
    return bytes
}

function image(): Image {
    const header = new Uint8Array(32)
    viewOf(header).setUint16(14, 1, true)
    const sections: Uint8Array[] = Array.from({ length: 10 }, () => new Uint8Array(0))
    // Where the strings "a", "b" and "c" are.
    sections[ASCII_STRINGS] = new Uint8Array(Uint16Array.from([100, 200, 300]).buffer)
    sections[SPECS] = specs()
    const routines = [
        routine("call1 (function #2) (asciiString #2)\nreturn (asciiField #2 L0)", {
            name: asciiName(1),
        }),
        routine("return (asciiField #1 L0)", { name: asciiName(2) }),
        routine("call0 (closure #2)\nreturn 0", { name: BUILTIN_NAME }),
    ]
    return { header, sections, routines }
}

test("strings change places everywhere: in their table, in code, in functions' and in services' names", () => {
    const changed = image()
    stringOrder.run(changed)
    const table = viewOf(changed.sections[ASCII_STRINGS]!)
    assert.deepEqual(
        [0, 2, 4].map(at => table.getUint16(at, true)),
        [300, 200, 100]
    )
    assert.match(textOf(changed.routines[0]!), /asciiString #0.*\n.*asciiField #0/)
    assert.deepEqual(
        changed.routines.map(({ name }) => name),
        [asciiName(1), asciiName(0), BUILTIN_NAME]
    )
    const names = viewOf(changed.sections[SPECS]!)
    assert.deepEqual(
        [0, 16, 24, 28, 32].map(at => names.getUint16(at, true)),
        [asciiName(2), asciiName(1), asciiName(0), BUILTIN_NAME, 0]
    )
})

test("functions change places, but for the one that the program starts with", () => {
    const changed = image()
    functionOrder.run(changed)
    assert.deepEqual(
        changed.routines.map(({ name }) => name),
        [asciiName(1), BUILTIN_NAME, asciiName(2)]
    )
    assert.match(textOf(changed.routines[0]!), /function #1/)
    assert.match(textOf(changed.routines[1]!), /closure #1/)
})
