import assert from "node:assert/strict"
import { test, type TestContext } from "node:test"
import { decodeFrame, encodeFrame, frameBytes } from "../../../sim/protocol/frame.ts"
import { type BridgeName } from "../../../sim/scenario/bridge-schema.ts"
import { type Command } from "../../../sim/protocol/messages.ts"
import { PageHub } from "../../../sim/server/page-hub.ts"
import { Performer } from "../../../sim/scenario/performer.ts"
import { FakeWorld } from "../scenario/fake-world.ts"
import { FakeSocket } from "./fake-socket.ts"

const CALL: Command = { do: "call", number: "1", name: "", recording: "" }
const HELLO = new Float32Array(400).fill(0.25)

/** A hub with a world that goes on in turns, and pages that look at it. */
class Bench {
    readonly world = new FakeWorld()
    readonly performer = new Performer(this.world)
    readonly hub = new PageHub({
        countries: ["US", "PL"],
        recordings: new Map([["hello", HELLO]]),
    })
    readonly moves: string[] = []
    bridge: BridgeName = "sc16is750"
    private deeds: (() => void | Promise<void>)[] = []

    begin(speed = 1): void {
        this.hub.begin({
            world: this.world,
            country: "US",
            callerId: "",
            release: "",
            modem: "conexant",
            bridge: this.bridge,
            speed,
            atNextTurn: deed => this.deeds.push(deed),
            act: deed => this.performer.do(deed),
            armPowerCut: cut => this.world.armPowerCut(cut, () => {}),
            switchPower: () => (this.world.isOn ? this.world.powerOff() : this.world.powerOn()),
            setSpeed: next => this.moves.push(`speed ${next}`),
            step: async () => void this.moves.push("step"),
            restart: next =>
                this.moves.push(
                    Object.values<string>({ ...next })
                        .filter(Boolean)
                        .join(" ")
                ),
            save: () => [{ name: "scenario.json", content: Buffer.from("{}") }],
        })
    }

    page(name: string): FakeSocket {
        const socket = new FakeSocket()
        this.hub.takeEvents(socket.asSocket, new URL(`http://x/events?page=${name}`))
        return socket
    }

    line(name: string): FakeSocket {
        const socket = new FakeSocket()
        this.hub.takeLine(socket.asSocket, new URL(`http://x/line?page=${name}`))
        return socket
    }

    async turn(ms = 300): Promise<void> {
        await this.world.runUntil(this.world.scheduler.nowUs + ms * 1000, () => false)
        const deeds = this.deeds
        this.deeds = []
        for (const deed of deeds) await deed()
        // As long as the machine's time: then what has happened is told at once.
        await new Promise(resolve => setTimeout(resolve, 60))
        this.hub.turn()
    }

    get handset() {
        return this.world.handsets.at(-1)!
    }
}

test("a page that comes late is told all that was, and what is so now", async () => {
    const bench = new Bench()
    bench.begin()
    bench.world.timeline.emit("card", "remove")
    await bench.turn()
    const [hello] = bench.page("a").heard("hello")
    assert.equal(hello!.isRunning, true)
    assert.equal(hello!.state.hasCard, false)
    assert.deepEqual(hello!.events, [...bench.world.timeline.events])
    assert.deepEqual(
        [hello!.countries, hello!.recordings],
        [["US", "PL"], [{ name: "hello", seconds: HELLO.length / 8000 }]]
    )
})

test("nothing is told twice: what a page has not been told yet comes in the next batch", async () => {
    const bench = new Bench()
    bench.begin()
    bench.world.timeline.emit("modem", "record-end")
    const page = bench.page("a")
    assert.equal(page.heard("hello")[0]!.state.recordings, 0)
    assert.deepEqual(page.heard("hello")[0]!.events, [])
    await bench.turn()
    assert.deepEqual(
        page.heard("batch").flatMap(each => each.events.map(e => e.event)),
        ["record-end"]
    )
})

test("before a run and between two it is said that there is none", async () => {
    const bench = new Bench()
    const page = bench.page("a")
    assert.equal(page.heard("hello")[0]!.isRunning, false)
    page.says(CALL)
    assert.equal(page.heard("refusal").length, 1)
    bench.begin()
    assert.equal(page.heard("hello")[1]!.isRunning, true)
    bench.hub.end()
    assert.equal(page.heard("goodbye").length, 1)
})

test("a call by hand: the microphone of that page speaks, and no other's", async () => {
    const bench = new Bench()
    bench.begin()
    const page = bench.page("a")
    const [own, other] = [bench.line("a"), bench.line("b")]
    page.says(CALL)
    await bench.turn()
    assert.equal(bench.world.calls[0]!.number, "1")
    assert.equal(page.heard("batch").at(-1)!.holder, "a")
    for (let i = 0; i < 6; i++) {
        other.says(encodeFrame(i, [new Float32Array(160).fill(0.9)]))
        own.says(encodeFrame(i, [new Float32Array(160).fill(0.5)]))
    }
    const block = new Float32Array(40)
    for (let i = 0; i < 10; i++) bench.handset.speak(block)
    assert.ok(Math.abs(block[39]! - 0.5) < 0.01)
})

test("another page may take the call over, and a second call is refused", async () => {
    const bench = new Bench()
    bench.begin()
    const [first, second] = [bench.page("a"), bench.page("b")]
    first.says(CALL)
    await bench.turn()
    second.says(CALL)
    assert.equal(second.heard("refusal")[0]!.reason, "on-the-line")
    second.says({ do: "take-over" })
    await bench.turn()
    assert.equal(first.heard("batch").at(-1)!.holder, "b")
})

test("hanging up puts the telephone down, and then there is no call", async () => {
    const bench = new Bench()
    bench.begin()
    const page = bench.page("a")
    page.says(CALL)
    await bench.turn()
    page.says({ do: "hang-up" })
    assert.equal(bench.handset.isLifted, false)
    bench.handset.over()
    await bench.turn()
    assert.equal(page.heard("batch").at(-1)!.holder, "")
    page.says({ do: "hang-up" })
    assert.equal(page.heard("refusal").at(-1)!.reason, "no-call")
})

test("keys and recordings go into the line", async () => {
    const bench = new Bench()
    bench.begin()
    const page = bench.page("a")
    page.says(CALL)
    await bench.turn()
    page.says({ do: "say", recording: "nothing" })
    assert.equal(page.heard("refusal")[0]!.reason, "not-understood")
    page.says({ do: "say", recording: "hello" })
    const block = new Float32Array(40)
    bench.handset.speak(block)
    assert.equal(block[0], 0.25)
    page.says({ do: "key", key: "7", isDown: true })
    assert.equal(bench.handset.speak(block), "7")
})

test("what is heard goes to every page in real time only, and what is drawn up to ten times as fast", async () => {
    for (const [speed, count, channels] of [
        [1, 15, 4],
        [2, 15, 2],
        [10, 15, 2],
        [1000, 0, 0],
    ] as const) {
        const bench = new Bench()
        bench.begin(speed)
        const line = bench.line("a")
        await bench.turn(300)
        assert.equal(line.frames.length, count)
        assert.ok(line.frames.every(frame => frame.byteLength === frameBytes(channels)))
    }
})

test("what was on the line is kept for a page that comes late, whatever the speed was", async () => {
    const bench = new Bench()
    bench.begin(1000)
    const half = new Float32Array(40).fill(0.5)
    const beat = { atUs: 40_000, toModem: half, fromModem: half, speaker: half }
    for (const hear of bench.world.soundListeners) hear(beat)
    await bench.turn(300)
    const past = bench.hub.linePast.bytes
    const frame = decodeFrame(new Uint8Array(past).buffer, 2)!
    assert.equal(frame.number, 2)
    assert.ok(Math.abs(frame.channels[0]![39]! - 0.5) < 0.001 && frame.channels[0]![40] === 0)
    bench.begin()
    assert.equal(bench.hub.linePast.bytes.length, 0)
})

test("a telephone whose page is gone is put down after a while; one that reloads keeps it", async (t: TestContext) => {
    const bench = new Bench()
    bench.begin()
    const page = bench.page("a")
    page.says(CALL)
    await bench.turn()
    t.mock.timers.enable({ apis: ["setTimeout"] })
    page.close()
    const again = bench.page("a")
    t.mock.timers.tick(10_000)
    assert.equal(bench.handset.isLifted, true)
    again.close()
    t.mock.timers.tick(10_000)
    assert.equal(bench.handset.isLifted, false)
})

test("a key that is held by a page that goes comes up", async () => {
    const bench = new Bench()
    bench.begin()
    const page = bench.page("a")
    page.says({ do: "button", button: "play", isDown: true })
    await bench.turn()
    page.close()
    await bench.turn()
    assert.deepEqual(
        bench.world.story("panel").map(line => line.split(" ")[1]),
        ["press", "release"]
    )
})

test("speed is set for all pages, and no sound to be heard is sent at another than 1", async () => {
    const bench = new Bench()
    bench.begin()
    const [page, line] = [bench.page("a"), bench.line("a")]
    page.says({ do: "speed", speed: 0 })
    page.says({ do: "step" })
    await bench.turn()
    assert.deepEqual(bench.moves, ["speed 0", "step"])
    assert.equal(page.heard("batch").at(-1)!.speed, 0)
    assert.ok(line.frames.every(frame => frame.byteLength === frameBytes(2)))
})

test("something is let go wrong, is told to every page, and is mended alone or with all else", async () => {
    const bench = new Bench()
    bench.begin()
    const [page, other] = [bench.page("a"), bench.page("b")]
    page.says({ do: "fault", fault: "card-stall", isOn: true })
    page.says({ do: "fault", fault: "modem-mute", isOn: true })
    await bench.turn()
    const [stall, mute] = bench.world.faults
    assert.deepEqual(stall, { kind: "card-stall", times: 5, ms: undefined, db: undefined })
    assert.deepEqual(mute, { kind: "modem-mute", times: "forever", ms: undefined, db: undefined })
    assert.deepEqual(other.heard("batch").at(-1)!.broken, ["modem-mute"])
    assert.deepEqual(bench.page("c").heard("hello")[0]!.broken, ["modem-mute"])
    page.says({ do: "fault", fault: "modem-mute", isOn: false })
    page.says({ do: "fault", fault: "", isOn: false })
    page.says({ do: "fault", fault: "earthquake", isOn: true })
    await bench.turn()
    assert.deepEqual(bench.world.faults.slice(2), ["end modem-mute", "end"])
    assert.deepEqual(other.heard("batch").at(-1)!.broken, [])
    assert.equal(page.heard("refusal").length, 1)
})

test("faults of a USB plug are offered where there is one, and do nothing elsewhere", async () => {
    for (const [bridge, count] of [
        ["sc16is750", 0],
        ["max3421e", 1],
    ] as const) {
        const bench = new Bench()
        bench.bridge = bridge
        bench.begin()
        const page = bench.page("a")
        assert.equal(page.heard("hello")[0]!.faults.includes("usb-noise"), count === 1)
        page.says({ do: "fault", fault: "usb-noise", isOn: true })
        await bench.turn()
        assert.equal(bench.world.faults.length, count)
    }
})

test("another modem and bridge are put in, and what there is not is refused", async () => {
    const bench = new Bench()
    bench.begin()
    const page = bench.page("a")
    const [hello] = page.heard("hello")
    assert.deepEqual([hello!.modem, hello!.bridge], ["conexant", "sc16is750"])
    assert.ok(hello!.modems.includes("agere") && hello!.bridges.includes("max3421e"))
    const parts = { do: "parts", modem: "agere", bridge: "max3421e" } as const
    for (const change of [{}, { modem: "hayes" }, { bridge: "none" }])
        page.says({ ...parts, ...change })
    assert.deepEqual(bench.moves, ["US agere max3421e"])
    assert.equal(page.heard("refusal").length, 2)
})

test("the other telephone in the house is picked up and put down", async () => {
    const bench = new Bench()
    bench.begin()
    const page = bench.page("a")
    for (const isUp of [true, false]) {
        page.says({ do: "telephone", isUp })
        await bench.turn()
        assert.equal(bench.page("late").heard("hello")[0]!.state.isExtensionUp, isUp)
    }
})

test("a sound that was sent is told to every page, and speaks", async () => {
    const bench = new Bench()
    bench.begin()
    const page = bench.page("a")
    const name = bench.hub.addSound("mine", HELLO)
    assert.deepEqual(page.heard("recordings")[0]!.recordings.at(-1), {
        name,
        seconds: HELLO.length / 8000,
    })
    page.says({ ...CALL, recording: name })
    await bench.turn()
    assert.equal(bench.world.calls.length, 1)
})

test("card, power and network are switched", async () => {
    const bench = new Bench()
    bench.begin()
    const page = bench.page("a")
    for (const command of [{ do: "card" }, { do: "power" }] as const) {
        page.says(command)
        await bench.turn()
    }
    page.says({ do: "card" })
    const network = { do: "network", country: "PL", callerId: "", release: "" } as const
    const own = { callerId: "dtmf-d", release: "nothing" }
    const unknown = [{ country: "XX" }, { callerId: "smoke" }, { release: "song" }]
    for (const change of [{}, own, ...unknown]) page.says({ ...network, ...change })
    await bench.turn()
    assert.deepEqual(
        bench.world.story("card").map(line => line.split(" ")[1]),
        ["remove", "insert"]
    )
    assert.equal(bench.world.isOn, true)
    assert.deepEqual(bench.moves, ["PL conexant sc16is750", "PL dtmf-d nothing conexant sc16is750"])
    assert.equal(page.heard("refusal").length, 3)
})

test("the run is saved between two turns of the clock, and not at all where it ends before", async () => {
    const bench = new Bench()
    assert.equal(await bench.hub.saveRun(), undefined)
    bench.begin()
    const saved = bench.hub.saveRun()
    await bench.turn()
    assert.equal((await saved)![0]!.name, "scenario.json")
    const late = bench.hub.saveRun()
    bench.hub.end()
    await assert.rejects(late, /the run has ended/)
})

test("a page's microphone is held before the machine, and heard in the room and not on the line", async () => {
    const bench = new Bench()
    bench.begin()
    const [page, other] = [bench.page("a"), bench.page("b")]
    const line = bench.line("a")
    page.says(CALL)
    page.says({ do: "room", isOpen: true })
    other.says({ do: "room", isOpen: true })
    await bench.turn()
    assert.equal(other.heard("refusal")[0]!.reason, "other-page")
    assert.equal(other.heard("batch").at(-1)!.roomHolder, "a")
    for (let i = 0; i < 6; i++) line.says(encodeFrame(i, [new Float32Array(160).fill(0.5)]))
    const [mouth] = bench.world.mouths
    const block = new Float32Array(40)
    for (let i = 0; i < 10; i++) assert.equal(mouth!.speak(block), true)
    assert.ok(Math.abs(block[39]! - 0.5) < 0.01)
    bench.handset.speak(block)
    assert.equal(block[39], 0, "it is on the line, too")
    page.says({ do: "room", isOpen: false })
    assert.equal(mouth!.speak(block), false)
    await bench.turn()
    assert.equal(page.heard("batch").at(-1)!.roomHolder, "")
})

test("a page that goes takes its microphone with it", async () => {
    const bench = new Bench()
    bench.begin()
    const page = bench.page("a")
    page.says({ do: "room", isOpen: true })
    await bench.turn()
    page.close()
    assert.equal(bench.world.mouths[0]!.speak(new Float32Array(40)), false)
})

test("a recording is said before the machine", async () => {
    const bench = new Bench()
    bench.begin()
    const page = bench.page("a")
    page.says({ do: "room-say", recording: "nothing" })
    page.says({ do: "room-say", recording: "hello" })
    await bench.turn()
    assert.equal(page.heard("refusal").length, 1)
    assert.deepEqual(
        bench.world.timeline.events.map(each => each.fields["samples"]),
        [HELLO.length]
    )
})

test("every key of the machine goes down by itself, and comes up with the page that held it", async () => {
    const bench = new Bench()
    bench.begin()
    const page = bench.page("a")
    page.says({ do: "button", button: "menu", isDown: true })
    page.says({ do: "button", button: "record", isDown: true })
    await bench.turn()
    page.says({ do: "button", button: "record", isDown: false })
    await bench.turn()
    page.close()
    await bench.turn()
    const touches = bench.world.timeline.events.map(e => `${e.event} ${String(e.fields["button"])}`)
    assert.deepEqual(touches, ["press menu", "press record", "release record", "release menu"])
})
