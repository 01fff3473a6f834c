import assert from "node:assert/strict"
import { test } from "node:test"
import { withCountry } from "../../../../sim/cli/start/start-machine.ts"

const RINGS = { name: "AFTERBEEP/settings.txt", bytes: Buffer.from("rings = 2\n") }

test("the settings of a new card name the country, and no other file does", () => {
    const { name, bytes } = withCountry(RINGS, "UK")
    assert.equal(name, RINGS.name)
    assert.equal(Buffer.from(bytes).toString(), "rings = 2\ncountry = UK\n")
    const greeting = { name: "AFTERBEEP/greetings/default.wav", bytes: Buffer.from("x") }
    assert.equal(withCountry(greeting, "UK"), greeting)
})
