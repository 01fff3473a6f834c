import { describe, expect, test } from "@devicescript/test"
import { addCallerIdLine, unknownCaller } from "../../../../src/drivers/v253/caller-id"

/** What is known after these lines: date time number name, "-" for what is not. */
function known(...lines: string[]): string {
    const caller = unknownCaller()
    for (const line of lines) expect(addCallerIdLine(line, caller)).toBe(true)
    const fields = [caller.date, caller.time, caller.number, caller.name]
    return fields.map(field => (field === "" ? "-" : field)).join(" ")
}

describe("caller ID lines", () => {
    test("with spaces round the sign (Conexant) and without (USR, MultiTech)", () => {
        expect(known("DATE = 1122", "TIME=1405", "NMBR = 2125550123", "NAME=J SMITH")).toBe(
            "1122 1405 2125550123 J SMITH"
        )
    })
    test("come in any order", () => {
        expect(known("NAME=J SMITH", "TIME=1405", "NMBR=2125550123")).toBe(
            "- 1405 2125550123 J SMITH"
        )
    })
    test("a name may hold the signs, commas, path characters and Latin-1", () => {
        expect(known("NAME = A=B:C, ../D\\E")).toBe("- - - A=B:C, ../D\\E")
        expect(known("NAME=V\u00e4h\u00e4l\u00e4")).toBe("- - - V\u00e4h\u00e4l\u00e4")
    })
    test("withheld and out of area, in letters and in words", () => {
        expect(known("NMBR = P", "NAME = P")).toBe("- - P P")
        expect(known("NMBR = O", "NAME = O")).toBe("- - O O")
        for (const word of ["Private", "Restricted", "WITHHELD", "Anonymous", "PrivDirOff"])
            expect(known("NMBR=" + word)).toBe("- - P -")
        for (const word of ["Unavailable", "OUT OF AREA", "Unknown", "what is this"])
            expect(known("NMBR=" + word)).toBe("- - O -")
    })
    test("zeros are no number, and the name says why", () => {
        expect(known("NMBR = 0000000000", "NAME = PrivDirOff")).toBe("- - P P")
        expect(known("NAME = PrivDirOff", "NMBR = 0000000000")).toBe("- - P P")
        expect(known("NMBR = 0000000000", "NAME = UNAVAILABLE")).toBe("- - O O")
    })
    test("a number is its digits, and a plus where the network sent one", () => {
        expect(known("NMBR = +48 22 123-45-67")).toBe("- - +48221234567 -")
        expect(known("NMBR = (212) 555-0123")).toBe("- - 2125550123 -")
    })
    test("what other makers call the same", () => {
        expect(known("NBR = 0123456789")).toBe("- - 0123456789 -")
        expect(known("CALLER NUMBER: 2125550123", "CALLER NAME: J SMITH")).toBe(
            "- - 2125550123 J SMITH"
        )
        expect(known("REASON FOR NO CALLER NUMBER: Private")).toBe("- - P -")
        expect(known('+CLIP: "2125550123",129')).toBe("- - 2125550123 -")
        expect(known("CallerID: 2125550123")).toBe("- - 2125550123 -")
        expect(known("NDID = 5551212", "ERRM = 1")).toBe("- - - -")
    })
    test("a number that may be the one called gives way to the caller's", () => {
        expect(known("DDN_NMBR= 5551212")).toBe("- - 5551212 -")
        expect(known("DDN_NMBR= 5551212", "NMBR = 2125550123")).toBe("- - 2125550123 -")
        expect(known("NMBR = 2125550123", "DDN_NMBR= 5551212")).toBe("- - 2125550123 -")
    })
    test("a packet tells all at once", () => {
        expect(
            known(
                "MESG = 802101083039313231393432" +
                    "07094A4F4520534D495448020A3930383535353132313215"
            )
        ).toBe("0912 1942 9085551212 JOE SMITH")
    })
    test("values may be missing or nonsense; the clock judges dates", () => {
        expect(known("NMBR =", "DATE =", "TIME = 12541")).toBe("- 12541 - -")
    })
    test("other lines are left to others", () => {
        for (const line of [
            "RING",
            "=",
            ":",
            "OK",
            "MULTITECH: MT9234",
            "56000",
            "DRON=5",
            "NAM = X",
        ])
            expect(addCallerIdLine(line, unknownCaller())).toBe(false)
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
