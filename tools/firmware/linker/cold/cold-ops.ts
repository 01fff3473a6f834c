/**
 * Instructions of cold code (docs/decisions/017): the linker writes them, src/cold/run-cold.ts runs them.
 *
 * One byte each; those below 0x10 have a number of 16 bits behind, little endian, `Literal` one of 32. Values stand on a
 * stack, as in the virtual machine's own code, and a statement takes them all. `Call`, `Local` and `SmallLiteral` begin
 * ranges: calls with 0 to 8 arguments, locals 0 to 63, numbers from -16 to 111. Jumps go to an address within all cold
 * code. A function begins with two bytes: how many locals it has, and how many values it has on the stack at most.
 */
export const ColdOp = {
    Field: 0x00,
    String: 0x01,
    Constant: 0x02,
    Global: 0x03,
    Literal: 0x04,
    StoreLocal: 0x05,
    JumpIfNot: 0x06,
    JumpIfReturnedNullish: 0x07,
    Jump: 0x08,

    Returned: 0x10,
    Not: 0x11,
    IsUndefined: 0x12,
    IsNullish: 0x13,
    Negative: 0x14,
    BitNot: 0x15,
    ToInt: 0x16,
    TypeOf: 0x17,
    ToBool: 0x18,

    Add: 0x20,
    Subtract: 0x21,
    Index: 0x22,
    Equal: 0x23,
    NotEqual: 0x24,
    Less: 0x25,
    LessOrEqual: 0x26,
    Multiply: 0x27,
    InstanceOf: 0x28,
    LoadU16: 0x29,
    LoadU32: 0x2a,
    BitAnd: 0x2b,
    BitOr: 0x2c,
    BitXor: 0x2d,
    ShiftLeft: 0x2e,
    ShiftRight: 0x2f,
    ShiftRightUnsigned: 0x30,

    Return: 0x31,
    IndexSet: 0x32,
    StoreU16: 0x33,
    StoreU32: 0x34,
    StoreReturned: 0x35,
    Throw: 0x36,
    /** An empty array; where the value is negative, an empty object. */
    Make: 0x37,
    Call: 0x38,

    Local: 0x40,
    SmallLiteral: 0x80,
} as const

/** The byte of the small literal 0. */
export const SMALL_LITERAL_ZERO = 0x90

/** The same as a source of the firmware, which may not see this file. */
export function coldOpSource(): string {
    const rows = Object.entries(ColdOp).map(([name, code]) => `    ${name} = 0x${hex(code)},\n`)
    return (
        `/** Instructions of cold code: tools/firmware/linker/cold/cold-ops.ts says what they are. */\n` +
        `export enum ColdOp {\n${rows.join("")}}\n\n` +
        `export const SMALL_LITERAL_ZERO = 0x${hex(SMALL_LITERAL_ZERO)}\n`
    )
}

function hex(code: number): string {
    return code.toString(16).padStart(2, "0")
}
