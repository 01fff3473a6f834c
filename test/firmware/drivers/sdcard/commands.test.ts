import { describe, test, expect } from "@devicescript/test"
import {
    Command,
    CRC_CRC_OFF,
    CRC_GO_IDLE_STATE,
    CRC_SEND_IF_COND,
    IF_COND,
} from "../../../../src/drivers/sdcard/commands"

/** CRC7 with end bit of a command: x^7 + x^3 + 1 (SD Physical Layer Simplified Specification, 4.5). */
function crcOf(command: Command, argument: number): number {
    const bytes = [0x40 | command, 0, 0, argument >> 8, argument & 0xff]
    let crc = 0
    for (const byte of bytes)
        for (let bit = 7; bit >= 0; bit--) {
            const isFlipped = ((byte >> bit) & 1) !== crc >> 6
            crc = (crc << 1) & 0x7f
            if (isFlipped) crc ^= 0x09
        }
    return (crc << 1) | 1
}

describe("commands", () => {
    test("whose CRC a card looks at have the right one", () => {
        expect(crcOf(Command.GoIdleState, 0)).toBe(CRC_GO_IDLE_STATE)
        expect(crcOf(Command.SendIfCond, IF_COND)).toBe(CRC_SEND_IF_COND)
        expect(crcOf(Command.CrcOnOff, 0)).toBe(CRC_CRC_OFF)
    })
})
