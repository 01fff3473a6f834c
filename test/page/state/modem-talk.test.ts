import assert from "node:assert/strict"
import { test } from "node:test"
import { talkLine, talkText } from "../../../page/state/modem-talk.ts"
import { type EventFields } from "../../../sim/report/timeline.ts"

const line = (event: string, fields: EventFields, source: "modem" | "card" = "modem") =>
    talkLine({ tMs: 5, source, event, fields })

test("commands go to the modem, answers come from it", () => {
    assert.deepEqual(line("rx", { text: "AT+VLS=1" }), {
        tMs: 5,
        isCommand: true,
        text: "AT+VLS=1",
        meaning: undefined,
    })
    assert.equal(line("tx", { text: "OK" })?.isCommand, false)
})

test("codes in the sound are said in clear text, with what they mean", () => {
    assert.equal(line("event", { code: "R", sample: 0 })?.text, "<DLE>R")
    assert.equal(line("event", { code: "b", sample: 0 })?.meaning, "codeBusy")
    assert.equal(line("event", { code: "e", sample: 0 })?.meaning, "codeDataCalling")
    assert.equal(line("event", { code: "#", sample: 0 })?.meaning, "codeKey")
    assert.equal(line("event", { code: "x", sample: 0 })?.meaning, undefined)
})

test("no byte of control reaches the page as it is", () => {
    assert.equal(line("tx", { text: "\r\nRING\r\n" })?.text, "<CR><LF>RING<CR><LF>")
    assert.equal(line("rx", { text: "\u0010\u0003\u001b" })?.text, "<DLE><0x03><0x1b>")
})

test("what is not said between the two is no line", () => {
    assert.equal(line("play-start", { call: 1 }), undefined)
    assert.equal(line("rx", { text: "x" }, "card"), undefined)
})

test("the talk becomes a file, a line for each side's words", () => {
    const line = { tMs: 1500, text: "AT<CR>", meaning: undefined }
    const lines = [
        { ...line, isCommand: true },
        { ...line, isCommand: false, text: "OK" },
    ]
    assert.equal(talkText(lines), "1.500 > AT<CR>\n1.500 < OK\n")
})
