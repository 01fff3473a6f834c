/** A picture of lit points as PNG (ISO/IEC 15948), greyscale with 8 bits. */
import { deflateSync } from "node:zlib"
import { type DisplayPicture } from "../../panel/display-watch.ts"

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
/** Side of a point, and the frame around all of them, in pixels. */
const SCALE = 4
const MARGIN = 16
const LIT = 0xff

/** Every point is a square of 4 pixels, in a dark frame. */
export function encodePng({ width, height, points }: DisplayPicture): Uint8Array {
    const columns = width * SCALE + 2 * MARGIN
    const rows = height * SCALE + 2 * MARGIN
    // In front of each row stands its filter: none.
    const raw = new Uint8Array(rows * (columns + 1))
    for (let y = 0; y < height * SCALE; y++)
        for (let x = 0; x < width * SCALE; x++)
            if (points[Math.floor(y / SCALE) * width + Math.floor(x / SCALE)] === 1)
                raw[(y + MARGIN) * (columns + 1) + 1 + x + MARGIN] = LIT
    const header = Buffer.alloc(13)
    header.writeUInt32BE(columns, 0)
    header.writeUInt32BE(rows, 4)
    header[8] = 8
    return Buffer.concat([
        SIGNATURE,
        chunk("IHDR", header),
        chunk("IDAT", deflateSync(raw)),
        chunk("IEND", new Uint8Array(0)),
    ])
}

/** Annex D: the polynomial, bits in reverse. */
function crc32(bytes: Uint8Array): number {
    let crc = 0xffffffff
    for (const byte of bytes) {
        crc ^= byte
        for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) === 1 ? 0xedb88320 : 0)
    }
    return ~crc >>> 0
}

function chunk(type: string, content: Uint8Array): Uint8Array {
    const typed = Buffer.concat([Buffer.from(type, "latin1"), content])
    const framed = Buffer.alloc(typed.length + 8)
    framed.writeUInt32BE(content.length, 0)
    typed.copy(framed, 4)
    framed.writeUInt32BE(crc32(typed), framed.length - 4)
    return framed
}
