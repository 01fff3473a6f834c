import { describe, expect, test } from "@devicescript/test"
import { addCallerIdLine, unknownCaller } from "../../../../src/drivers/v253/caller-id"

describe("caller ID lines", () => {
    test("with spaces round the sign (Conexant) and without (USR, MultiTech)", () => {
        const caller = unknownCaller()
        expect(addCallerIdLine("DATE = 1122", caller)).toBe(true)
        expect(addCallerIdLine("TIME=1405", caller)).toBe(true)
        expect(addCallerIdLine("NMBR = 2125550123", caller)).toBe(true)
        expect(addCallerIdLine("NAME=J SMITH", caller)).toBe(true)
        expect(caller.date + caller.time).toBe("11221405")
        expect(caller.number + "," + caller.name).toBe("2125550123,J SMITH")
    })
    test("a value may hold the sign, and may be missing", () => {
        const caller = unknownCaller()
        addCallerIdLine("NAME = A=B", caller)
        addCallerIdLine("NMBR =", caller)
        expect(caller.name).toBe("A=B")
        expect(caller.number).toBe("")
    })
    test("other lines are left to others", () => {
        const caller = unknownCaller()
        expect(addCallerIdLine("RING", caller)).toBe(false)
        expect(addCallerIdLine("=", caller)).toBe(false)
        expect(addCallerIdLine("MESG = 0602", caller)).toBe(false)
    })
    test("cut at any byte, a line never does harm", () => {
        const line = "NMBR = 2125550123"
        for (let end = 0; end < line.length; end++) {
            const caller = unknownCaller()
            addCallerIdLine(line.slice(0, end), caller)
            expect("2125550123".startsWith(caller.number)).toBe(true)
        }
    })
})
