import { describe, expect, test } from "@devicescript/test"
import { filedName, filedNumber } from "../../../src/app/caller"

function filed(number: string, name: string): string {
    const caller = { number, name, date: "", time: "" }
    return filedNumber(caller) + "|" + filedName(caller)
}

describe("who a message is filed under", () => {
    test("the number and name as received, or words for why there is none", () => {
        expect(filed("2125550123", "J SMITH")).toBe("2125550123|J SMITH")
        expect(filed("P", "P")).toBe("private|")
        expect(filed("O", "O")).toBe("out of area|")
        expect(filed("", "")).toBe("unknown|")
        expect(filed("+442079460000", "")).toBe("+442079460000|")
    })
})
