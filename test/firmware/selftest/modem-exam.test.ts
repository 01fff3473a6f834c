import { describe, expect, test } from "@devicescript/test"
import { examineModem } from "../../../src/selftest/modem-exam"
import { Codec } from "../../../src/hal/sound"
import { Verdict } from "../../../src/selftest/finding"
import { FakeLine } from "../support/fake-line"

describe("modem exam", () => {
    test("asks who it is and what it can, in class 8, and leaves it in class 0", async () => {
        const line = new FakeLine()
        line.codec = Codec.ALaw
        line.answers = { ATI0: "56000", ATI3: "CX81801-V90", "AT+VSM=?": "1|2" }
        const finding = await examineModem(line)
        expect(finding.verdict).toBe(Verdict.Ok)
        expect(finding.found).toBe("conexant (CX81801-V90), class 8, A-law")
        const { questions } = line
        expect(questions.startsWith("ATI0 ATI1 ")).toBe(true)
        expect(questions.indexOf("AT+FCLASS=8 ") < questions.indexOf("AT+VSM=? ")).toBe(true)
        expect(questions.endsWith(" AT+FCLASS=0 ")).toBe(true)
    })
    test("asks nothing that would call, pick up, or tell what somebody has stored", async () => {
        const line = new FakeLine()
        await examineModem(line)
        for (const word of ["ATD", "ATA", "ATH1", "AT&V", "AT&Z", "VRID", "S8", "VLS=1"])
            expect(line.questions.includes(word)).toBe(false)
    })
    test("a modem that can measure the line is asked for that, too", async () => {
        const line = new FakeLine()
        line.level = "AT:R79"
        await examineModem(line)
        expect(line.questions.endsWith(" AT:R79 AT+FCLASS=0 ")).toBe(true)
        expect(line.questions.includes("  ")).toBe(false)
    })
    test("a modem that says nothing of itself has no name", async () => {
        expect((await examineModem(new FakeLine())).found).toBe(
            "conexant (), class 8, unsigned PCM"
        )
    })
})
