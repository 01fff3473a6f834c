import assert from "node:assert/strict"
import { test } from "node:test"
import { actionOf, type KeyPress } from "../../../page/state/key-actions.ts"

const press = (key: string, code: string, more: Partial<KeyPress> = {}): KeyPress => ({
    key,
    code,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    ...more,
})

test("a key does the same on every keyboard layout, by its place", () => {
    for (const key of ["c", "C", "с"]) assert.equal(actionOf(press(key, "KeyC"), "BODY"), "call")
    assert.equal(actionOf(press("p", "KeyP"), "BUTTON"), "play")
    assert.equal(actionOf(press("?", "Slash"), "BODY"), "help")
})

test("each key of the machine has a letter of its own", () => {
    const letters = { next: "N", repeat: "R", delete: "D", record: "E", answer: "A", menu: "O" }
    for (const [action, letter] of Object.entries(letters))
        assert.equal(actionOf(press(letter.toLowerCase(), `Key${letter}`), "BODY"), action)
    assert.equal(actionOf(press("s", "KeyS"), "BODY"), "speak")
})

test("digits, star and hash are the telephone's, wherever they lie", () => {
    assert.equal(actionOf(press("5", "Numpad5"), "BODY"), "telephone")
    assert.equal(actionOf(press("#", "Digit3"), "BODY"), "telephone")
    assert.equal(actionOf(press("#", "Backslash"), "BODY"), "telephone")
})

test("in a field a key is a letter, and with Ctrl, Alt or Meta it is the browser's", () => {
    for (const place of ["INPUT", "SELECT", "TEXTAREA"])
        assert.equal(actionOf(press("c", "KeyC"), place), undefined)
    for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }])
        assert.equal(actionOf(press("c", "KeyC", more), "BODY"), undefined)
})

test("a key without a meaning does nothing", () => {
    assert.equal(actionOf(press("x", "KeyX"), "BODY"), undefined)
    assert.equal(actionOf(press("Tab", "Tab"), "BODY"), undefined)
})
