import assert from "node:assert/strict"
import { test } from "node:test"
import { drawRun, type PicturedRun } from "../../../../sim/scenario/picture/run-picture.ts"
import { type EventFields, type EventSource } from "../../../../sim/report/timeline.ts"

function event(tMs: number, source: EventSource, name: string, fields: EventFields = {}) {
    return { tMs, source, event: name, fields }
}

const SILENT = { samples: new Int16Array(0), pieces: [] }

function pictured(run: Partial<PicturedRun>): string {
    return drawRun({ events: [], heard: [], room: SILENT, ...run })
}

function marks(picture: string, className: string): string[] {
    return picture.match(new RegExp(`<(rect|path) class="${className}"[^>]*>`, "g")) ?? []
}

/** x and width of a box, in pixels. */
function extent(mark: string): { x: number; width: number } {
    return {
        x: Number(/ x="([\d.]+)"/.exec(mark)![1]),
        width: Number(/ width="([\d.]+)"/.exec(mark)![1]),
    }
}

const CALL = [
    event(3000, "exchange", "ring-on"),
    event(5000, "exchange", "ring-off"),
    event(9000, "exchange", "ring-on"),
    event(11_000, "exchange", "ring-off"),
    event(12_000, "caller", "answered"),
    event(13_000, "card", "write", { lba: 1, count: 1 }),
    event(14_000, "panel", "lamp", { value: 1 }),
    event(15_000, "panel", "lamp", { value: 0.5 }),
    event(16_000, "panel", "lamp", { value: 0 }),
    event(20_000, "sim", "end"),
]

test("every ring is a box, as long as it rang and where it rang", () => {
    const [first, second] = marks(pictured({ events: CALL }), "ring").map(extent)
    assert.ok(first && second)
    assert.ok(Math.abs(first.width - second.width) < 0.2)
    // Six seconds from beginning to beginning, two seconds long.
    assert.ok(Math.abs((second.x - first.x) / first.width - 3) < 0.02)
})

test("the lamp is one box from light to dark, however bright", () => {
    const [lamp, ...others] = marks(pictured({ events: CALL }), "lamp").map(extent)
    const [ring] = marks(pictured({ events: CALL }), "ring").map(extent)
    assert.equal(others.length, 0)
    assert.ok(Math.abs(lamp!.width - ring!.width) < 0.2)
})

test("only what sounds is drawn of a recording", () => {
    const samples = new Int16Array(8000)
    samples.fill(4000, 2000, 4000)
    const heard = [{ samples, pieces: [{ startMs: 3000, firstSample: 0, samples: 8000 }] }]
    const picture = pictured({ events: CALL, heard })
    assert.equal(marks(picture, "line").length, 1)
    assert.equal(marks(picture, "room").length, 0)
})

test("a screen reader gets the run in a sentence", () => {
    const picture = pictured({ events: CALL })
    assert.match(
        picture,
        /<desc>Rings: 2. Calls answered: 1. Recordings: 0. Keys pressed: 0.<\/desc>/
    )
})

test("a run in which nothing happened is a picture too", () => {
    assert.match(pictured({}), /^<svg [^]*<\/svg>\n$/)
})

test("a long run has few marks of time", () => {
    const events = [event(0, "sim", "step"), event(3_600_000, "sim", "end")]
    assert.ok(marks(pictured({ events }), "grid").length <= 15)
})
