import { describe, expect, test } from "@devicescript/test"
import { CodeReader } from "../../../../src/drivers/v253/code-reader"
import { LineEventKind } from "../../../../src/hal/voice-line"

/** Digits are shown as themselves, other events as their number, what is no event as a point. */
function read(reader: CodeReader, codes: string): string {
    let seen = ""
    for (let i = 0; i < codes.length; i++) {
        const code = codes.charCodeAt(i)
        const kind = reader.read(code)
        if (kind === undefined) seen += "."
        else seen += kind === LineEventKind.Digit ? String.fromCharCode(code) : "<" + kind + ">"
    }
    return seen
}

describe("CodeReader", () => {
    test("a key that is held is told once, however often the modem repeats it", () => {
        expect(read(new CodeReader(""), "/5555~")).toBe(".5....")
        expect(read(new CodeReader(""), "/5~/5~")).toBe(".5..5.")
    })
    test("a modem that tells each key once is believed each time", () => {
        expect(read(new CodeReader(""), "55#A")).toBe("55#A")
    })
    test("a key whose end was lost does not swallow the next one that is told in full", () => {
        expect(read(new CodeReader(""), "/55/6~")).toBe(".5..6.")
    })
    test("busy and congestion are believed at their second report, dial tone at once", () => {
        expect(read(new CodeReader(""), "bb")).toBe(".<" + LineEventKind.BusyTone + ">")
        expect(read(new CodeReader(""), "KK")).toBe(".<" + LineEventKind.CongestionTone + ">")
        expect(read(new CodeReader(""), "d")).toBe("<" + LineEventKind.DialTone + ">")
    })
    test("what a modem imagines in the first seconds is not believed, all else is", () => {
        const reader = new CodeReader("Hd")
        expect(read(reader, "Hd")).toBe("..")
        expect(read(reader, "l")).toBe("<" + LineEventKind.LoopInterrupted + ">")
        reader.sinceMs -= 3000
        expect(read(reader, "Hd")).toBe(
            "<" + LineEventKind.ExtensionPickedUp + "><" + LineEventKind.DialTone + ">"
        )
    })
})
