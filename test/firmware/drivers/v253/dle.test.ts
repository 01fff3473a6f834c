import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { DleDecoder } from "../../../../src/drivers/v253/dle"
import { Capture } from "../../support/capture"

/** The stream whole, then cut in two at every place: the outcome must be the same. */
function decodesTo(stream: Buffer, plain: string, codes: string): void {
    const lengthBytes = stream.length
    for (let cut = 0; cut <= lengthBytes; cut++) {
        const seen = new Capture()
        const decoder = new DleDecoder(seen)
        decoder.push(stream, 0, cut)
        decoder.push(stream, cut, lengthBytes)
        expect(seen.plain).toBe(plain)
        expect(seen.codes).toBe(codes)
    }
}

describe("DleDecoder", () => {
    test("a digit between two runs of sound leaves both whole", () => {
        decodesTo(hex`80 81 10 35 82`, "808182", "5")
    })
    test("a doubled DLE is one byte of sound", () => {
        decodesTo(hex`01 10 10 02`, "011002", "")
    })
    test("DLE SUB is two bytes of sound equal to DLE", () => {
        decodesTo(hex`01 10 1a 02`, "01101002", "")
    })
    test("a run of escapes at the end, with the end of the stream behind it", () => {
        decodesTo(hex`10 10 10 1a 10 62 10 03`, "101010", "b" + String.fromCharCode(3))
    })
    test("DLE followed by each other byte is a code and no sound", async () => {
        for (let code = 0; code < 256; code++) {
            await ds.sleep(0)
            if (code === 0x10 || code === 0x1a) continue
            const stream = Buffer.from([0x10, code])
            decodesTo(stream, "", String.fromCharCode(code))
        }
    })
    test("after a new beginning half a code is forgotten", () => {
        const seen = new Capture()
        const decoder = new DleDecoder(seen)
        decoder.push(hex`80 10`, 0, 2)
        decoder.isEscaped = false
        decoder.push(hex`62`, 0, 1)
        expect(seen.plain).toBe("8062")
        expect(seen.codes).toBe("")
    })
})
