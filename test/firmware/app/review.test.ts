import { describe, expect, test } from "@devicescript/test"
import { Review } from "../../../src/app/review"
import { LineEventKind } from "../../../src/hal/voice-line"
import { FakeRecording } from "../support/fake-store"
import { MachineFixture } from "../support/machine-fixture"

/** A caller who presses keys, one for each time that the menu is over. */
class Desk {
    f = new MachineFixture()
    recording = new FakeRecording()
    /** What is recorded when it is said again. */
    hasMessage = true
    isAtKeys = true
    recordCount = 0

    async reviewed(keys: string): Promise<string> {
        const { f, recording } = this
        f.line.takesBytes = 512
        await f.mounted()
        const self = this
        const line: any = f.line
        let at = 0
        line.finishTransmit = async () => {
            if (at < keys.length) {
                if (keys[at] === "x") f.line.post(LineEventKind.LoopInterrupted)
                else if (keys[at] !== " ") f.line.postDigit(keys[at])
                at++
            }
        }
        const call: any = {
            isAtKeys: this.isAtKeys,
            record: async () => {
                self.recordCount++
                return self.hasMessage
            },
        }
        const any: any = recording
        return await new Review(f.parts, call).run(any)
    }
}

describe("a caller's review", () => {
    test("1 or # keeps the message, and so does who hangs up", async () => {
        for (const keys of ["1", "#", "x"]) {
            const d = new Desk()
            expect(await d.reviewed(keys)).toBe("message")
            expect(d.recording.log).toBe("")
        }
    })
    test("who presses nothing, or keys that mean nothing, is offered it three times", async () => {
        const d = new Desk()
        expect(await d.reviewed(" 9 ")).toBe("message")
        expect(d.recording.log).toBe("")
    })
    test("4 marks it as urgent, once", async () => {
        const d = new Desk()
        expect(await d.reviewed("4 4 1")).toBe("urgent message")
        expect(d.recording.log).toBe("u")
    })
    test("3 says it again, and the one before goes when the new one is filed", async () => {
        const d = new Desk()
        expect(await d.reviewed("3 1")).toBe("message")
        expect(d.recordCount).toBe(1)
        expect(d.f.store.trashed).toBe("0")
    })
    test("said again without a word, the one before stays", async () => {
        const d = new Desk()
        d.hasMessage = false
        expect(await d.reviewed("3 x")).toBe("message")
        expect(d.f.store.trashed).toBe("")
        expect(d.recording.log).toBe("n")
    })
    test("what was urgent stays so when it is said again", async () => {
        const d = new Desk()
        d.isAtKeys = false
        expect(await d.reviewed("4 3")).toBe("urgent message")
        expect(d.recording.log + d.f.store.recording?.log).toBe("uu")
    })
    test("on a card without room it can't be said again", async () => {
        const d = new Desk()
        d.f.store.isFull = true
        expect(await d.reviewed("3 1")).toBe("message")
        expect(d.recordCount).toBe(0)
    })
})
