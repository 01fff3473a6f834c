import assert from "node:assert/strict"
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { test } from "node:test"
import { ROOT, ToolError } from "../../tools/project.ts"
import { wiringDrawings } from "../../tools/wiring.ts"

const BOARD = "boards/afterbeep_devkitc.board.json"

interface BoardFile {
    pins: Record<string, number>
    i2c?: { pinSDA: number; pinSCL: number }
}

/** All texts of a drawing, as a reader sees them. */
function textsOf(drawing: string): string[] {
    return [...drawing.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(match => match[1]!)
}

/** The pins of a board's file, by its own text and not by the tool's reader. */
function pinsOf(text: string): [string, number][] {
    const { pins, i2c } = JSON.parse(text) as BoardFile
    const display: [string, number][] = i2c
        ? [
              ["i2c.pinSDA", i2c.pinSDA],
              ["i2c.pinSCL", i2c.pinSCL],
          ]
        : []
    return [...Object.entries(pins), ...display]
}

/** A copy of the boards, in which one file is changed; tells what the drawings are then. */
function drawnWith(change: (board: BoardFile) => void): Map<string, string> {
    const root = mkdtempSync(join(tmpdir(), "wiring-"))
    try {
        cpSync(join(ROOT, "boards"), join(root, "boards"), { recursive: true })
        const board = JSON.parse(readFileSync(join(root, BOARD), "utf8")) as BoardFile
        change(board)
        writeFileSync(join(root, BOARD), JSON.stringify(board))
        return wiringDrawings(root)
    } finally {
        rmSync(root, { recursive: true })
    }
}

function complaintOf(change: (board: BoardFile) => void): string {
    try {
        drawnWith(change)
    } catch (error) {
        assert.ok(error instanceof ToolError, String(error))
        return error.message
    }
    return "no complaint"
}

test("every board has a drawing for each way, and docs have just these", () => {
    const drawings = wiringDrawings()
    const boards = readdirSync(join(ROOT, "boards")).filter(name => name.endsWith(".board.json"))
    assert.equal(drawings.size, 2 * boards.length)
    for (const [path, drawing] of drawings)
        assert.equal(readFileSync(join(ROOT, path), "utf8"), drawing, `${path}: run npm run wiring`)
    const there = readdirSync(join(ROOT, "docs/hardware")).filter(name => name.endsWith(".svg"))
    assert.deepEqual(there.map(name => `docs/hardware/${name}`).sort(), [...drawings.keys()].sort())
})

test("a drawing names every pin of its board once, with its number beside it, and no other", () => {
    for (const [path, drawing] of wiringDrawings()) {
        const [, name] = /wiring-(\w+)-\w+\.svg$/.exec(path)!
        const pins = pinsOf(readFileSync(join(ROOT, `boards/afterbeep_${name}.board.json`), "utf8"))
        const texts = textsOf(drawing)
        for (const [pin, gpio] of pins) {
            const places = texts.flatMap((each, at) => (each === pin ? [at] : []))
            assert.equal(places.length, 1, `${path}: ${pin}`)
            assert.equal(texts[places[0]! - 1], `GPIO ${gpio}`, `${path}: ${pin}`)
        }
        const numbers = texts.filter(each => /^GPIO \d+$/.test(each))
        assert.equal(new Set(numbers).size, pins.length, path)
        assert.equal(numbers.length, pins.length, path)
    }
})

test("each wire of the bus is joined once, at the card", () => {
    for (const [path, drawing] of wiringDrawings()) {
        const joints = [...drawing.matchAll(/<circle class="dot (\w+)"/g)].map(match => match[1])
        assert.deepEqual(joints, ["clock", "out", "in"], path)
    }
})

test("what only a serial modem needs ends in the air with a USB modem", () => {
    const drawings = wiringDrawings()
    const open = "stays open: for a serial modem only"
    const opensOf = (name: string) =>
        textsOf(drawings.get(`docs/hardware/wiring-${name}.svg`)!).filter(each => each === open)
    assert.equal(opensOf("devkitc-usb").length, 3)
    assert.equal(opensOf("c3_supermini-usb").length, 2, "it has no MODEM_PWR")
    assert.equal(opensOf("devkitc-serial").length, 0)
})

test("a pin that a part needs and the board lacks is named, with the file", () => {
    const complaint = complaintOf(({ pins }) => delete pins.SD_CS)
    assert.equal(complaint, `${BOARD}: pins: missing SD_CS`)
})

test("a pin that no part has is named, with the file", () => {
    const complaint = complaintOf(({ pins }) => (pins.DOORBELL = 35))
    assert.equal(complaint, `${BOARD}: DOORBELL belongs to no part in tools/wiring/parts.ts`)
})

test("what is optional is left out: display, relay, keys after Play", () => {
    const drawings = drawnWith(board => {
        delete board.i2c
        for (const name of ["NEXT", "REPEAT", "DELETE", "RECORD", "ANSWER", "MENU", "MODEM_PWR"])
            delete board.pins[name]
        delete (board as unknown as { sPin: Record<string, number> }).sPin.MODEM_PWR
    })
    const texts = textsOf(drawings.get("docs/hardware/wiring-devkitc-serial.svg")!).join("\n")
    assert.match(texts, /^Play$/m)
    assert.doesNotMatch(texts, /Next|display|relay/)
})
