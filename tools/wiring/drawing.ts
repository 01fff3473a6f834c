/** The drawing of a board's wiring as SVG: the board at the left, its parts in the middle, modem and line at the right. */

import type { Board } from "../firmware/board.ts"
import { drawBeyond, drawSupply } from "./beyond.ts"
import type { Way } from "./parts.ts"
import { PART, type PlacedPart, type PlacedPin, type Plan, planOf } from "./plan.ts"
import { STYLE } from "./style.ts"
import { SUPPLY_STEP, box, button, dot, led, openEnd, pill, supplyPill, text, wire } from "./svg.ts"

/** The board's own supplies stand below its pins. */
const BOARD = { x: 30, width: 250, below: 34 }
const BOARD_END = BOARD.x + BOARD.width
const WIDTH = 1430
const BELOW = 130
const OPEN_END = BOARD_END + 60
const GPIO_WIDTH = 66
const RESISTOR = { x: 520, width: 122 }
const NOTE = 17

/** Wires that more than one part has: what each is called in the style, and where it goes down. */
const SHARED: Readonly<Record<string, { kind: string; x: number }>> = {
    SPI_SCK: { kind: "clock", x: 330 },
    SPI_MOSI: { kind: "out", x: 355 },
    SPI_MISO: { kind: "in", x: 380 },
}
const WAY_TITLES: Readonly<Record<Way, string>> = {
    usb: "with a USB modem",
    serial: "with a serial modem",
}

/**
 * The whole drawing.
 *
 * @param file the board's file, as it is called in the project
 * @throws ToolError where a part lacks a pin, or a pin has no part
 */
export function drawWiring(board: Board, file: string, way: Way): string {
    const plan = planOf(board, file, way)
    const height = plan.bottom + BELOW
    const title = `${board.devName}, ${WAY_TITLES[way]}`
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img">`,
        `<title>${title}</title>`,
        `<style>${STYLE}</style>`,
        text("title", { x: BOARD.x, y: 46 }, title),
        ...drawBoard(plan),
        ...plan.parts.flatMap(drawPart),
        ...drawBeyond(plan, way),
        ...drawSupply(plan),
        ...drawLegend(plan, file),
        "</svg>",
        "",
    ].join("\n")
}

function drawBoard(plan: Plan): string[] {
    const { top } = plan
    const bottom = plan.bottom + BOARD.below
    const middle = BOARD.x + BOARD.width / 2
    const supply = ["5 V", "3.3 V", "GND"]
    return [
        box("board", { x: BOARD.x, y: top }, BOARD.width, bottom - top),
        text("name middle", { x: middle, y: top + 26 }, "the board"),
        ...supply.map((name, at) =>
            supplyPill(name, { x: middle + (at - 1) * SUPPLY_STEP, y: bottom - 18 })
        ),
    ]
}

function drawPart({ part, pins, y, height }: PlacedPart): string[] {
    const wires = pins.flatMap(pin => drawWire(pin, part.kind))
    if (part.kind === "open") return [...wires, ...pins.map(drawOpenEnd)]
    const supplyY = y + height - 20
    return [
        ...wires,
        box("part", { x: PART.x, y }, PART.width, height),
        text("name", { x: PART.x + 14, y: y + 25 }, part.name),
        ...pins.flatMap(pin => drawEnd(pin, part.kind)),
        ...drawNotes(part.notes, supplyY - 20),
        ...part.supply.map((name, at) =>
            supplyPill(name, { x: PART.x + 38 + at * SUPPLY_STEP, y: supplyY })
        ),
    ]
}

/** @param lastY where the last of them stands */
function drawNotes(notes: readonly string[], lastY: number): string[] {
    const firstY = lastY - (notes.length - 1) * NOTE
    return notes.map((note, at) => text("small", { x: PART.x + 14, y: firstY + at * NOTE }, note))
}

function drawWire(pin: PlacedPin, partKind: string): string[] {
    const { y, branchOfY, resistor } = pin
    const shared = SHARED[pin.name]
    const kind = shared?.kind ?? wireKind(pin, partKind)
    const end = { x: partKind === "open" ? OPEN_END : PART.x, y }
    const inIt = resistor ? [pill("resistor", { x: RESISTOR.x, y }, RESISTOR.width, resistor)] : []
    if (shared && branchOfY !== undefined) {
        const from = { x: shared.x, y: branchOfY }
        return [wire(kind, from, { x: shared.x, y }, end), dot(kind, from), ...inIt]
    }
    return [
        wire(kind, { x: BOARD_END, y }, end),
        ...inIt,
        pill("gpio", { x: BOARD_END - GPIO_WIDTH / 2 - 10, y }, GPIO_WIDTH, `GPIO ${pin.gpio}`),
        text("right", { x: BOARD_END - GPIO_WIDTH - 20, y: y + 5 }, pin.name),
    ]
}

function drawOpenEnd({ y, at }: PlacedPin): string {
    return openEnd({ x: OPEN_END, y }) + text("small", { x: OPEN_END + 16, y: y + 4 }, at)
}

function wireKind(pin: PlacedPin, partKind: string): string {
    if (partKind !== "bus") return partKind
    return pin.name.endsWith("_CS") ? "select" : "other"
}

function drawEnd(pin: PlacedPin, kind: string): string[] {
    const { y } = pin
    const signX = PART.x + 14
    const labelX = kind === "key" || kind === "lamp" ? signX + 50 : signX
    const sign = kind === "key" ? [button({ x: signX, y })] : []
    if (kind === "lamp") sign.push(led({ x: signX, y }))
    return [...sign, text("", { x: labelX, y: y + 5 }, pin.at)]
}

function drawLegend(plan: Plan, file: string): string[] {
    const lines = [
        "Tags of one name are all joined. A dot joins wires; where they cross without one, they do not touch.",
        "Pins stand in the order of the parts, not as on the board: look for the numbers that are printed on it.",
        `Made from ${file} by npm run wiring.`,
    ]
    return lines.map((line, at) =>
        text("small", { x: BOARD.x, y: plan.bottom + BOARD.below + 34 + at * 19 }, line)
    )
}
