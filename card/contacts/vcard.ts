/**
 * Reading vCards of version 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350): names and telephone numbers.
 *
 * Written here, because the libraries that there are take one version each, and not what telephones write: 2.1 with
 * quoted-printable over several lines, with bare parameters (TEL;CELL:…) and a character set for each value.
 */
import { type Contact } from "./contact.ts"
import { decodeText, detectEncoding, isUtf8 } from "./text-encoding.ts"

interface Property {
    /** In capitals, without its group. */
    readonly name: string
    readonly parameters: ReadonlyMap<string, string>
    /** One letter for each byte. */
    readonly value: string
}

/** All numbers of all cards, as they stand there. @param bytes of the whole file */
export function readVcards(bytes: Buffer, encoding = detectEncoding(bytes)): Contact[] {
    const isWide = encoding.startsWith("utf-16")
    const plain = isWide ? Buffer.from(decodeText(bytes, encoding)) : bytes
    const letters = isWide ? "utf-8" : encoding
    const contacts: Contact[] = []
    let card: Property[] = []
    for (const line of unfold(plain.toString("latin1"))) {
        const property = parseLine(line)
        if (!property) continue
        if (property.name === "BEGIN") card = []
        card.push(property)
        if (property.name === "END") contacts.push(...contactsOf(card, letters))
    }
    return contacts
}

/** Lines that go on in the next one are put together: after a blank, or, where they are quoted-printable, after "=". */
function unfold(text: string): string[] {
    const lines: string[] = []
    let isSoft = false
    for (const line of text.split(/\r\n|\n|\r/)) {
        const last = lines.at(-1)
        if (isSoft && last !== undefined) lines[lines.length - 1] = last.slice(0, -1) + line
        else if (/^[ \t]/.test(line) && last !== undefined)
            lines[lines.length - 1] = last + line.slice(1)
        else lines.push(line)
        const whole = lines.at(-1)!
        isSoft = whole.endsWith("=") && /^[^:]*;(ENCODING=)?QUOTED-PRINTABLE/i.test(whole)
    }
    return lines
}

/** `group.NAME;PARAM=VALUE;BARE:value`; colons and semicolons between quotation marks belong to a parameter. */
function parseLine(line: string): Property | undefined {
    const match = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^":;])*)*):(.*)$/s.exec(line.trimStart())
    if (!match) return undefined
    const parameters = new Map<string, string>()
    for (const [part] of match[2]!.matchAll(/(?:"[^"]*"|[^;"])+/g)) {
        const equals = part.indexOf("=")
        const key = equals < 0 ? bareKey(part) : part.slice(0, equals).toUpperCase()
        const value = equals < 0 ? part : part.slice(equals + 1).replace(/"/g, "")
        parameters.set(key, parameters.has(key) ? `${parameters.get(key)},${value}` : value)
    }
    return { name: match[1]!.toUpperCase(), parameters, value: match[3]! }
}

/** Version 2.1 has parameters without names: encodings, and types. */
function bareKey(part: string): string {
    return /^(QUOTED-PRINTABLE|BASE64|8BIT|7BIT)$/i.test(part) ? "ENCODING" : "TYPE"
}

function contactsOf(card: readonly Property[], letters: string): Contact[] {
    const text = (name: string) => {
        const found = card.find(each => each.name === name)
        return found ? valueOf(found, letters) : ""
    }
    const [family = "", given = ""] = splitUnescaped(text("N"))
    const candidates = [
        unescape(text("FN")),
        `${given} ${family}`,
        unescape(splitUnescaped(text("ORG"))[0] ?? ""),
        unescape(text("NICKNAME")),
    ]
    const name =
        candidates.map(each => each.replace(/\s+/g, " ").trim()).find(each => each !== "") ?? ""
    return card
        .filter(each => each.name === "TEL" && !isFax(each))
        .map(each => ({ number: unescape(valueOf(each, letters)), name }))
}

function isFax({ parameters }: Property): boolean {
    return /\bfax\b/i.test(parameters.get("TYPE") ?? "")
}

function valueOf({ parameters, value }: Property, letters: string): string {
    const encoding = parameters.get("ENCODING")?.toUpperCase() ?? ""
    const bytes = bytesOf(value, encoding)
    const charset = parameters.get("CHARSET")
    if (charset !== undefined) return decodeText(bytes, charset)
    return decodeText(bytes, isUtf8(bytes) ? "utf-8" : letters)
}

function bytesOf(value: string, encoding: string): Buffer {
    if (encoding === "BASE64" || encoding === "B") return Buffer.from(value, "base64")
    if (encoding !== "QUOTED-PRINTABLE") return Buffer.from(value, "latin1")
    const text = value.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
        String.fromCharCode(parseInt(hex, 16))
    )
    return Buffer.from(text, "latin1")
}

/** The parts of a value between semicolons. */
function splitUnescaped(text: string): string[] {
    return [...text.matchAll(/(?:\\.|[^;\\])*(?:;|$)/gs)].map(([part]) =>
        unescape(part.replace(/;$/, ""))
    )
}

function unescape(text: string): string {
    return text.replace(/\\(.)/gs, (_, letter: string) =>
        letter.toLowerCase() === "n" ? " " : letter
    )
}
