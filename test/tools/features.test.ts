/**
 * docs/features.md: what stands there of Afterbeep is shown by tests, which exist, on the modems, in the countries and languages that it says;
 * and each key of a source is explained.
 */

import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { ROOT, listFiles } from "../../tools/project.ts"
import { relativeLinks } from "../../tools/tidy/rules.ts"
import { LANGUAGES, linesInAll } from "../support/lines.ts"

const FILE = "docs/features.md"
const PAGE = readFileSync(join(ROOT, FILE), "utf8")
const OURS = "Afterbeep"
const MARK = /^(Y\*?|P|N|\?|—)(?=[:; ]|$)/
/** A source in brackets that is no link. */
const KEY = /\[([A-Z][\w-]*)\](?!\()/g

const SCENARIO = /\(\.\.\/test\/scenario\/([^)]+)\.test\.ts\)/g

interface Row {
    readonly cells: readonly string[]
    readonly ours: string
}

function cellsOf(line: string): string[] {
    return line
        .split("|")
        .slice(1, -1)
        .map(cell => cell.trim())
}

/** Rows of the tables that have a column of ours. */
function rowsOf(page: string): Row[] {
    const tables = page
        .split("\n\n")
        .map(part => part.split("\n").filter(line => line.startsWith("| ")))
    return tables.flatMap(([head, ...lines]) => {
        const column = head === undefined ? -1 : cellsOf(head).indexOf(OURS)
        if (column < 0) return []
        return lines.map(cellsOf).map(cells => ({ cells, ours: cells[column]! }))
    })
}

const ROWS = rowsOf(PAGE)

test("there are many rows, each as wide as its table, which begin with a mark of ours", () => {
    assert.ok(ROWS.length > 100, `${ROWS.length}`)
    for (const { cells, ours } of ROWS) {
        assert.ok(cells.length === 9 || cells.length === 4, cells.join(" | "))
        assert.match(ours, MARK, cells[0])
        assert.ok(!ours.startsWith("Y*"), cells[0])
    }
})

test("what is claimed is shown by a test", () => {
    for (const { cells, ours } of ROWS.filter(row => /^[YP]/.test(row.ours))) {
        const tests = relativeLinks(FILE, ours).filter(target => target.endsWith(".test.ts"))
        assert.ok(tests.length > 0, `${cells[0]} ${cells[1]}: no test`)
    }
})

test("every test that is linked exists, under that name", () => {
    const all = new Set(listFiles("test"))
    const links = [...PAGE.matchAll(/\[([^\]]+)\]\((\.\.\/test\/[^)]+)\)/g)]
    assert.ok(links.length > 100)
    for (const [, text, address] of links) {
        const [target] = relativeLinks(FILE, `[x](${address})`)
        assert.ok(all.has(target!), address)
        assert.ok(target!.endsWith(`/${text}.test.ts`), `${text}: ${address}`)
    }
    for (const target of relativeLinks(FILE, PAGE))
        assert.ok(existsSync(join(ROOT, target)), target)
})

/** A scenario, and where it is played: modems, countries, languages, with a space between; then why there are no more. */
const PLACES = PAGE.split("\n## Where it was tried\n")[1]!
    .split("\n## ")[0]!
    .split("\n")
    .filter(line => line.startsWith("| ["))
    .map(cellsOf)

/** In the order of their columns, with what holds where none is named. */
const KINDS: readonly (readonly [words: readonly string[], usual: string])[] = [
    [["conexant", "agere", "usr5637", "si2494"], "conexant"],
    [["US", "UK", "PL", "DE", "FR", "RU"], "US"],
    [LANGUAGES, "—"],
]

/** A scenario is played with that: as its lines say; where it has none, its own text names no less. */
function assertTrue(name: string, places: readonly string[]): void {
    const text = readFileSync(join(ROOT, `test/scenario/${name}.test.ts`), "utf8")
    const lines = linesInAll().get(name)
    if (lines) assert.ok(text.includes(`linesOf("${name}")`), `${name} does not ask for its lines`)
    const said = lines ? JSON.stringify(lines) : text
    for (const [index, [words, usual]] of KINDS.entries()) {
        const named = words.filter(word => said.includes(`"${word}"`)).join(" ") || usual
        const stated = places[index]!
        if (lines) assert.equal(stated, named, name)
        for (const word of stated.split(" "))
            assert.ok(named.includes(word), `${name}: ${word} is not in ${named}`)
    }
}

test("every scenario that is linked stands among the places, once, with what it is played on", () => {
    const [above, rest] = PAGE.split("\n## Where it was tried\n")
    const linked = [...`${above}${rest!.split("\n## ").slice(1).join()}`.matchAll(SCENARIO)]
    const names = PLACES.map(([cell]) => /^\[([^\]]+)\]/.exec(cell!)![1]!)
    assert.deepEqual([...names].sort(), [...new Set(linked.map(([, name]) => name!))].sort())
    for (const [index, name] of names.entries()) assertTrue(name, PLACES[index]!.slice(1, 4))
})

test("every scenario has two modems, two countries, and each language if any, or the reason stands there", () => {
    for (const [cell, modems, countries, languages, reason] of PLACES) {
        const isWide = modems!.includes(" ") && countries!.includes(" ")
        const isSpoken = languages === "—" || languages === LANGUAGES.join(" ")
        assert.ok((isWide && isSpoken) === (reason === ""), cell)
    }
})

test("the others have their marks, too", () => {
    for (const { cells } of ROWS.filter(row => row.cells.length === 9))
        for (const cell of cells.slice(1)) assert.match(cell, MARK, `${cells[0]}: ${cell}`)
})

test("every source that is named has its address, and none stands there for nothing", () => {
    const [tables, sources] = PAGE.split("\n## Sources\n")
    const named = new Set([...tables!.matchAll(KEY)].map(([, key]) => key!))
    const listed = [...sources!.matchAll(/^\| ([A-Z][\w-]*) \|/gm)].map(([, key]) => key!)
    assert.deepEqual([...named].sort(), listed.sort())
})
