import { describe, expect, test } from "@devicescript/test"
import { CallerField, putField } from "../../../../src/drivers/v253/caller-fields"
import { unknownCaller } from "../../../../src/drivers/v253/caller-id"

describe("fields of caller ID", () => {
    test("go where they belong, and those that are not ours nowhere", () => {
        const caller = unknownCaller()
        putField(CallerField.DateTime, "11221405", caller)
        putField(CallerField.Number, "2125550123", caller)
        putField(CallerField.Name, "J SMITH", caller)
        for (const field of [0x03, 0x05, 0x06, 0x0b, 0x11, 0x13, 0x55])
            putField(field, "5551212", caller)
        const { date, time, number, name } = caller
        expect(date + " " + time + " " + number + " " + name).toBe("1122 1405 2125550123 J SMITH")
    })
    test("nothing is ever longer than what a network sends", () => {
        const caller = unknownCaller()
        let long = "1234567890"
        for (let i = 0; i < 4; i++) long += long
        putField(CallerField.Number, long, caller)
        putField(CallerField.Name, long, caller)
        expect(caller.number.length).toBe(20)
        expect(caller.name.length).toBe(50)
    })
    test("a name withheld makes a number that is out of area one that is withheld", () => {
        const caller = unknownCaller()
        putField(CallerField.NumberAbsent, "O", caller)
        putField(CallerField.NameAbsent, "P", caller)
        expect(caller.number).toBe("P")
    })
})
