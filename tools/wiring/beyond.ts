/** What a drawing has at its right: level shifter, modem, line, and the supply of all. */

import type { Beyond, Way } from "./parts.ts"
import { FOOT, HEAD, PART, PITCH, type PlacedPart, type Plan } from "./plan.ts"
import { box, supplyPill, text, wire } from "./svg.ts"

const SHIFTER = { x: 940, width: 120 }
const MODEM = { x: 1120, width: 160 }
const LINE = { x: 1320, width: 90 }
const SUPPLY = { x: 1120, width: 290, height: 96, below: 54 }
const PART_END = PART.x + PART.width

const MODEM_NAMES: Readonly<Record<Way, string>> = {
    usb: "USB voice modem",
    serial: "serial modem",
}

/** The way from the bridge to the telephone line. */
export function drawBeyond(plan: Plan, way: Way): string[] {
    const bridge = plan.parts.find(({ part }) => part.beyond)!
    const pins = bridge.part.beyond!.map((pin, at) => ({
        ...pin,
        y: bridge.y + HEAD + PITCH / 2 + at * PITCH,
    }))
    const { y } = bridge
    const lineY = y + HEAD + PITCH / 2
    const height = HEAD + pins.length * PITCH + FOOT
    return [
        ...pins.flatMap(drawPin),
        ...(way === "serial" ? drawShifter(bridge) : []),
        box("part", { x: MODEM.x, y }, MODEM.width, height),
        text("name", { x: MODEM.x + 14, y: y + 25 }, MODEM_NAMES[way]),
        ...(way === "serial" ? [supplyPill("GND", { x: MODEM.x + 124, y: y + height - 20 })] : []),
        ...pins.map(pin => text("", { x: MODEM.x + 14, y: pin.y + 5 }, pin.modem)),
        text("right", { x: MODEM.x + MODEM.width - 12, y: lineY + 5 }, "Line"),
        wire("line", { x: MODEM.x + MODEM.width, y: lineY }, { x: LINE.x, y: lineY }),
        box("part", { x: LINE.x, y }, LINE.width, HEAD + PITCH + 8),
        text("name middle", { x: LINE.x + LINE.width / 2, y: y + 25 }, "telephone"),
        text("middle", { x: LINE.x + LINE.width / 2, y: lineY + 5 }, "socket"),
    ]
}

function drawPin(pin: Beyond & { y: number }): string[] {
    const from = { x: PART_END, y: pin.y }
    return [
        text("right", { x: PART_END - 12, y: pin.y + 5 }, pin.at),
        wire("beyond", from, { x: MODEM.x, y: pin.y }),
    ]
}

function drawShifter({ y, height }: PlacedPart): string[] {
    const middle = SHIFTER.x + SHIFTER.width / 2
    return [
        box("part", { x: SHIFTER.x, y }, SHIFTER.width, height),
        text("name middle", { x: middle, y: y + 25 }, "level shifter"),
        text("small middle", { x: middle, y: y + HEAD + 18 }, "3.3 V to RS-232"),
        text("small middle", { x: middle, y: y + HEAD + 46 }, "3 ways out,"),
        text("small middle", { x: middle, y: y + HEAD + 63 }, "3 ways in"),
        supplyPill("3.3 V", { x: middle - 27, y: y + height - 20 }),
        supplyPill("GND", { x: middle + 27, y: y + height - 20 }),
    ]
}

/** The plug-in supply that feeds the board, and the USB port where there is one. */
export function drawSupply(plan: Plan): string[] {
    const bridge = plan.parts[0]!
    const at = { x: SUPPLY.x, y: bridge.y + bridge.height + SUPPLY.below }
    return [
        box("part", at, SUPPLY.width, SUPPLY.height),
        text("name", { x: at.x + 14, y: at.y + 25 }, "plug-in supply, 5 V, 2 A"),
        text("small", { x: at.x + 14, y: at.y + 48 }, "each 5 V tag has a wire of its own to here"),
        supplyPill("5 V", { x: at.x + 38, y: at.y + 75 }),
        supplyPill("GND", { x: at.x + 92, y: at.y + 75 }),
    ]
}
