import assert from "node:assert/strict"
import { test } from "node:test"
import { Story } from "../../../../sim/cli/demo/story.ts"
import { type StoryLine } from "../../../../sim/cli/demo/story-line.ts"
import { type TimelineEvent } from "../../../../sim/report/timeline.ts"
import { at, blinks, messagesOf, wholeCall } from "./events.ts"

function tellAll(events: readonly TimelineEvent[], message?: string): StoryLine[] {
    const story = new Story(messagesOf(undefined, message))
    const lines = events.flatMap(event => [...story.pass(event.tMs), ...story.tell(event)])
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
        "29100 The machine notices: the line has gone dead. It has recorded 0:13.",
        "29200 The machine hangs up. The message is on the card, in the file",
        "32600 The message lamp blinks once between pauses: one is waiting to be heard.",
        "33600 Somebody presses Play.",
        "34200 The loudspeaker tells who called and when, and plays the message.",
        "46500 The message is over.",
        "46700 The lamp is dark: nothing new to hear.",
    ])
})

test("the file is named as it was found on the card, and the lamp comes with its changes", () => {
    const lines = tellAll(wholeCall(), "x 2125550123.wav")
    assert.equal(lines.find(line => line.fileName !== undefined)?.fileName, "x 2125550123.wav")
    assert.ok(lines.find(line => line.lamp)!.lamp!.length === 4)
})

test("a message that was made good after a power failure is not taken for the one that comes", () => {
    const story = new Story(messagesOf("recovered.wav", undefined, "x.wav"))
    const lines = wholeCall().flatMap(event => story.tell(event))
    assert.equal(lines.find(line => line.fileName !== undefined)?.fileName, "x.wav")
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
        const lines = tellAll([at(0, "machine boot"), ...callerIdOf(number, name)])
        assert.match(lines.at(-1)!.text, expected)
    })

function callerIdOf(number: string, name: string): TimelineEvent[] {
    return [
        at(1, "exchange ring-on", { call: 1, n: 1 }),
        at(2, "modem tx", { text: `NMBR = ${number}` }),
        at(2, "modem tx", { text: `NAME = ${name}` }),
        at(3, "exchange caller-id-end", { call: 1 }),
    ]
}

test("caller ID that the machine does not get is told so, and none is left for the next call", () => {
    const story = new Story(messagesOf())
    for (const event of [at(0, "machine boot"), ...callerIdOf("1", "X")]) story.tell(event)
    const [line] = story.tell(at(9, "exchange caller-id-end", { call: 2 }))
    assert.match(line!.text, /does not reach the machine/)
    story.powerOff()
    const [dead] = story.tell(at(10, "exchange caller-id-end", { call: 2 }))
    assert.match(dead!.text, /nobody reads it/)
})

test("power that comes back while it rings does not end the ringing", () => {
    const story = new Story(messagesOf())
    story.tell(at(1, "exchange ring-on", { call: 1, n: 1 }))
    story.powerOn()
    assert.equal(story.isStarting, true)
    story.tell(at(1500, "machine boot"))
    assert.equal(story.activity, "ringing")
    story.tell(at(9000, "exchange off-hook", { call: 1 }))
    assert.equal(story.activity, "in call")
})

test("a machine that was switched on is starting until its program runs, and again after it has failed", () => {
    const story = new Story(messagesOf())
    assert.equal(story.activity, "off")
    story.powerOn()
    assert.equal(story.activity, "starting")
    story.tell(at(0, "machine boot"))
    assert.equal(story.activity, "waiting")
    story.tell(at(1, "machine panic", { stack: "x" }))
    assert.equal(story.activity, "starting")
    assert.equal(story.isSwitchedOn, true)
})

const ENDS: readonly (readonly [string, RegExp])[] = [
    ["#", /notices: the caller has pressed #\. It has recorded 0:02\.$/],
    ["P", /notices: somebody in the house has picked up\./],
    ["5", /^The machine ends it\. It has recorded 0:02\.$/],
]
for (const [code, expected] of ENDS)
    test(`why a recording ends is said where the modem has told: ${code}`, () => {
        const lines = tellAll([
            at(0, "machine boot"),
            at(1000, "modem record-start", { call: 1 }),
            at(2900, "modem event", { code, sample: 1 }),
            at(3000, "modem record-end", { call: 1 }),
        ])
        assert.match(lines.at(-1)!.text, expected)
    })

test("a call that comes while a message is played ends the playing, and rings on", () => {
    const story = new Story(messagesOf("m"))
    const lines = [
        at(0, "machine boot"),
        at(1000, "panel press", { button: "play" }),
        at(1200, "modem play-start", { call: 0 }),
        at(1300, "speaker sound-on"),
        at(2000, "exchange ring-on", { call: 1, n: 1 }),
        at(2100, "modem play-end", { call: 0 }),
    ].flatMap(event => story.tell(event))
    assert.match(lines.at(-1)!.text, /the telephone comes first/)
    assert.equal(story.activity, "ringing")
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

test("what the machine warns of in its log is told, and what the runtime says before it runs is not", () => {
    const warning = { level: "warn", text: "settings.txt line 1: x" }
    const lines = tellAll([
        at(0, "machine log", { level: "error", text: "service button:64 not found" }),
        at(1, "machine boot"),
        at(2, "machine log", { level: "log", text: "ready" }),
        at(3, "machine log", warning),
    ])
    assert.deepEqual(texts(lines.slice(1)), ["3 The machine's log: settings.txt line 1: x"])
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
    const story = new Story(messagesOf())
    for (const event of wholeCall().slice(0, 16)) story.tell(event)
    story.powerOff()
    assert.deepEqual(story.tell(at(17_000, "modem record-end", { call: 1 })), [])
    assert.deepEqual(story.tell(at(17_000, "exchange on-hook", { call: 1 })), [])
    assert.equal(story.activity, "off")
})

test("a machine without power lets it ring until the caller gives up", () => {
    const story = new Story(messagesOf())
    story.tell(at(1, "exchange ring-on", { call: 1, n: 1 }))
    assert.equal(story.activity, "ringing")
    const [line] = story.tell(at(60_000, "caller hangup", { call: 1 }))
    assert.match(line!.text, /Nobody answers/)
    assert.equal(story.activity, "off")
})

test("a lamp that blinks is not called dark between two flashes", () => {
    const story = new Story(messagesOf())
    for (const event of blinks(1000, 3, 300, 1800)) story.tell(event)
    assert.deepEqual(story.pass(6800), [])
    assert.equal(story.pass(7000).at(-1)!.tMs, 4900)
    assert.deepEqual(story.pass(9000), [])
})

const SIGNS: readonly (readonly [string, readonly TimelineEvent[], RegExp])[] = [
    [
        "three messages",
        [0, 3000].flatMap(ms => blinks(ms, 3, 300, 600)),
        /blinks 3 times between pauses: 3 are waiting to be heard\.$/,
    ],
    [
        "trouble",
        [0, 1800].flatMap(ms => blinks(ms, 2, 100, 200)),
        /flashes twice, shortly, between pauses: something needs looking after: card,/,
    ],
    [
        "both",
        [...blinks(0, 1, 300, 600), ...blinks(1800, 2, 100, 200), ...blinks(3600, 1, 300, 600)],
        /blinks once and flashes twice, shortly, between pauses: one is .* heard; something needs/,
    ],
]
for (const [what, events, expected] of SIGNS)
    test(`the lamp's sign is told in words: ${what}`, () => {
        const story = new Story(messagesOf())
        for (const event of events) assert.deepEqual(story.tell(event), [])
        const [line] = story.pass(events.at(-1)!.tMs + 1000)
        assert.match(line!.text, expected)
    })

for (const [code, name] of [
    ["c", "a fax machine"],
    ["e", "a modem"],
] as const)
    test(`${name} is let go, and why is told once; that it leaves no message is no fault`, () => {
        const call = [
            at(1, "exchange ring-on", { call: 1, n: 1 }),
            at(2, "exchange off-hook", { call: 1 }),
            at(3, "modem record-start", { call: 1 }),
            at(1000, "modem event", { code, sample: 1 }),
            at(1200, "modem event", { code, sample: 2 }),
            at(1300, "modem record-end", { call: 1 }),
            at(1400, "exchange on-hook", { call: 1 }),
        ]
        const lines = tellAll([at(0, "machine boot"), ...call])
        const tone = `1000 The machine hears the tone of ${name}, and lets machines go.`
        assert.equal(texts(lines).filter(text => text === tone).length, 1)
        assert.equal(lines.at(-1)!.text, "The machine hangs up. There is no message.")
        assert.ok(lines.every(({ mood }) => mood === "plain"))
        // The next caller is another one.
        const person = tellAll([...call, ...wholeCall()])
        assert.match(
            person.find(line => line.mood === "bad")!.text,
            /but no message is on the card/
        )
    })
