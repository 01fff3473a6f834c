/** docs/features.md: what stands there of Afterbeep is shown by tests, which exist; and each key of a source is explained. */

import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { ROOT, listFiles } from "../../tools/project.ts"
import { relativeLinks } from "../../tools/tidy/rules.ts"

const FILE = "docs/features.md"
const PAGE = readFileSync(join(ROOT, FILE), "utf8")
const OURS = "Afterbeep"
const MARK = /^(Y\*?|P|N|\?|—)(?=[:; ]|$)/
/** A source in brackets that is no link. */
const KEY = /\[([A-Z][\w-]*)\](?!\()/g

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
