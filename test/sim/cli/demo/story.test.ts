import assert from "node:assert/strict"
import { test } from "node:test"
import { Story, type StoryLine } from "../../../../sim/cli/demo/story.ts"
import { type TimelineEvent } from "../../../../sim/report/timeline.ts"
import { at, flashes, wholeCall } from "./events.ts"

function tellAll(events: readonly TimelineEvent[], message?: string): StoryLine[] {
    const story = new Story(() => message)
    const lines = events.flatMap(event => story.tell(event))
    return [...lines, ...story.pass(events.at(-1)!.tMs)]
}

function texts(lines: readonly StoryLine[]): string[] {
    return lines.map(({ tMs, text }) => `${tMs} ${text}`)
}

test("a whole call is told in the order in which it happens", () => {
    assert.deepEqual(texts(tellAll(wholeCall(), "x 2125550123.wav")), [
        "0 The machine has power, and its program starts.",
        "4000 The telephone rings.",
        "7510 Caller ID comes down the line: 212-555-0123, OAK DENTAL.",
        "10000 It rings again (ring 2).",
        "12100 The machine answers, after ring 2.",
        "13000 It greets the caller.",
        "15600 Beep! Now it is the caller's turn.",
        "16000 The caller speaks, and the words go to the card as they come.",
        "21500 ... 5.8 s recorded, 5.8 s of it on the card",
        "26300 ... 10.6 s recorded, 10.6 s of it on the card",
        "28000 The caller hangs up.",
        "29100 The machine notices: the line has gone dead. The message is 13.4 s long.",
        "29200 The machine hangs up. The message is on the card, in the file",
        "29500 The message lamp goes on ...",
        "32000 ... and off, and on again: it blinks.",
        "33600 Somebody presses Play.",
        "34200 The message sounds from the loudspeaker.",
        "46500 The message is over.",
        "46700 The lamp is dark: nothing new to hear.",
    ])
})

test("the file is named as it was found on the card, and the lamp comes with its changes", () => {
    const lines = tellAll(wholeCall(), "x 2125550123.wav")
    assert.equal(lines.find(line => line.fileName !== undefined)?.fileName, "x 2125550123.wav")
    assert.ok(lines.find(line => line.lamp)!.lamp!.length >= 6)
})

test("a message that has not come to the card is told as bad", () => {
    const bad = tellAll(wholeCall()).filter(line => line.mood === "bad")
    assert.deepEqual(texts(bad), ["29200 The machine hangs up, but no message is on the card."])
})

const CALLER_IDS: readonly (readonly [string, string, RegExp])[] = [
    ["P", "P", /line: the caller keeps the number private\./],
    ["O", "O", /line: the number is not available\./],
    ["+48221234567", "KOWALSKI", /line: \+48221234567, KOWALSKI\./],
]
for (const [number, name, expected] of CALLER_IDS)
    test(`a caller is named as the network does: ${number}`, () => {
        const lines = tellAll([
            at(1, "exchange ring-on", { call: 1, n: 1 }),
            at(2, "modem tx", { text: `NMBR = ${number}` }),
            at(2, "modem tx", { text: `NAME = ${name}` }),
            at(3, "exchange caller-id-end", { call: 1 }),
        ])
        assert.match(lines.at(-1)!.text, expected)
    })

test("a call without a word leaves no message, and that is no fault", () => {
    const lines = tellAll([
        at(0, "machine boot"),
        at(1, "exchange ring-on", { call: 1, n: 1 }),
        at(2, "exchange off-hook", { call: 1 }),
        at(9, "exchange on-hook", { call: 1 }),
    ])
    assert.equal(lines.at(-1)!.text, "The machine hangs up. There is no message.")
    assert.equal(lines.at(-1)!.mood, "plain")
})

test("a second caller finds the line busy and ends nothing", () => {
    const lines = tellAll([
        at(1, "exchange ring-on", { call: 1, n: 1 }),
        at(2, "exchange tone-on", { call: 2, kind: "busy" }),
        at(3, "caller hangup", { call: 2 }),
    ])
    assert.match(lines.at(-1)!.text, /finds the line busy/)
})

test("the machine's failures are told", () => {
    const lines = tellAll([
        at(1, "machine panic", { stack: "x" }),
        at(2, "sim violation", { chip: "sdcard", rule: "r" }),
    ])
    assert.deepEqual(
        lines.map(line => line.mood),
        ["bad", "bad"]
    )
})

test("after the power was taken away nothing is told that only follows from it", () => {
    const story = new Story(() => undefined)
    for (const event of wholeCall().slice(0, 16)) story.tell(event)
    story.powerOff()
    assert.deepEqual(story.tell(at(17_000, "modem record-end", { call: 1 })), [])
    assert.deepEqual(story.tell(at(17_000, "exchange on-hook", { call: 1 })), [])
    assert.equal(story.activity, "off")
})

test("a machine without power lets it ring until the caller gives up", () => {
    const story = new Story(() => undefined)
    story.tell(at(1, "exchange ring-on", { call: 1, n: 1 }))
    assert.equal(story.activity, "ringing")
    const [line] = story.tell(at(60_000, "caller hangup", { call: 1 }))
    assert.match(line!.text, /Nobody answers/)
    assert.equal(story.activity, "off")
})

test("a lamp that blinks is not called dark between two flashes", () => {
    const story = new Story(() => undefined)
    for (const event of flashes(1000, 3)) story.tell(event)
    assert.deepEqual(story.pass(5400), [])
    assert.equal(story.pass(5600)[0]!.tMs, 3500)
    assert.deepEqual(story.pass(9000), [])
})
