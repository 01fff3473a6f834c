import { describe, expect, test } from "@devicescript/test"
import { Key } from "../../../src/hal/panel"
import { panelCommand, PanelRow, PHONE_KEYS, phoneCommand } from "../../../src/owner/key-map"
import { Command } from "../../../src/owner/owner-keys"

describe("key map", () => {
    test("every command has its place in the list of what is typed, and no two are typed alike", () => {
        const typed = PHONE_KEYS.split(" ")
        expect(typed.length).toBe(Command.Bye)
        for (let i = 0; i < typed.length; i++)
            if (typed[i] !== "-") expect(phoneCommand(typed[i])).toBe(i + 1)
    })
    test("some of them, as fingers know them", () => {
        expect(phoneCommand("1")).toBe(Command.PlayAll)
        expect(phoneCommand("33")).toBe(Command.DeleteHeard)
        expect(phoneCommand("#")).toBe(Command.Pause)
        expect(phoneCommand("*3")).toBe(Command.Undelete)
        expect(phoneCommand("0")).toBe(Command.SwitchAnswering)
        expect(phoneCommand("*9")).toBe(Command.Tried)
        expect(phoneCommand("8")).toBe(Command.Bye)
        expect(phoneCommand("7")).toBe(Command.Back)
        expect(phoneCommand("**")).toBe(Command.HearRoom)
        expect(phoneCommand("88")).toBe(Command.Unknown)
    })
    test("keys of the panel", () => {
        expect(panelCommand(Key.Next, PanelRow.Press)).toBe(Command.Next)
        expect(panelCommand(Key.Answer, PanelRow.Press)).toBe(Command.Returned)
        expect(panelCommand(Key.Menu, PanelRow.IdlePress)).toBe(Command.ToReturn)
        expect(panelCommand(Key.Next, PanelRow.IdleHold)).toBe(Command.Louder)
        expect(panelCommand(Key.Delete, PanelRow.IdlePress)).toBe(Command.Unknown)
    })
})
