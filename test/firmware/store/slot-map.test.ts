import { describe, test, expect } from "@devicescript/test"
import { SlotMap, SlotState } from "../../../src/store/slot-map"

function filled(states: SlotState[]): SlotMap {
    const map = new SlotMap()
    states.forEach((state, i) => {
        map.serials[map.add(1000 + i, 224, 9 + 44 * i, state)] = 10 - i
    })
    return map
}

describe("SlotMap", () => {
    test("counts the slots in a state", () => {
        const map = filled([SlotState.Free, SlotState.Armed, SlotState.Armed])
        expect(map.count(SlotState.Armed)).toBe(2)
        expect(map.count(SlotState.Heard)).toBe(0)
    })
    test("finds the oldest, and the next one after it", () => {
        const map = filled([SlotState.Heard, SlotState.Unheard, SlotState.Unheard])
        expect(map.oldest(SlotState.Unheard, 0)).toBe(2)
        expect(map.oldest(SlotState.Unheard, 8)).toBe(1)
        expect(map.oldest(SlotState.Unheard, 9)).toBe(undefined)
    })
    test("forgets what a slot was when it is filled anew", () => {
        const map = filled([SlotState.Armed])
        map.armNotes[0] = 14
        map.checks[0] = 1
        map.slotCount = 0
        expect(map.add(5, 480, 6, SlotState.Free)).toBe(0)
        expect(map.armNotes[0]).toBe(0)
        expect(map.checks[0]).toBe(0)
        expect(map.serials[0]).toBe(0)
        expect(map.shortAts[0]).toBe(480)
    })
})
