import { describe, test, expect } from "@devicescript/test"
import { Envelope } from "../../../src/store/envelope"
import { messageName, messageTitle } from "../../../src/store/message-name"

const AT = { year: 2026, month: 1, day: 2, hour: 4, minute: 5, second: 31 }

describe("messageTitle", () => {
    test("is time, number and name", () => {
        const named = { number: "+48221234567", name: "J SMITH", at: AT }
        expect(messageTitle(named, 9)).toBe("2026-01-02 04.05 +48221234567 J SMITH")
        const nameless = { number: "out of area", name: "", at: AT }
        expect(messageTitle(nameless, 9)).toBe("2026-01-02 04.05 out of area")
    })
    test("says where the clock was in doubt", () => {
        const at = {
            year: 2026,
            month: 1,
            day: 2,
            hour: 4,
            minute: 5,
            second: 31,
            isDoubtful: true,
        }
        expect(messageTitle({ number: "1", name: "", at }, 9)).toBe("2026-01-02 04.05~ 1")
    })
    test("without a clock has the serial", () => {
        const envelope: Envelope = { number: "2125550123", name: "", at: undefined }
        expect(messageTitle(envelope, 123)).toBe("no-time #000123 2125550123")
    })
    test("has _ for what FAT does not allow", () => {
        const envelope: Envelope = { number: "*67\t", name: 'A/B\\C:D?E"F<G>H|I', at: undefined }
        expect(messageTitle(envelope, 1)).toBe("no-time #000001 _67_ A_B_C_D_E_F_G_H_I")
    })
})

describe("messageName", () => {
    test("counts copies, and is cut to the room there is", () => {
        expect(messageName("a title", 1, 91)).toBe("a title.wav")
        expect(messageName("a title", 2, 91)).toBe("a title (2).wav")
        expect(messageName("a title", 1, 10)).toBe("a titl.wav")
        expect(messageName("a title", 12, 13)).toBe("a ti (12).wav")
        expect(messageName("a title", 1, 6)).toBe("a.wav")
    })
})
