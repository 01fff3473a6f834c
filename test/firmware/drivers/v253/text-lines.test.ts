import { describe, expect, test } from "@devicescript/test"
import { TextLines } from "../../../../src/drivers/v253/text-lines"

function linesOf(lines: TextLines, piece: Buffer): string {
    let seen = ""
    let at = 0
    while (at < piece.length) {
        at = lines.take(piece, at, piece.length)
        if (lines.line !== undefined) seen += "[" + lines.line + "]"
    }
    return seen
}

describe("TextLines", () => {
    test("lines come out the same wherever the stream is cut", () => {
        const text = Buffer.from("\r\nRING\r\n\r\nNMBR = 2125550123\r\n")
        for (let cut = 0; cut <= text.length; cut++) {
            const lines = new TextLines()
            const seen = linesOf(lines, text.slice(0, cut)) + linesOf(lines, text.slice(cut))
            expect(seen).toBe("[][RING][][NMBR = 2125550123]")
        }
    })
    test("says where a line ends, so that what follows CONNECT is not taken for text", () => {
        const lines = new TextLines()
        const piece = Buffer.from("CONNECT\r\nxyz")
        expect(lines.take(piece, 0, piece.length)).toBe(9)
        expect(lines.line).toBe("CONNECT")
    })
    test("noise without an end does not grow for ever", () => {
        const lines = new TextLines()
        const noise = Buffer.alloc(64)
        noise.fillAt(0, 64, 0x41)
        for (let i = 0; i < 20; i++) lines.take(noise, 0, 64)
        lines.take(hex`0a`, 0, 1)
        expect((lines.line ?? "").length <= 544).toBe(true)
    })
    test("Latin-1 becomes letters, and so does UTF-8", () => {
        expect(linesOf(new TextLines(), hex`4e 3d 56 e4 68 e4 0d 0a`)).toBe("[N=V\u00e4h\u00e4]")
        expect(linesOf(new TextLines(), hex`4e 3d 56 c3 a4 0d 0a`)).toBe("[N=V\u00e4]")
    })
    test("a line can be ended by somebody else", () => {
        const lines = new TextLines()
        linesOf(lines, Buffer.from("NMBR=1"))
        lines.finish()
        expect(lines.line).toBe("NMBR=1")
        lines.finish()
        expect(lines.line).toBe("")
    })
    test("the longest packet of caller ID fits", () => {
        let digits = "MESG = "
        for (let i = 0; i < 258; i++) digits += "4A"
        expect(linesOf(new TextLines(), Buffer.from(digits + "\r\n"))).toBe("[" + digits + "]")
    })
})
