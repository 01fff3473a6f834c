/** Which letters bytes stand for: address books come in UTF-8, in UTF-16, and in the code pages of Windows. */
import iconv from "iconv-lite"
import { CardError } from "../../sim/card/card-error.ts"

export type Encoding =
    "utf-8" | "utf-16le" | "utf-16be" | "windows-1250" | "windows-1251" | "windows-1252"

/** Polish letters where windows-1252 has signs that no name holds: Ł ł ą ś ź Ś Ź Ą Ż ż. */
const POLISH_ONLY = [0xa3, 0xb3, 0xb9, 0x9c, 0x9f, 0x8c, 0x8f, 0xa5, 0xaf, 0xbf]
const CYRILLIC_FROM = 0xc0

/** By its mark, by its zeros, as UTF-8 if it can be that, else by which letters stand next to each other. */
export function detectEncoding(bytes: Buffer): Encoding {
    const wide = wideEncoding(bytes)
    if (wide) return wide
    if (isUtf8(bytes)) return "utf-8"
    if (isMostlyHigh(bytes)) return "windows-1251"
    return bytes.some(byte => POLISH_ONLY.includes(byte)) ? "windows-1250" : "windows-1252"
}

/** A mark, or every other byte zero at the beginning. */
function wideEncoding(bytes: Buffer): Encoding | undefined {
    const [first, second, , fourth] = bytes
    if (first === 0xff && second === 0xfe) return "utf-16le"
    if (first === 0xfe && second === 0xff) return "utf-16be"
    if (second === 0 && fourth === 0) return "utf-16le"
    return first === 0 && bytes[2] === 0 ? "utf-16be" : undefined
}

/** @throws CardError: an encoding that is not known */
export function decodeText(bytes: Buffer, encoding: string): string {
    if (!iconv.encodingExists(encoding))
        throw new CardError(
            `"${encoding}" is no encoding that is known: try utf-8, windows-1250 or windows-1251`
        )
    return iconv.decode(bytes, encoding)
}

export function isUtf8(bytes: Buffer): boolean {
    try {
        new TextDecoder("utf-8", { fatal: true }).decode(bytes)
        return true
    } catch (error) {
        if (error instanceof TypeError) return false
        throw error
    }
}

/** In Russian nearly every letter has another one of the upper half beside it; in Polish hardly any. */
function isMostlyHigh(bytes: Buffer): boolean {
    let high = 0
    let beside = 0
    for (let i = 0; i < bytes.length; i++) {
        if (bytes[i]! < CYRILLIC_FROM) continue
        high++
        if ((bytes[i - 1] ?? 0) >= CYRILLIC_FROM || (bytes[i + 1] ?? 0) >= CYRILLIC_FROM) beside++
    }
    return beside * 2 > high
}
