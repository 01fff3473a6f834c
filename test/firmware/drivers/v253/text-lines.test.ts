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
        expect((lines.line ?? "").length <= 192).toBe(true)
    })
})
