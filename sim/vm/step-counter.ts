/**
 * Lets the official virtual machine count the instructions that it executes, by some instructions of WebAssembly in the loop
 * that executes them. Nothing else of it is changed.
 *
 * The loop is found by what it begins with: DEVS_MAX_STEPS, the 131,072 instructions after which a program that never
 * yields is killed (runtime/devicescript/vm_main.c, devs_vm_exec_opcodes, version 2.16.4). Encoding: WebAssembly Core
 * Specification 1.0, chapter 5.
 */

/** A word in memory below what the compiler uses (Emscripten's GLOBAL_BASE is 1024). */
const COUNTER_AT = 16
const HEADER_BYTES = 8
const CODE_SECTION = 10

/** i32.const 131072, local.set 3; block, loop; local.get 2, local.set 2; local.get 3, i32.const -1, i32.add, local.tee 4 */
const LOOP = "41808008" + "2103" + "0240" + "0340" + "20022102" + "2003417f6a2204"
/** Where in it the body of the loop begins. */
const BODY_AT = 10
/** i32.const 16, i32.const 16, i32.load, i32.const 1, i32.add, i32.store */
const COUNT = Buffer.from(
    `41${hex(COUNTER_AT)}41${hex(COUNTER_AT)}280200` + "41016a" + "360200",
    "hex"
)

/** Instructions executed since the machine was made, modulo 2 to the 32nd. */
export function stepCount(memory: Uint8Array): number {
    return new DataView(memory.buffer, memory.byteOffset).getUint32(COUNTER_AT, true)
}

/** @throws Error where the loop is not there, or not the only one of its kind */
export function addStepCounter(wasm: Uint8Array): Uint8Array {
    const loop = Buffer.from(LOOP, "hex")
    const bytes = Buffer.from(wasm)
    const loopAt = bytes.indexOf(loop)
    if (loopAt < 0 || bytes.indexOf(loop, loopAt + 1) >= 0)
        throw new Error("the virtual machine has another loop; version 2.16.4 is needed (npm ci)")
    const section = findSection(bytes, CODE_SECTION)
    const body = findFunction(bytes, section, loopAt)
    const grown = Buffer.concat([
        bytes.subarray(body.from, loopAt + BODY_AT),
        COUNT,
        bytes.subarray(loopAt + BODY_AT, body.to),
    ])
    const content = Buffer.concat([
        bytes.subarray(section.from, body.at),
        encode(grown.length),
        grown,
        bytes.subarray(body.to, section.to),
    ])
    return Buffer.concat([
        bytes.subarray(0, section.at),
        encode(content.length),
        content,
        bytes.subarray(section.to),
    ])
}

/** Something led by its length: where the length stands, and what it counts. */
interface Piece {
    readonly at: number
    readonly from: number
    readonly to: number
}

function pieceAt(bytes: Buffer, at: number): Piece {
    const { value, next } = decode(bytes, at)
    return { at, from: next, to: next + value }
}

function findSection(bytes: Buffer, id: number): Piece {
    for (let at = HEADER_BYTES; at < bytes.length;) {
        const piece = pieceAt(bytes, at + 1)
        if (bytes[at] === id) return piece
        at = piece.to
    }
    throw new Error(`the virtual machine has no section ${id}`)
}

/** The function in a code section that a byte belongs to. */
function findFunction(bytes: Buffer, section: Piece, byteAt: number): Piece {
    let at = decode(bytes, section.from).next
    let piece = pieceAt(bytes, at)
    while (piece.to <= byteAt) {
        at = piece.to
        piece = pieceAt(bytes, at)
    }
    return piece
}

/** LEB128, unsigned. */
function decode(bytes: Buffer, at: number): { value: number; next: number } {
    let value = 0
    for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++]!
        value += (byte & 0x7f) << shift
        if (byte < 0x80) return { value, next: at }
    }
}

function encode(value: number): Buffer {
    const bytes: number[] = []
    for (let rest = value; ; rest >>>= 7) {
        if (rest < 0x80) return Buffer.from([...bytes, rest])
        bytes.push((rest & 0x7f) | 0x80)
    }
}

function hex(byte: number): string {
    return byte.toString(16).padStart(2, "0")
}
