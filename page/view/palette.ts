/** Colours of a level, 0 … 255: lightness only rises, so that whoever sees no colours sees the same picture. */

/** From nothing to the loudest (viridis, in short, on the dark of a screen). */
const STOPS: readonly (readonly [red: number, green: number, blue: number])[] = [
    [14, 17, 21],
    [59, 28, 97],
    [49, 85, 140],
    [33, 145, 140],
    [94, 201, 98],
    [249, 231, 33],
]

/** 256 colours, four bytes each: red, green, blue, opaque. */
export const PALETTE = Uint8ClampedArray.from({ length: 4 * 256 }, (_, i) => {
    const channel = i % 4
    if (channel === 3) return 255
    const position = (Math.floor(i / 4) / 255) * (STOPS.length - 1)
    const stop = Math.min(STOPS.length - 2, Math.floor(position))
    const part = position - stop
    return STOPS[stop]![channel]! * (1 - part) + STOPS[stop + 1]![channel]! * part
})
