import { Codec } from "../../hal/sound"

/** A codec as the modem numbers it. */
export interface ModemCodec {
    codec: Codec
    /** The first field of its line, the `cml` of AT+VSM. */
    id: number
}

const BITS_PATTERN = "8"

/**
 * Understand one line of the answer to AT+VSM=?, in any of the forms modems use.
 *
 * Fields are separated by commas or semicolons outside quotes and parentheses: number, name, bits (missing on some)…
 * A prefix `+VSM:` may come first. Numbers are the maker's; only names tell.
 * @returns undefined for a codec we do not use, or one without 8000 samples a second
 */
export function parseCodecLine(line: string): ModemCodec | undefined {
    const colon = line.indexOf("+VSM:")
    const text = (colon >= 0 ? line.slice(colon + 5) : line).trim().toUpperCase()
    const id = parseInt(text)
    if (isNaN(id) || text.indexOf("8000") < 0) return undefined
    const codec = codecNamed(text)
    return codec === undefined ? undefined : { codec, id }
}

function codecNamed(text: string): Codec | undefined {
    if (text.includes("ADPCM")) return undefined
    if (text.includes("ULAW") || text.includes("U-LAW") || text.includes("G.711U"))
        return Codec.MuLaw
    if (text.includes("ALAW") || text.includes("A-LAW") || text.includes("G.711A"))
        return Codec.ALaw
    if (text.includes("8-BIT LINEAR")) return Codec.PcmU8
    if (text.includes("UNSIGNED PCM") && firstFieldAfterName(text).startsWith(BITS_PATTERN))
        return Codec.PcmU8
    return undefined
}

/** What follows the closing quote and its separator: the number of bits. */
function firstFieldAfterName(text: string): string {
    const quote = text.lastIndexOf('"')
    return quote < 0 ? "" : text.slice(quote + 2).trim()
}

/** µ-law, then A-law, then unsigned PCM: at −30 dBFS µ-law keeps 35 dB, unsigned PCM 21. */
export function isBetter(candidate: Codec, than: Codec | undefined): boolean {
    return than === undefined || rank(candidate) < rank(than)
}

function rank(codec: Codec): number {
    switch (codec) {
        case Codec.MuLaw:
            return 0
        case Codec.ALaw:
            return 1
        case Codec.PcmU8:
            return 2
    }
}
