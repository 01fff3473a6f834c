import assert from "node:assert/strict"
import { test } from "node:test"
import {
    SPECS,
    viewOf,
    type Image,
    type Origin,
} from "../../../../../tools/firmware/linker/image.ts"
import { readLiterals, writeLiterals } from "../../../../../tools/firmware/linker/literals.ts"
import { shortNames } from "../../../../../tools/firmware/linker/passes/short-names.ts"
import { ASCII, nameOf } from "../../../../../tools/firmware/linker/strings.ts"
import { routine, textOf } from "../../../../support/routine.ts"

/** A service with one packet. */
function specs(service: number, packet: number): Uint8Array {
    const bytes = new Uint8Array(16 + 8)
    const view = viewOf(bytes)
    view.setUint16(0, nameOf(ASCII, service), true)
    view.setUint16(8, 1, true)
    view.setUint16(10, 16 / 4, true)
    view.setUint16(16, nameOf(ASCII, packet), true)
    return bytes
}

/** Texts of an image with this code, after the pass. */
function after(
    code: string,
    ascii: readonly string[],
    utf8: readonly string[] = [],
    origin: Origin = { name: "main", path: "src/main.ts" }
): string[] {
    const header = new Uint8Array(32)
    viewOf(header).setUint16(14, 1, true)
    const sections: Uint8Array[] = Array.from({ length: 10 }, () => new Uint8Array(0))
    const more = ["service", "packet", "function"]
    const count = ascii.length
    sections[SPECS] = specs(count, count + 1)
    const image: Image = {
        header,
        sections,
        routines: [routine(code, { name: nameOf(ASCII, count + 2), origin })],
    }
    const bytes = (texts: readonly string[]) => texts.map(each => new TextEncoder().encode(each))
    writeLiterals(image, { ascii: bytes([...ascii, ...more]), utf8: bytes(utf8), buffers: [] })
    const before = textOf(image.routines[0]!)
    shortNames.run(image)
    assert.equal(textOf(image.routines[0]!), before)
    const texts = readLiterals(image).ascii.map(each => new TextDecoder().decode(each))
    assert.deepEqual(texts.slice(count), more)
    return texts.slice(0, count)
}

const SHORT = /^[!%&;<=>?@^`{}~][!-~]$/

test("a name that is only asked for, in whatever way, is short, and no two are the same", () => {
    const texts = after(
        "return (asciiField #0 L0)\nindexSet L0 (asciiString #1) 1\nreturn (index L0 (asciiString #2))\nindexDelete L0 (asciiString #3)",
        ["receivedBytes", "lastSector", "headByte", "pending"]
    )
    for (const text of texts) assert.match(text, SHORT)
    assert.equal(new Set(texts).size, 4)
})

test("it stays where it is a text as well, or a word of one from which it could be made", () => {
    const names = ["slots", "rings", "volume", "word", "answer"]
    const code =
        "return (asciiField #0 L0)\nreturn (asciiField #1 L0)\nreturn (asciiField #2 L0)\nreturn (asciiField #3 L0)\n" +
        "return (asciiField #4 L0)\nindexSet L0 (asciiString #0) (asciiString #0)\nreturn (asciiString #5)"
    const texts = after(code, [...names, "rings|n|1"], ["the volume of words"])
    assert.deepEqual(texts.slice(0, 3), names.slice(0, 3))
    assert.match(texts[3]!, SHORT)
    assert.match(texts[4]!, SHORT)
    assert.equal(texts[5], "rings|n|1")
})

test("what services and functions are called stays, and so does what would not get shorter", () => {
    const code =
        "return (asciiField #1 L0)\nreturn (asciiField #2 L0)\nreturn (asciiField #3 L0)\nreturn (asciiField #0 L0)"
    assert.deepEqual(after(code, ["at"]), ["at"])
})

test("a program that makes text of objects, or reads their keys, keeps its names, but for what the library does", () => {
    for (const builtin of [86, 134, 135])
        assert.deepEqual(
            after(
                `return (asciiField #0 L0)\nreturn (builtinField #${builtin} (builtinObject #1))`,
                ["kept"]
            ),
            ["kept"]
        )
    assert.match(
        after("return (asciiField #0 L0)\nreturn (builtinField #86 L0)", ["kept"])[0]!,
        SHORT
    )
    const [name] = after(
        "return (asciiField #0 L0)\nreturn (builtinField #135 (builtinObject #1))",
        ["kept"],
        [],
        {
            name: "writeSetting",
            path: "node_modules/@devicescript/settings/src/api.ts",
        }
    )
    assert.match(name!, SHORT)
})

test("a key that is no name of the source, or may be made by counting, stays", () => {
    const code =
        "return (index L0 (asciiString #0))\nreturn (asciiField #1 L0)\nreturn (asciiField #2 L0)\nreturn (asciiField #3 L0)"
    const texts = after(code, ["call-x", "call1", "call1s", "call"])
    assert.deepEqual(texts.slice(0, 2), ["call-x", "call1"])
    for (const text of texts.slice(2)) assert.match(text, SHORT)
})

test("a text that stands in the program already is given to no name", () => {
    const [name, taken] = after("return (asciiField #0 L0)\nreturn (asciiString #1)", [
        "from",
        "!!",
    ])
    assert.equal(taken, "!!")
    assert.equal(name, '!"')
})
