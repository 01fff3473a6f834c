import assert from "node:assert/strict"
import { test } from "node:test"
import { GREETING_KINDS, greetingName } from "../../../page/state/greeting-names.ts"

const kind = (id: string) => GREETING_KINDS.find(each => each.id === id)!

test("a greeting has the name that the machine looks for", () => {
    assert.equal(greetingName(kind("default"), ""), "default.wav")
    assert.equal(greetingName(kind("caller-"), "2125550123"), "caller-2125550123.wav")
    assert.equal(greetingName(kind("holiday-"), "12-25"), "holiday-12-25.wav")
})

test("a day or a number that is none makes no name", () => {
    for (const day of ["", "25-12", "12-32", "12-25 "])
        assert.equal(greetingName(kind("holiday-"), day), undefined, day)
    for (const number of ["", "12a", "../x"])
        assert.equal(greetingName(kind("caller-"), number), undefined, number)
})
