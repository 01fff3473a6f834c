import * as ds from "@devicescript/core"
import { describe, expect, test } from "@devicescript/test"
import { tellModemTrouble } from "../../../src/app/modem-trouble"
import { MachineFixture } from "../support/machine-fixture"

describe("tellModemTrouble", () => {
    test("puts what was wrong, and for how long, among the calls, once", async () => {
        const f = await new MachineFixture().mounted()
        f.line.trouble = { how: "was reset", sinceMs: ds.millis() - 12500 }
        await tellModemTrouble(f.parts)
        await tellModemTrouble(f.parts)
        expect(f.store.calls).toBe(": modem was reset 12\n")
    })
    test("leaves it at the log where there is no card", async () => {
        const f = new MachineFixture()
        f.line.trouble = { how: "was reset", sinceMs: 0 }
        await tellModemTrouble(f.parts)
        expect(f.store.calls).toBe("")
        expect(f.line.takeTrouble()).toBe(undefined)
    })
})
