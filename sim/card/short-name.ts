/**
 * 8.3 names: what the old directory entry holds, and what is made up for a long name.
 *
 * fatgen103, "Short Directory Entries" and "The Basis-Name Generation Algorithm". Characters beyond ASCII depend on
 * the owner's code page there: they are never written, and read as Latin-1.
 */

const BASE_CHARS = 8
const EXTENSION_CHARS = 3
const LEGAL = /^[A-Z0-9$%'\-_@~`!(){}^#&]$/
/** Offset 12 of an entry, written by Windows NT and later: base or extension is shown in lower case. */
const BASE_IS_LOWER = 0x08
const EXTENSION_IS_LOWER = 0x10
/** First byte for names that really begin with 0xE5, which means "free". */
const KANJI_E5 = 0x05

/** A short name in its two parts, without padding. */
interface Parts {
    readonly base: string
    readonly extension: string
}

/** The 11 bytes of a name that is an 8.3 name as it stands, in capitals; undefined if it needs a long name. */
export function exactShortName(name: string): Uint8Array | undefined {
    const parts = split(name)
    const isExact =
        join(parts) === name && fits(parts) && [...parts.base, ...parts.extension].every(isLegal)
    return isExact ? pad(parts) : undefined
}

/**
 * The 11 bytes that go with a long name, different from all that are in the folder.
 *
 * Names that only differ in case from an 8.3 name keep it; others end in ~1, ~2 …
 *
 * @param isTaken whether an entry has these 11 bytes, given as a Latin-1 string
 */
export function makeShortName(longName: string, isTaken: (name: string) => boolean): Uint8Array {
    const stripped = longName.toUpperCase().replace(/ /g, "").replace(/^\.+/, "")
    const wanted = split(stripped)
    const parts = { base: replaceIllegal(wanted.base), extension: replaceIllegal(wanted.extension) }
    const isLossy = join(parts) !== longName.toUpperCase() || !fits(parts)
    const extension = parts.extension.slice(0, EXTENSION_CHARS)
    for (let n = isLossy ? 1 : 0; ; n++) {
        const tail = n === 0 ? "" : `~${n}`
        const base = parts.base.slice(0, BASE_CHARS - tail.length) + tail
        const bytes = pad({ base, extension })
        if (!isTaken(latin1(bytes))) return bytes
    }
}

/** The name as a person reads it: "SETTINGS.TXT", or in the case that the entry's case bits ask for. */
export function decodeShortName(bytes: Uint8Array, caseBits: number): string {
    const text = latin1(bytes[0] === KANJI_E5 ? [0xe5, ...bytes.subarray(1)] : bytes)
    const base = text.slice(0, BASE_CHARS).trimEnd()
    const extension = text.slice(BASE_CHARS).trimEnd()
    return join({
        base: caseBits & BASE_IS_LOWER ? base.toLowerCase() : base,
        extension: caseBits & EXTENSION_IS_LOWER ? extension.toLowerCase() : extension,
    })
}

/** The sum that ties the entries of a long name to their short one. fatgen103, "ChkSum". */
export function shortNameChecksum(bytes: Uint8Array): number {
    let sum = 0
    for (const byte of bytes) sum = (((sum & 1) << 7) + (sum >> 1) + byte) & 0xff
    return sum
}

export function latin1(bytes: ArrayLike<number>): string {
    return Buffer.from(bytes as Uint8Array).toString("latin1")
}

function split(name: string): Parts {
    const dot = name.lastIndexOf(".")
    if (dot < 0) return { base: name, extension: "" }
    return { base: name.slice(0, dot), extension: name.slice(dot + 1) }
}

function join({ base, extension }: Parts): string {
    return extension === "" ? base : `${base}.${extension}`
}

function fits({ base, extension }: Parts): boolean {
    return base.length > 0 && base.length <= BASE_CHARS && extension.length <= EXTENSION_CHARS
}

function isLegal(char: string): boolean {
    return LEGAL.test(char)
}

function replaceIllegal(text: string): string {
    return [...text].map(char => (isLegal(char) ? char : "_")).join("")
}

function pad({ base, extension }: Parts): Uint8Array {
    return Buffer.from(base.padEnd(BASE_CHARS) + extension.padEnd(EXTENSION_CHARS), "latin1")
}
