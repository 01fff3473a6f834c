/** Pieces of the drawings: boxes, texts, wires, and the signs of parts. */

const SUPPLY_KINDS: Readonly<Record<string, string>> = { "3.3 V": "v3", "5 V": "v5", GND: "gnd" }
const SUPPLY_WIDTH = 46
/** From the middle of one supply's tag to that of the next. */
export const SUPPLY_STEP = 54

export interface Point {
    readonly x: number
    readonly y: number
}

export function box(kind: string, at: Point, width: number, height: number): string {
    return `<rect class="${kind}" x="${at.x}" y="${at.y}" width="${width}" height="${height}" rx="8"/>`
}

export function text(kind: string, at: Point, what: string): string {
    return `<text class="${kind}" x="${at.x}" y="${at.y}">${escaped(what)}</text>`
}

/** A wire along these points, straight from each to the next. */
export function wire(kind: string, ...points: Point[]): string {
    return `<path class="wire ${kind}" d="M${points.map(({ x, y }) => `${x} ${y}`).join("L")}"/>`
}

export function dot(kind: string, at: Point): string {
    return `<circle class="dot ${kind}" cx="${at.x}" cy="${at.y}" r="4"/>`
}

/** A name on a coloured ground; its middle is `at`. */
export function pill(kind: string, at: Point, width: number, what: string): string {
    const ground = `<rect class="pill ${kind}" x="${at.x - width / 2}" y="${at.y - 10}" width="${width}" height="20" rx="10"/>`
    return ground + text(`pill-text ${kind}`, { x: at.x, y: at.y + 4 }, what)
}

/** The tag of a supply. */
export function supplyPill(name: string, at: Point): string {
    return pill(SUPPLY_KINDS[name]!, at, SUPPLY_WIDTH, name)
}

/** A push button in a wire that goes on to the right. */
export function button({ x, y }: Point): string {
    return (
        `<path class="sign" d="M${x} ${y}H${x + 9}M${x + 27} ${y}H${x + 36}M${x + 7} ${y - 8}H${x + 29}M${x + 18} ${y - 8}V${y - 13}"/>` +
        `<circle class="sign" cx="${x + 10}" cy="${y}" r="2.5"/><circle class="sign" cx="${x + 26}" cy="${y}" r="2.5"/>`
    )
}

/** A light-emitting diode, whose current goes to the right. */
export function led({ x, y }: Point): string {
    return (
        `<path class="sign" d="M${x} ${y}H${x + 11}M${x + 25} ${y}H${x + 36}M${x + 25} ${y - 8}V${y + 8}M${x + 20} ${y - 10}l6 -6m-3 0h3v3"/>` +
        `<path class="sign filled" d="M${x + 11} ${y - 8}V${y + 8}L${x + 25} ${y}Z"/>`
    )
}

/** The end of a wire that leads nowhere. */
export function openEnd({ x, y }: Point): string {
    return `<path class="sign" d="M${x - 5} ${y - 5}l10 10m0 -10l-10 10"/>`
}

function escaped(what: string): string {
    return what.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
}
