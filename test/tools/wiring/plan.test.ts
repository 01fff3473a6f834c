import assert from "node:assert/strict"
import { test } from "node:test"
import { readBoard } from "../../../tools/firmware/board.ts"
import { ToolError } from "../../../tools/project.ts"
import { PITCH, planOf } from "../../../tools/wiring/plan.ts"

const ID = "afterbeep_s3_devkitm"

test("parts and wires keep their distance", () => {
    const { parts, top, bottom } = planOf(readBoard(ID), ID, "serial")
    let endY = top
    for (const { pins, y, height } of parts) {
        assert.ok(y >= endY)
        endY = y + height
        for (const [at, pin] of pins.entries()) {
            assert.ok(pin.y > y && pin.y < endY)
            if (at > 0) assert.equal(pin.y - pins[at - 1]!.y, PITCH)
        }
    }
    assert.equal(endY, bottom)
})

test("a pin of a second part is a branch of the first one's wire", () => {
    const { parts } = planOf(readBoard(ID), ID, "usb")
    const clocks = parts.flatMap(({ pins }) => pins.filter(pin => pin.name === "SPI_SCK"))
    assert.equal(clocks.length, 2)
    assert.equal(clocks[0]!.branchOfY, undefined)
    assert.equal(clocks[1]!.branchOfY, clocks[0]!.y)
})

test("a board without a pin for a part is refused, and told which part that is", () => {
    const board = readBoard(ID)
    const pins = Object.fromEntries(
        Object.entries(board.pins).filter(([name]) => name !== "BRIDGE_CS")
    )
    assert.throws(
        () => planOf({ ...board, pins }, "some.board.json", "usb"),
        (error: unknown) =>
            error instanceof ToolError &&
            error.message === "some.board.json: BRIDGE_CS missing, for USB host, MAX3421E"
    )
})
