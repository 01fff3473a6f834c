import { describe, expect, test } from "@devicescript/test"
import { PortFindings } from "../../../src/hal/uart"
import { judgeBridge, judgeCrystal } from "../../../src/selftest/port-exam"
import { Verdict } from "../../../src/selftest/finding"

function port(wrongCount: number, clockKhz: number): PortFindings {
    return { name: "SC16IS7xx", wrongCount, clockKhz, usualKhz: 14745 }
}

describe("port exam", () => {
    test("all is well where all values come back", () => {
        const finding = judgeBridge(port(0, 14745))
        expect(finding.verdict).toBe(Verdict.Ok)
        expect(finding.found).toBe("SC16IS7xx, 64 values came back right")
    })
    test("one wrong value is trouble with wires; none right is nobody, and nothing is known of a clock then", () => {
        const loose = judgeBridge(port(1, 14745))
        expect(loose.verdict).toBe(Verdict.Trouble)
        expect(loose.found).toBe("SC16IS7xx, 1 of 64 values came back wrong")
        expect(loose.advice.includes("wires")).toBe(true)
        expect(judgeBridge(port(64, 0)).found).toBe("does not answer")
        expect(judgeCrystal(port(64, 0)).verdict).toBe(Verdict.None)
    })
    test("crystals that modules are sold with are told apart", () => {
        for (const khz of [14400, 14745, 15100])
            expect(judgeCrystal(port(0, khz)).verdict).toBe(Verdict.Ok)
        for (const khz of [1843, 11059, 12000, 13500, 16000, 24000]) {
            const finding = judgeCrystal(port(0, khz))
            expect(finding.verdict).toBe(Verdict.Trouble)
            expect(finding.advice).toBe("a module with a crystal of 14745 kHz")
        }
        expect(judgeCrystal(port(3, 0)).found).toBe("does not run")
    })
})
