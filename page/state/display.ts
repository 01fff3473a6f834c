/** The picture on the machine's display, as the timeline tells it: points of a screen 128 wide. */

export const DISPLAY_WIDTH = 128
/** Rows of a display that was never lit. */
const USUAL_HEIGHT = 64

export interface DisplayPoints {
    readonly height: number
    /** One byte each, row by row; 1 is lit. */
    readonly points: Uint8Array
}

/** @param picture eight points a byte, the left one in bit 7, in base64; "": dark */
export function displayPoints(picture: string): DisplayPoints {
    const bytes = Uint8Array.from(atob(picture), letter => letter.charCodeAt(0))
    const height = (8 * bytes.length) / DISPLAY_WIDTH || USUAL_HEIGHT
    const points = new Uint8Array(DISPLAY_WIDTH * height)
    bytes.forEach((byte, at) => {
        for (let bit = 0; bit < 8; bit++) points[8 * at + bit] = (byte >> (7 - bit)) & 1
    })
    return { height, points }
}
