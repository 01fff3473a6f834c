import assert from "node:assert/strict"
import { test } from "node:test"
import { drawCall } from "../../../../sim/cli/demo/call-chart.ts"
import { lookOf } from "../../../../sim/cli/demo/look.ts"
import { type RecordedSound } from "../../../../sim/scenario/world.ts"
import { wholeCall } from "./events.ts"

const SILENT: RecordedSound = { samples: new Int16Array(0), pieces: [] }
/** Ten seconds of loud sound from 34 s on. */
const ROOM: RecordedSound = {
    samples: new Int16Array(80_000).fill(6000),
    pieces: [{ startMs: 34_000, firstSample: 0, samples: 80_000 }],
}

function lanes(columns: number): string[] {
    const look = lookOf({}, { LANG: "C", COLUMNS: String(columns) })
    return drawCall({ events: wholeCall(), callerHeard: SILENT, room: ROOM }, look)
}

test("the chart has a lane for everybody who can be heard or seen, and a clock", () => {
    assert.deepEqual(
        lanes(80).map(lane => lane.slice(0, 16).trim()),
        ["ring", "caller hears", "caller speaks", "recording", "loudspeaker", "lamp", ""]
    )
})

for (const columns of [40, 80, 120])
    test(`the chart fits a terminal of ${columns} columns`, () => {
        for (const lane of lanes(columns)) assert.ok(lane.length <= columns, lane)
    })

test("what comes first stands left", () => {
    const [ring, , speaks, , loudspeaker, lamp] = lanes(80)
    const firstOf = (lane: string, sign: RegExp) => lane.slice(16).search(sign)
    assert.ok(firstOf(ring!, /#/) < firstOf(speaks!, /#/))
    assert.ok(firstOf(speaks!, /#/) < firstOf(lamp!, /:/))
    assert.ok(firstOf(lamp!, /:/) < firstOf(loudspeaker!, /[^ ]/))
})

test("a machine that was never called has no chart", () => {
    const events = wholeCall().slice(0, 1)
    assert.deepEqual(drawCall({ events, callerHeard: SILENT, room: SILENT }, lookOf({}, {})), [])
})
