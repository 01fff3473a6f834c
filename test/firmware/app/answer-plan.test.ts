import { describe, expect, test } from "@devicescript/test"
import {
    NEVER_RINGS,
    greetingsWanted,
    isTemporary,
    ringsWanted,
    withFaxNumber,
} from "../../../src/app/answer-plan"
import { BLOCKED } from "../../../src/calls/contacts"
import { TOLL_SAVER } from "../../../src/settings/settings"
import { MachineFixture } from "../support/machine-fixture"

const CALLER = "2125550123"

/** A machine with these settings; its clock says Sunday 2026-11-22, 14:05. */
async function withSettings(text: string): Promise<MachineFixture> {
    const f = new MachineFixture()
    f.store.files = text
    await f.mounted()
    f.parts.clock.setFromCallerId("1122", "1405")
    return f
}

async function names(text: string, isTaken = true, number = CALLER): Promise<string> {
    const f = await withSettings(text)
    return greetingsWanted(f.parts, number, isTaken).join(" ")
}

describe("ringsWanted", () => {
    test("is what the owner has set", async () => {
        const f = await withSettings("rings = 7")
        expect(ringsWanted(f.parts, CALLER, -1)).toBe(7)
        expect(ringsWanted(f.parts, "", -1)).toBe(7)
    })
    test("saves the toll: 2 where somebody has left something new, else 4", async () => {
        const f = await withSettings("rings = toll-saver")
        expect(f.settings.rings).toBe(TOLL_SAVER)
        expect(ringsWanted(f.parts, CALLER, -1)).toBe(4)
        f.unheard("1")
        expect(ringsWanted(f.parts, CALLER, -1)).toBe(2)
    })
    test("is the caller's own where the owner wants that, also in quiet hours; 0 is never", async () => {
        const f = await withSettings("rings = 4\nquiet = 14:00-15:00\nquiet-rings = 6")
        expect(ringsWanted(f.parts, CALLER, -1)).toBe(6)
        expect(ringsWanted(f.parts, CALLER, 3)).toBe(3)
        expect(ringsWanted(f.parts, CALLER, 0)).toBe(NEVER_RINGS)
    })
    test("is one for a blocked caller, whatever else holds", async () => {
        for (const text of ["", "answer = no", "rings = 6", `fax-numbers = ${CALLER}`]) {
            const f = await withSettings(text)
            expect(ringsWanted(f.parts, CALLER, BLOCKED)).toBe(1)
        }
    })
    test("is never for a fax machine that is known", async () => {
        const f = await withSettings("rings = 4\nfax-numbers = 3125550177 2125550123")
        expect(ringsWanted(f.parts, CALLER, -1)).toBe(NEVER_RINGS)
        expect(ringsWanted(f.parts, "125550123", -1)).toBe(4)
        expect(ringsWanted(f.parts, "", -1)).toBe(4)
    })
    test("is late for a machine that is switched off, and never where it knows no code", async () => {
        const f = await withSettings("answer = no")
        expect(ringsWanted(f.parts, CALLER, 2)).toBe(NEVER_RINGS)
        const g = await withSettings("answer = no\npin = 2938")
        expect(ringsWanted(g.parts, CALLER, 2)).toBe(10)
    })
})

describe("greetingsWanted", () => {
    test("are the caller's, one of today, and those for when nobody is there", async () => {
        expect(await names("hours = Mo-Fr 9-17")).toBe(
            "caller-2125550123 temporary holiday-11-22 after-hours"
        )
        expect(await names("hours = Su 9-17")).toBe("caller-2125550123 temporary holiday-11-22")
        expect(await names("")).toBe("caller-2125550123 temporary holiday-11-22")
        expect(await names("hours = 9-17\nholiday = 4th-Su-11", true, "")).toBe(
            "temporary holiday-11-22 holiday after-hours"
        )
    })
    test("begin with those that say that no message is taken", async () => {
        expect(await names("", false, "")).toBe("full temporary holiday-11-22")
        expect(await names("record = no", false, "")).toBe(
            "announce-only full temporary holiday-11-22"
        )
    })
    test("leave the temporary one out when its day is over", async () => {
        expect(await names("temporary-until = 2026-11-21", true, "")).toBe("holiday-11-22")
        const now = { year: 2026, month: 11, day: 22, hour: 0, minute: 0, second: 0 }
        expect(isTemporary(20261122, now)).toBe(true)
        expect(isTemporary(20261121, now)).toBe(false)
        expect(isTemporary(0, now)).toBe(true)
    })
    test("depend on no day where the clock was not set", async () => {
        const f = new MachineFixture()
        f.store.files = "hours = Mo-Fr 9-17\ntemporary-until = 2026-12-01"
        await f.mounted()
        expect(greetingsWanted(f.parts, CALLER, true).join(" ")).toBe("caller-2125550123")
    })
})

describe("withFaxNumber", () => {
    test("forgets the oldest of more than six", () => {
        expect(withFaxNumber("", "1")).toBe("1")
        expect(withFaxNumber("1 2 3 4 5 6", "7")).toBe("2 3 4 5 6 7")
    })
})
