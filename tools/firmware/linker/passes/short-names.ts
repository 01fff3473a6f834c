/**
 * Short texts for names that are only ever asked for as they stand in the source.
 *
 * `this.receivedBytes` asks an object for a string of the image, by its number: what stands in it means nothing, as long as no
 * other name has the same. So a name that is nowhere used as a text gets one of two characters. It keeps what the source
 * says where it could be made at run time, which is where it is a word of any other text of the program (as the fields of
 * settings do); where it is a function's, which traces show; and where a service of the bus has it. Errors that name a field are told with
 * its own name by whoever has the debug information (sim/vm/stack-trace.ts).
 *
 * A program that makes text of objects, or objects of text, keeps all its names. The library does both, with what settings keep,
 * which are numbers and texts here, and with names of services.
 */

import type { Expression, Statement } from "../code.ts"
import { SPECS, viewOf, type Image } from "../image.ts"
import { readLiterals, writeLiterals } from "../literals.ts"
import { Op } from "../ops.ts"
import type { Pass } from "../pass.ts"
import { asciiNumber, specNameOffsets } from "../strings.ts"
import { visitImage, visitTree } from "../tree.ts"

/** None of these begins a name of TypeScript's, or of the machine's own. */
const FIRST = "!%&;<=>?@^`{}~"
const SECOND_FROM = 0x21
const SECOND_TO = 0x7e
/** Names as they stand behind a point, with the mark that a method may have (names/unique-names.ts); one that ends in a figure may be made by counting. */
const NAME = /^[a-z_$][\w$@]*[a-z_$]$/i
/** A shorter one is no longer than what it would get. */
const LENGTH_MIN = 3
/** What stands between the words of a text. */
const NO_NAME = /[^\w$]+/
const KEYED: readonly number[] = [Op.INDEX, Op.INDEX_SET, Op.INDEX_DELETE]

/** The builtin strings "keys", "parse" and "stringify", which the machine's objects `Object` and `JSON` have. */
const READERS: readonly number[] = [86, 134, 135]
const LIBRARY = "node_modules/@devicescript/"

export const shortNames: Pass = {
    name: "short names",
    run(image) {
        if (readsKeys(image)) return
        const literals = readLiterals(image)
        const texts = literals.ascii.map(textOf)
        const { asked, kept } = usesIn(image)
        const said = [
            ...literals.utf8.map(textOf),
            ...texts.filter((_, number) => kept.has(number)),
        ]
        const words = new Set(said.flatMap(text => text.split(NO_NAME)))
        const fresh = freshNames(new Set(texts))
        const names = new Map<string, string>()
        const ascii = literals.ascii.map((bytes, number) => {
            const text = texts[number]!
            const mayBeMade = words.has(text) || !NAME.test(text)
            if (!asked.has(number) || kept.has(number) || mayBeMade || text.length < LENGTH_MIN)
                return bytes
            const name = fresh.next().value
            if (name === undefined) return bytes
            names.set(name, text)
            return Buffer.from(name)
        })
        image.names = names
        writeLiterals(image, { ...literals, ascii })
    },
}

function readsKeys({ routines }: Image): boolean {
    return routines.some(({ origin, statements }) => {
        if (origin?.path.includes(LIBRARY)) return false
        let isReading = false
        for (const each of statements)
            visitTree<Statement | Expression>(each, ({ op, value, args }) => {
                const isReader = op === Op.BUILTIN_FIELD && READERS.includes(value!)
                if (isReader && args[0]!.op === Op.BUILTIN_OBJECT) isReading = true
            })
        return isReading
    })
}

interface Uses {
    /** Behind a point, or between brackets. */
    readonly asked: ReadonlySet<number>
    /** As a text; by a function or a service. */
    readonly kept: ReadonlySet<number>
}

/** What the strings of the ASCII table are for, by their numbers. */
function usesIn(image: Image): Uses {
    const asked = new Set<number>()
    const kept = new Set<number>()
    const keys = new Set<object>()
    visitImage(image, node => {
        const { op, value, args } = node
        if (KEYED.includes(op) && args[1]!.op === Op.ASCII_STRING) keys.add(args[1]!)
        if (op === Op.ASCII_FIELD || (op === Op.ASCII_STRING && keys.has(node))) asked.add(value!)
        else if (op === Op.ASCII_STRING) kept.add(value!)
    })
    const keep = (name: number) => {
        const number = asciiNumber(name)
        if (number !== undefined) kept.add(number)
    }
    for (const { name } of image.routines) keep(name)
    const specs = viewOf(image.sections[SPECS]!)
    for (const at of specNameOffsets(image)) keep(specs.getUint16(at, true))
    return { asked, kept }
}

/** Texts of two characters that no string of the program is. */
function* freshNames(taken: ReadonlySet<string>): Generator<string, undefined> {
    for (const first of FIRST)
        for (let second = SECOND_FROM; second <= SECOND_TO; second++) {
            const name = first + String.fromCharCode(second)
            if (!taken.has(name)) yield name
        }
    return undefined
}

function textOf(bytes: Uint8Array): string {
    return Buffer.from(bytes).toString()
}
