import { describe, expect, test } from "@devicescript/test"
import { FifoFrames } from "../../../src/util/fifo-frames"

describe("FifoFrames", () => {
    test("are led by the byte for their way, and never longer than what is wanted", () => {
        const frames = new FifoFrames(0x08, 0x12, false)
        for (let count = 1; count <= 64; count++) {
            const reading = frames.forReading(count)
            expect(reading[0]).toBe(0x08)
            const length = reading.length - 1
            expect(length <= count && length >= Math.min(count, 4) - 1 && length > 0).toBe(true)
            const writing = frames.forWriting(count)
            expect(writing[0]).toBe(0x12)
            expect(writing.length - 1).toBe(length)
        }
    })
    test("of a whole FIFO there is one", () => {
        expect(new FifoFrames(0, 0, false).forReading(64).length).toBe(65)
        expect(new FifoFrames(0, 0, false).forReading(63).length).toBe(61)
    })
    test("with fewer of them a burst may be shorter by four, and never longer", () => {
        const frames = new FifoFrames(0, 0, true)
        expect(frames.forReading(64).length).toBe(65)
        expect(frames.forReading(63).length).toBe(57)
        expect(frames.forReading(19).length).toBe(17)
        expect(frames.forReading(15).length).toBe(13)
    })
})
