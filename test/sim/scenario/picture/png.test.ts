import assert from "node:assert/strict"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { execFileSync } from "node:child_process"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { inflateSync } from "node:zlib"
import { test } from "node:test"
import { encodePng } from "../../../../sim/scenario/picture/png.ts"
import { requireJudge } from "../../../support/judges.ts"

const POINTS = new Uint8Array(128 * 64)
POINTS[0] = POINTS[128 * 64 - 1] = 1

test("every point is a square of four pixels, in a dark frame of 16", () => {
    const png = Buffer.from(encodePng({ width: 128, height: 64, points: POINTS }))
    const columns = png.readUInt32BE(16)
    const at = png.indexOf("IDAT")
    const raw = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)))
    const pixel = (x: number, y: number) => raw[y * (columns + 1) + 1 + x]
    assert.deepEqual([columns, png.readUInt32BE(20)], [544, 288])
    assert.deepEqual([pixel(15, 16), pixel(16, 16), pixel(19, 19), pixel(20, 19)], [0, 255, 255, 0])
    assert.deepEqual([pixel(527, 271), pixel(528, 271)], [255, 0])
})

test("another program takes it for a picture of that size", t => {
    if (!requireJudge(t, "file")) return
    const folder = mkdtempSync(join(tmpdir(), "afterbeep-"))
    const file = join(folder, "p.png")
    writeFileSync(file, encodePng({ width: 128, height: 64, points: POINTS }))
    const said = execFileSync("file", ["-b", file], { encoding: "utf8" })
    rmSync(folder, { recursive: true })
    assert.match(said, /^PNG image data, 544 x 288, 8-bit grayscale/)
})
