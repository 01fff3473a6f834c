import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { EVENT_NAMES, EVENT_SOURCES, eventNamesOf } from "../../../sim/scenario/event-names.ts"

const GUIDE = readFileSync(new URL("../../../docs/scenarios.md", import.meta.url), "utf8")

test("every event that can be waited for stands in the guide's table, and no other", () => {
    const table = GUIDE.slice(GUIDE.indexOf("## Events"), GUIDE.indexOf("## Exit codes"))
    const documented = [...table.matchAll(/^\| [^|]*\| ([^|]*) \|/gm)]
        .flatMap(([, cell]) => [...cell!.matchAll(/`([^`]+)`/g)])
        .map(([, name]) => name!)
    assert.deepEqual(
        [...new Set(documented)].sort(),
        [...new Set(EVENT_SOURCES.flatMap(source => EVENT_NAMES[source]))].sort()
    )
})

test("without a source, the events of all sources may be meant, each once", () => {
    assert.deepEqual(eventNamesOf("speaker"), ["sound-on", "sound-off"])
    const all = eventNamesOf(undefined)
    assert.equal(all.filter(name => name === "sound-on").length, 1)
    assert.ok(all.includes("polarity") && all.includes("power-off"))
})
