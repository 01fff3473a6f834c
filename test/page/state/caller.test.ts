import assert from "node:assert/strict"
import { afterEach, test } from "node:test"
import {
    machineOf,
    name,
    naming,
    number,
    roomVoice,
    unsentOf,
    voice,
    voiceOf,
} from "../../../page/state/caller.ts"

const [NUMBER, NAME] = [number.value, name.value]

afterEach(() => {
    naming.value = "shown"
    number.value = NUMBER
    name.value = NAME
    voice.value = ""
})

test("a number and a name are sent together, and each alone where the network can", () => {
    assert.equal(unsentOf("mdmf"), undefined)
    name.value = ""
    for (const form of ["mdmf", "sdmf", "dtmf"]) assert.equal(unsentOf(form), undefined)
})

test("a name without a number is not dropped without a word", () => {
    number.value = ""
    for (const form of ["mdmf", "dtmf"]) assert.equal(unsentOf(form), "unsentNameAlone")
    name.value = ""
    assert.equal(unsentOf("mdmf"), undefined)
})

test("what the form of the caller ID has no room for is told, and that there is none", () => {
    for (const form of ["sdmf", "dtmf", "dtmf-d"]) assert.equal(unsentOf(form), "unsentName")
    assert.equal(unsentOf("none"), "unsentAll")
    naming.value = "private"
    assert.equal(unsentOf("dtmf"), undefined)
    assert.equal(unsentOf("none"), "unsentAll")
    naming.value = "none"
    assert.equal(unsentOf("none"), undefined)
})

test("machines that call have no recording's name, and say nothing into the machine", () => {
    voice.value = voiceOf("data")
    assert.equal(machineOf(voice.value), "data")
    assert.equal(roomVoice.value, "")
    assert.equal(machineOf("first-call"), undefined)
})
