/**
 * The strings that the code names most often come first in their table: numbers from 248 on take more bytes. As there are
 * two tables, and few strings that have to be in that of UTF-8, it takes what would be too far behind in that of ASCII.
 * A string that nothing names is left out: so go the names of methods that are not looked up any more.
 */

import { FIRST_LONG_NUMBER } from "../code.ts"
import { SPECS, viewOf, type Image } from "../image.ts"
import { readLiterals, writeLiterals } from "../literals.ts"
import { orderByUse } from "../numbering.ts"
import { Op } from "../ops.ts"
import type { Pass } from "../pass.ts"
import { ASCII, UTF8, nameOf, specNameOffsets } from "../strings.ts"
import { changeImage, visitImage } from "../tree.ts"

const STRINGS: Readonly<Record<number, number>> = {
    [ASCII]: Op.ASCII_STRING,
    [UTF8]: Op.UTF8_STRING,
}
const FIELDS: Readonly<Record<number, number>> = { [ASCII]: Op.ASCII_FIELD, [UTF8]: Op.UTF8_FIELD }

export const stringOrder: Pass = {
    name: "order of strings",
    run(image) {
        const { ascii, utf8, buffers } = readLiterals(image)
        const texts = new Map<number, Uint8Array>()
        ascii.forEach((text, number) => texts.set(nameOf(ASCII, number), text))
        utf8.forEach((text, number) => texts.set(nameOf(UTF8, number), text))
        const tables = newTables(image, ascii.length, utf8.length)
        const textsOf = (kind: number) => tables[kind]!.map(name => texts.get(name)!)
        writeLiterals(image, { ascii: textsOf(ASCII), utf8: textsOf(UTF8), buffers })
        rename(image, tables)
    },
}

/** Old names in their new order, for each kind of string. */
type Tables = Readonly<Record<number, readonly number[]>>

function newTables(image: Image, asciiCount: number, utf8Count: number): Tables {
    const uses = new Map<number, number>()
    visitImage(image, ({ op, value }) => {
        const kind = kindNamedBy(op)
        if (kind === undefined) return
        const name = nameOf(kind, value!)
        uses.set(name, (uses.get(name) ?? 0) + 1)
    })
    const usesOf = (name: number) => uses.get(name) ?? 0
    const sorted = (names: readonly number[]) =>
        orderByUse(names.map(usesOf)).map(index => names[index]!)
    const outside = new Set<number>()
    renameOutsideCode(image, name => {
        outside.add(name)
        return name
    })
    const namesOf = (kind: number, count: number) =>
        Array.from({ length: count }, (_, number) => nameOf(kind, number)).filter(
            name => usesOf(name) > 0 || outside.has(name)
        )
    const ascii = sorted(namesOf(ASCII, asciiCount))
    const room = Math.max(0, FIRST_LONG_NUMBER - utf8Count)
    const moved = ascii
        .slice(FIRST_LONG_NUMBER, FIRST_LONG_NUMBER + room)
        .filter(name => usesOf(name) > 0)
    return {
        [ASCII]: ascii.filter(name => !moved.includes(name)),
        [UTF8]: sorted([...namesOf(UTF8, utf8Count), ...moved]),
    }
}

function kindNamedBy(op: number): number | undefined {
    return [ASCII, UTF8].find(kind => STRINGS[kind] === op || FIELDS[kind] === op)
}

function rename(image: Image, tables: Tables): void {
    const fresh = new Map<number, { kind: number; number: number }>()
    for (const kind of [ASCII, UTF8])
        tables[kind]!.forEach((old, number) => fresh.set(old, { kind, number }))
    changeImage(image, node => {
        const old = kindNamedBy(node.op)
        if (old === undefined) return node
        const { kind, number } = fresh.get(nameOf(old, node.value!))!
        const ops = node.op === STRINGS[old] ? STRINGS : FIELDS
        return { ...node, op: ops[kind]!, value: number }
    })
    renameOutsideCode(image, old => {
        const found = fresh.get(old)
        return found ? nameOf(found.kind, found.number) : old
    })
}

function renameOutsideCode(image: Image, renamed: (name: number) => number): void {
    for (const routine of image.routines) routine.name = renamed(routine.name)
    const specs = viewOf(image.sections[SPECS]!)
    for (const at of specNameOffsets(image))
        specs.setUint16(at, renamed(specs.getUint16(at, true)), true)
}
