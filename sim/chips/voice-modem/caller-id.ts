/**
 * Caller ID as a modem reads it: bytes of the FSK become a packet, the packet becomes fields, these the lines for the host.
 *
 * Packets after Telcordia GR-30 (SDMF, type 04) and GR-31 / ETSI EN 300 659-3 (MDMF, type 80):
 *
 *     | type | length n | n bytes | checksum |     all bytes together are 0 modulo 256
 *
 * Lines after TIA/EIA-716 (+VCID).
 */

/** Marks that announce a packet are far more than the ten that may stuff a gap between its bytes. */
const ANNOUNCING_MARK_BITS = 25
const LONGEST_PACKET = 258

enum PacketType {
    SingleMessage = 0x04,
    MultipleMessage = 0x80,
}

enum Parameter {
    DateTime = 0x01,
    Number = 0x02,
    NumberAbsent = 0x04,
    Name = 0x07,
    NameAbsent = 0x08,
    CallType = 0x11,
}

const TAG_LABELS: Readonly<Record<number, string>> = {
    [Parameter.Number]: "NMBR",
    [Parameter.NumberAbsent]: "NMBR",
    [Parameter.Name]: "NAME",
    [Parameter.NameAbsent]: "NAME",
}

/** Collects the bytes of one packet. */
export class PacketAssembler {
    private readonly bytes = new Uint8Array(LONGEST_PACKET)
    private count = 0
    private isCollecting = false

    /** @param received is told each whole packet whose checksum is right; valid only during the call */
    constructor(private readonly received: (packet: Uint8Array) => void) {}

    reset(): void {
        this.isCollecting = false
    }

    byte(value: number, markBits: number): void {
        if (markBits >= ANNOUNCING_MARK_BITS) {
            this.isCollecting = true
            this.count = 0
        }
        if (!this.isCollecting) return
        this.bytes[this.count++] = value
        if (this.count < 2 || this.count < this.bytes[1]! + 3) return
        this.isCollecting = false
        const packet = this.bytes.subarray(0, this.count)
        if (sumOf(packet) === 0) this.received(packet)
    }
}

/** What is known of the caller, by the label of its line, as the network sent it. */
export type CallerField = readonly [label: string, text: string]

const LINE_ORDER = ["DATE", "TIME", "NMBR", "NAME", "MESG"]

/** What a packet says, in the order of the lines; undefined if it announces no call. */
export function callerFields(packet: Uint8Array): CallerField[] | undefined {
    const content = packet.subarray(2, packet.length - 1)
    if (packet[0] === PacketType.SingleMessage) return singleMessageFields(content)
    if (packet[0] === PacketType.MultipleMessage) return multipleMessageFields(content)
    return undefined
}

/** The whole packet as hexadecimal digits: +VCID=2. */
export function unformattedField(packet: Uint8Array): CallerField {
    return ["MESG", hexOf(packet)]
}

/** "NMBR = 2125550123" or, with another separator, "NMBR=2125550123". */
export function callerLines(fields: readonly CallerField[], separator: string): string[] {
    return fields.map(([label, text]) => label + separator + text)
}

function singleMessageFields(content: Uint8Array): CallerField[] {
    const text = textOf(content)
    return [...dateTimeFields(text), ["NMBR", text.slice(8)]]
}

function multipleMessageFields(content: Uint8Array): CallerField[] {
    const fields: CallerField[] = []
    let at = 0
    while (at + 2 <= content.length) {
        const end = at + 2 + content[at + 1]!
        fields.push(...parameterFields(content.subarray(at, end)))
        at = end
    }
    return fields.sort(([a], [b]) => LINE_ORDER.indexOf(a) - LINE_ORDER.indexOf(b))
}

/** @param parameter tag, length and what follows */
function parameterFields(parameter: Uint8Array): CallerField[] {
    const tag = parameter[0]!
    const text = textOf(parameter.subarray(2))
    if (tag === Parameter.DateTime) return dateTimeFields(text)
    if (tag === Parameter.CallType) return []
    const label = TAG_LABELS[tag]
    if (label) return [[label, text]]
    const checksum = -sumOf(parameter) & 0xff
    return [["MESG", `${hexOf(parameter)}${hexOf(Uint8Array.of(checksum))}`]]
}

function dateTimeFields(text: string): CallerField[] {
    return [
        ["DATE", text.slice(0, 4)],
        ["TIME", text.slice(4, 8)],
    ]
}

function sumOf(bytes: Uint8Array): number {
    return bytes.reduce((sum, byte) => sum + byte, 0) & 0xff
}

function textOf(bytes: Uint8Array): string {
    return String.fromCharCode(...bytes)
}

function hexOf(bytes: Uint8Array): string {
    return Array.from(bytes, byte => byte.toString(16).toUpperCase().padStart(2, "0")).join("")
}
