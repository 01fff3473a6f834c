import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { EVENT_SOURCES, eventFieldsOf, eventNamesOf } from "../../../sim/scenario/event-names.ts"

const GUIDE = readFileSync(new URL("../../../docs/scenarios.md", import.meta.url), "utf8")
const TABLE = GUIDE.slice(GUIDE.indexOf("## Events"), GUIDE.indexOf("## Saved runs"))

/** What stands in a cell of the guide as code. */
const names = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)

test("every event that can be waited for stands in the guide's table with its fields, and no other", () => {
    const rows = [...TABLE.matchAll(/^\| ([^|]*) ?\| ([^|]*) \| ([^|]*) ?\| [^|]* ?\|$/gm)]
    const documented = new Map<string, readonly string[]>()
    let sources: readonly string[] = []
    for (const [, first, events, fields] of rows) {
        if (names(first!).length > 0) sources = names(first!)
        for (const source of sources)
            for (const event of names(events!)) documented.set(`${source} ${event}`, names(fields!))
    }
    const known = EVENT_SOURCES.flatMap(source =>
        eventNamesOf(source).map(
            event => [`${source} ${event}`, eventFieldsOf(event, source)] as const
        )
    )
    const sorted = (all: Iterable<readonly [string, readonly string[]]>) =>
        [...all].map(([event, fields]) => `${event}: ${[...fields].sort().join()}`).sort()
    assert.deepEqual(sorted(documented), sorted(known))
})

test("the fields of an event that several sources have are those of all", () => {
    assert.deepEqual([...eventFieldsOf("speak-start", undefined)], ["call"])
    assert.deepEqual([...eventFieldsOf("speak-start", "room")], [])
    assert.deepEqual([...eventFieldsOf("none", undefined)], [])
})

test("without a source, the events of all sources may be meant, each once", () => {
    assert.deepEqual(eventNamesOf("speaker"), ["sound-on", "sound-off"])
    const all = eventNamesOf(undefined)
    assert.equal(all.filter(name => name === "sound-on").length, 1)
    assert.ok(all.includes("polarity") && all.includes("power-off"))
})
