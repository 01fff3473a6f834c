/** The few marks that a picture is made of, as SVG 1.1 text. Lengths are pixels, one digit behind the point. */

const SPECIAL: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
}

/** Text as it may stand in SVG. What XML cannot hold at all (control characters) becomes a space. */
export function escapeText(text: string): string {
    return text
        .replace(/[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd]/gu, " ")
        .replace(/[&<>"]/g, sign => SPECIAL[sign]!)
}

export function text(x: number, y: number, className: string, content: string): string {
    return `<text class="${className}" x="${px(x)}" y="${px(y)}">${escapeText(content)}</text>`
}

/** A filled box; at least one pixel wide, so that what is short can still be seen. */
export function box(
    fromX: number,
    toX: number,
    y: number,
    height: number,
    className: string
): string {
    const width = Math.max(1, toX - fromX)
    return `<rect class="${className}" x="${px(fromX)}" y="${px(y)}" width="${px(width)}" height="${px(height)}"/>`
}

export function verticalLine(x: number, fromY: number, toY: number, className: string): string {
    return `<path class="${className}" d="M${px(x)} ${px(fromY)}V${px(toY)}"/>`
}

/** Where a band lies: it begins at `fromX`, has a level every `stepX`, and reaches `halfHeight` above and below `middleY`. */
export interface BandPlace {
    readonly fromX: number
    readonly stepX: number
    readonly middleY: number
    readonly halfHeight: number
}

/**
 * A band that is as high above and below its middle as its level: what a waveform looks like from afar.
 *
 * @param levels 0 … 1
 */
export function band(levels: readonly number[], place: BandPlace, className: string): string {
    const { fromX, stepX, middleY, halfHeight } = place
    const edge = (sign: number) =>
        levels.map(
            (level, i) => `${px(fromX + i * stepX)} ${px(middleY + sign * level * halfHeight)}`
        )
    return `<path class="${className}" d="M${[...edge(-1), ...edge(1).reverse()].join("L")}Z"/>`
}

function px(length: number): string {
    return String(Math.round(length * 10) / 10)
}
