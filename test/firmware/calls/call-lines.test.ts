import { describe, expect, test } from "@devicescript/test"
import {
    columnOf,
    countLines,
    digitsOnly,
    lineAt,
    lineText,
    putBlanks,
    putLine,
    timeIn,
} from "../../../src/calls/call-lines"

describe("lines of calls.csv", () => {
    test("are blank until they are used, and a sector that lost a line feed is known", () => {
        const sector = Buffer.alloc(512)
        expect(countLines(sector)).toBe(-1)
        putBlanks(sector)
        expect(countLines(sector)).toBe(0)
        putLine(sector, lineAt(6), "a,b", ",done")
        expect(countLines(sector)).toBe(3)
        expect(lineText(sector, lineAt(2)).trim()).toBe("a,b,done")
    })
    test("one that is too long is cut after a whole letter, before its ending", () => {
        const sector = Buffer.alloc(512)
        putBlanks(sector)
        let long = '"'
        for (let i = 0; i < 70; i++) long += "ł"
        putLine(sector, 0, long, ",to return")
        const text = lineText(sector, 0).trim()
        expect(text.endsWith('ł",to return')).toBe(true)
        expect(text.byteLength <= 127).toBe(true)
        expect(sector[127]).toBe(0x0a)
        expect(sector[128]).toBe(0x20)
    })
    test("a number can be dialled if it has digits only, after one + at most", () => {
        expect(digitsOnly("2125550123")).toBe(true)
        expect(digitsOnly("+4850")).toBe(true)
        expect(digitsOnly("private")).toBe(false)
        expect(digitsOnly("")).toBe(false)
        expect(digitsOnly("21 25")).toBe(false)
    })
    test("columns are found by their number, with and without quotation marks", () => {
        const line = '2026-11-22,14:05:31,212,"A, B",message'
        expect(columnOf(line, 0)).toBe("2026-11-22")
        expect(columnOf(line, 2)).toBe("212")
        expect(columnOf(line, 3)).toBe("A, B")
        expect(columnOf(',,"212",C,m', 2)).toBe("212")
        expect(columnOf(",,212,C,m", 1)).toBe("")
    })
    test("date and time are read back; what is none is not", () => {
        const at = timeIn("2026-11-22", "14:05:31")
        expect(at?.year).toBe(2026)
        expect(at?.month).toBe(11)
        expect(at?.second).toBe(31)
        expect(timeIn("", "")).toBe(undefined)
        expect(timeIn("22.11.26", "14:05:31")).toBe(undefined)
    })
})
