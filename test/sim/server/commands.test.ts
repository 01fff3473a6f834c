import assert from "node:assert/strict"
import { test } from "node:test"
import { BUTTONS } from "../../../sim/panel/panel.ts"
import { callOf, parseCommand } from "../../../sim/server/commands.ts"
import { PANEL_KEYS, type Command } from "../../../sim/protocol/messages.ts"

test("the page names the keys of the machine as the machine does, in their order", () => {
    assert.deepEqual(PANEL_KEYS, BUTTONS)
})

const GOOD: Command[] = [
    { do: "call", number: "+48600100200", name: "J SMITH", recording: "" },
    { do: "call", number: "private", name: "", recording: "first-call" },
    { do: "hang-up" },
    { do: "key", key: "#", isDown: true },
    { do: "button", button: "play", isDown: false },
    { do: "button", button: "menu", isDown: true },
    { do: "room", isOpen: true },
    { do: "room-say", recording: "first-call" },
    { do: "speed", speed: 0 },
    { do: "step" },
    { do: "call", number: "1", name: "", recording: "", machine: "fax" },
    { do: "keys", keys: "*12, 34#" },
    { do: "telephone", isUp: true },
    { do: "fault", fault: "line-noise", isOn: true },
    { do: "fault", fault: "power-stream-lost", isOn: true },
    { do: "fault", fault: "", isOn: false },
    { do: "parts", modem: "agere", bridge: "max3421e" },
    { do: "network", country: "PL", callerId: "dtmf", release: "busy" },
]

test("every command is understood as it was meant", () => {
    for (const command of GOOD) assert.deepEqual(parseCommand(JSON.stringify(command)), command)
})

const BAD = [
    "",
    "[]",
    "null",
    '{"do":"format"}',
    '{"do":"hang-up","more":1}',
    '{"do":"speed","speed":3}',
    '{"do":"fault","fault":"earthquake","isOn":true}',
    '{"do":"fault","fault":"line-noise"}',
    '{"do":"keys","keys":""}',
    '{"do":"keys","keys":"12A"}',
    `{"do":"keys","keys":"${"1".repeat(65)}"}`,
    '{"do":"key","key":"A","isDown":true}',
    '{"do":"key","key":"1","isDown":1}',
    '{"do":"button","button":"erase","isDown":true}',
]

for (const text of BAD)
    test(`${text || "nothing"} is no command`, () => assert.equal(parseCommand(text), undefined))

test("a caller without number or name sends none", () => {
    const { number, name } = callOf({ number: "", name: "" })
    assert.deepEqual([number, name], [undefined, undefined])
    assert.equal(callOf({ number: "private", name: "" }).number, "private")
})
