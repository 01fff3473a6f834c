import assert from "node:assert/strict"
import { test } from "node:test"
import { Listening } from "../../../../sim/cli/demo/listening.ts"
import { type StoryLine } from "../../../../sim/cli/demo/story-line.ts"
import { at } from "./events.ts"

/** An owner at a machine with two messages; every word that is told. */
class Owner {
    readonly told: string[] = []
    readonly lines: StoryLine[] = []
    gone: string | undefined
    readonly listening = new Listening({ removed: () => this.gone, count: 2 })

    press(tMs: number): this {
        return this.take(this.listening.press(at(tMs, "panel press"), "free"))
    }

    release(tMs: number): this {
        return this.take(this.listening.release(at(tMs, "panel release")))
    }

    /** The loudspeaker begins, and sounds at once. */
    plays(tMs: number): this {
        this.take(this.listening.playStart(at(tMs, "modem play-start")))
        return this.take(this.listening.soundOn(at(tMs + 100, "speaker sound-on")))
    }

    ends(tMs: number, isRinging = false): this {
        return this.take(this.listening.playEnd(at(tMs, "modem play-end"), isRinging))
    }

    take(line: StoryLine | undefined): this {
        if (!line) return this
        this.told.push(line.text)
        this.lines.push(line)
        return this
    }
}

const BEGINS = "The loudspeaker tells who called and when, and plays the message."

test("messages are played one after the other", () => {
    const owner = new Owner().press(0).release(120).plays(300).ends(5000).plays(5200).ends(9000)
    assert.deepEqual(owner.told, [
        "Somebody presses Play.",
        BEGINS,
        "The message is over.",
        "The next message sounds from the loudspeaker.",
        "The message is over.",
    ])
})

test("a message that was stopped is not over", () => {
    const owner = new Owner().press(0).release(120).plays(300)
    owner.press(2000).release(2120).ends(2050)
    assert.deepEqual(owner.told.slice(2), ["Somebody presses Play: the sound stops."])
    assert.equal(owner.listening.isPlaying, false)
    owner.press(9000)
    assert.equal(owner.told.at(-1), "Somebody presses Play.")
})

test("two presses at once mean the next message, also the two that begin it all", () => {
    const owner = new Owner().press(0).release(120).press(270).release(390).plays(500).ends(900)
    assert.deepEqual(owner.told.slice(1), [
        "Somebody presses Play once more at once: that means the next message.",
        "The loudspeaker goes on.",
    ])
})

test("a key that is held deletes what was played, and the file is named", () => {
    const owner = new Owner().press(0).release(120).plays(300).press(3000).ends(3050)
    assert.equal(owner.listening.pass(3700), undefined)
    owner.take(owner.listening.pass(3900))
    owner.gone = "a.wav"
    owner.plays(4000).release(4200)
    assert.match(owner.told.at(-2)!, /holds it/)
    assert.equal(owner.lines.at(-2)!.tMs, 3800)
    assert.match(owner.told.at(-1)!, /hidden on the card, the file$/)
    assert.equal(owner.lines.at(-1)!.fileName, "a.wav")
    owner.ends(4500).plays(4600)
    assert.equal(owner.told.at(-1), "The loudspeaker goes on.")
})

test("the press that begins it all deletes nothing, however long it is", () => {
    const owner = new Owner().press(0).plays(300)
    assert.equal(owner.listening.pass(2000), undefined)
    assert.equal(owner.release(3000).told.length, 2)
})

test("a hold after which nothing has gone is no deletion", () => {
    const owner = new Owner().press(0).release(120).plays(300).press(3000).ends(3050)
    owner.release(4000).plays(4100)
    assert.equal(owner.lines.at(-1)!.mood, "bad")
})

test("an empty card is told as such", () => {
    const listening = new Listening({ removed: () => undefined, count: 0 })
    listening.press(at(0, "panel press"), "free")
    listening.playStart(at(200, "modem play-start"))
    assert.match(listening.soundOn(at(300, "speaker sound-on"))!.text, /no message/)
    assert.equal(listening.playEnd(at(900, "modem play-end"), false), undefined)
})

test("the telephone comes first", () => {
    const owner = new Owner().press(0).release(120).plays(300).ends(2000, true)
    assert.match(owner.told.at(-1)!, /the telephone comes first/)
})

for (const [situation, expected] of [
    ["off", /no power/],
    ["starting", /still starting/],
    ["in call", /During a call that means nothing/],
] as const)
    test(`a press that nobody heeds: ${situation}`, () => {
        const { listening } = new Owner()
        assert.match(listening.press(at(0, "panel press"), situation).text, expected)
        assert.equal(listening.pass(5000), undefined)
    })
