import assert from "node:assert/strict"
import { PassThrough } from "node:stream"
import { test } from "node:test"
import { lookOf } from "../../../../sim/cli/demo/look.ts"
import { Screen } from "../../../../sim/cli/demo/screen.ts"
import { Story } from "../../../../sim/cli/demo/story.ts"
import { Teller } from "../../../../sim/cli/demo/teller.ts"
import { LiveRun } from "../../../../sim/cli/start/live-run.ts"
import { takeKeys, takeLines, type Input } from "../../../../sim/cli/start/orders-in.ts"
import { Pacer } from "../../../../sim/cli/start/pacer.ts"
import { CALL_DEFAULTS } from "../../../../sim/exchange/call-spec.ts"
import { RunRecorder } from "../../../../sim/scenario/saved/run-recorder.ts"
import { messagesOf } from "../demo/events.ts"
import { FakeWorld } from "../../scenario/fake-world.ts"

const CALLERS = { first: { ...CALL_DEFAULTS, number: "1" }, second: CALL_DEFAULTS }

/** A run on a clock that only sleeping moves, with a world without a machine. */
class Bench {
    readonly world = new FakeWorld()
    printed = ""
    howToCount = 0
    misunderstood = 0
    readonly screen = new Screen(lookOf({}, {}), text => (this.printed += text))
    readonly recorder = new RunRecorder(undefined, () => this.world.scheduler)
    readonly run: LiveRun
    private wallMs = 0

    constructor(turnCostMs = 0) {
        const story = new Story(messagesOf())
        const clock = {
            nowMs: () => this.wallMs,
            sleep: async (ms: number) => {
                this.wallMs += ms + turnCostMs
                await new Promise(resolve => setImmediate(resolve))
            },
        }
        this.run = new LiveRun({
            world: this.world,
            pacer: new Pacer(1, clock),
            screen: this.screen,
            story,
            teller: new Teller(this.screen, story),
            recorder: this.recorder,
            showHelp: () => this.screen.line("help"),
        })
    }

    async type(text: string): Promise<void> {
        const input = new PassThrough()
        const orders = takeLines(input as Input, this.run, CALLERS, this.screen, () => {
            this.howToCount++
            this.run.quitNow()
        })
        input.end(text)
        await this.run.run()
        orders.stop()
        this.misunderstood = orders.misunderstood
    }
}

test("lines are done one after the other, and their end lets the machine come to rest", async () => {
    const bench = new Bench()
    bench.world.onCall = () => bench.world.busyFor(5_000_000)
    await bench.type("call\nwait\nplay\n")
    assert.equal(bench.run.callCount, 1)
    assert.equal(bench.world.isOn, false)
    const [press, release] = bench.world.story("panel")
    assert.ok(Number.parseFloat(press!) > 6000, "Play was pressed before the call was over")
    assert.match(release!, /release/)
    assert.ok(bench.world.scheduler.nowUs > Number.parseFloat(release!) * 1000 + 1_000_000)
})

test("a wait for a time lets so much of the machine's time pass", async () => {
    const bench = new Bench()
    bench.world.onCall = () => bench.world.busyForEver()
    await bench.type("wait\ncall\nwait 30\nhold\nwait 2\nquit\n")
    const [press, release] = bench.world.story("panel").map(line => Number.parseFloat(line))
    assert.ok(press! >= 30_000 && press! < 34_000, `Play was pressed at ${press} ms`)
    assert.ok(release! - press! > 800, "Play was not held")
})

test("two presses at once are a double press", async () => {
    const bench = new Bench()
    await bench.type("next\n")
    const times = bench.world.story("panel").map(line => Number.parseFloat(line))
    assert.equal(times.length, 4)
    assert.ok(times[2]! - times[0]! < 500)
})

test("a machine that has not started yet has not come to rest", async () => {
    const bench = new Bench()
    bench.world.boot = () =>
        bench.world.afterMs(8000, () => bench.world.timeline.emit("machine", "boot"))
    await bench.type("play\n")
    const [press] = bench.world.story("panel")
    assert.ok(Number.parseFloat(press!) >= 9500, `Play was pressed at ${press}`)
})

test("a machine that speaks to its modem has not come to rest", async () => {
    const bench = new Bench()
    const { world } = bench
    world.afterMs(4000, () => world.timeline.emit("modem", "rx", { text: "AT" }))
    world.busyFor(3_000_000)
    await bench.type("play\n")
    assert.ok(Number.parseFloat(world.story("panel")[0]!) >= 5500)
})

test("quit does not wait", async () => {
    const bench = new Bench()
    bench.world.onCall = () => bench.world.busyForEver()
    await bench.type("call\nquit\n")
    assert.ok(bench.world.scheduler.nowUs < 5_000_000)
})

test("quit waits for a key that is pressed, and for what that sets off", async () => {
    const bench = new Bench()
    bench.world.onCall = () => bench.world.busyForEver()
    await bench.type("call\nhold\nquit\n")
    const [press, release] = bench.world.story("panel").map(line => Number.parseFloat(line))
    assert.ok(release! - press! > 800, "Play was not held")
    assert.ok(bench.world.scheduler.nowUs >= release! * 1000 + 500_000)
    assert.doesNotMatch(bench.printed, /still pressed/)
})

test("Ctrl-C waits for no key, and says so", async () => {
    const bench = new Bench()
    bench.run.order({ kind: "hold" })
    bench.run.atNextTurn(() => bench.run.atNextTurn(() => bench.run.quitNow()))
    await bench.run.run()
    assert.equal(bench.world.story("panel").length, 1)
    assert.match(bench.printed, /Play was still pressed: what it asks for may not be done/)
})

test("a machine that never comes to rest does not run for ever", async () => {
    const bench = new Bench(400)
    bench.world.onCall = () => bench.world.busyForEver()
    await bench.type("call\n")
    assert.match(bench.printed, /does not come to rest/)
})

test("power goes off and comes back", async () => {
    const bench = new Bench()
    await bench.type("power\nwait\npower\nwait\n")
    assert.match(bench.printed, /The power is off\./)
    assert.equal(bench.world.story("machine").length, 2)
})

test("while time stands still a step goes on to the next event", async () => {
    const bench = new Bench()
    const { run, world } = bench
    world.afterMs(3000, () => world.timeline.emit("line", "sound-on"))
    const seen: number[] = []
    run.atNextTurn(() => run.setSpeed(0))
    run.atNextTurn(async () => {
        await run.step()
        seen.push(world.scheduler.nowUs)
    })
    run.atNextTurn(() => run.quitNow())
    await run.run()
    assert.deepEqual(seen, [3_000_000])
})

test("a line that is not understood is told, and the run goes on", async () => {
    const bench = new Bench()
    await bench.type("pley\nhelp\n")
    assert.match(bench.printed, /^Line 1: "pley" is not known\. Did you mean "play"/m)
    assert.equal(bench.misunderstood, 1)
    assert.match(bench.printed, /^help$/m)
})

test("where no line comes at all it says how to, and ends", async () => {
    const bench = new Bench()
    await bench.type("")
    assert.equal(bench.howToCount, 1)
    assert.equal(bench.world.isOn, false)
})

test("a computer that can't keep up is told so once", async () => {
    const bench = new Bench(2000)
    await bench.type("play\nwait\n")
    assert.equal(bench.printed.match(/can't keep up/g)?.length, 1)
})

test("keys are orders at once, and Ctrl-C ends the run", async () => {
    const bench = new Bench()
    const input = new PassThrough()
    const modes: boolean[] = []
    const keyboard = Object.assign(input, {
        isTTY: true,
        setRawMode: (isRaw: boolean) => modes.push(isRaw),
    })
    const orders = takeKeys(keyboard as Input, bench.run, CALLERS)
    input.write("cp")
    setImmediate(() => setImmediate(() => input.write("\u0003")))
    await bench.run.run()
    orders.stop()
    assert.equal(bench.run.callCount, 1)
    assert.deepEqual(modes, [true, false])
    assert.equal(input.listenerCount("data"), 0)
})

test("an input that is connected and says nothing is not waited for without end", async t => {
    t.mock.timers.enable({ apis: ["setTimeout"] })
    const bench = new Bench()
    const input = new PassThrough()
    const orders = takeLines(input as Input, bench.run, CALLERS, bench.screen, () => {
        bench.howToCount++
        bench.run.quitNow()
    })
    t.mock.timers.tick(30_000)
    await bench.run.run()
    orders.stop()
    assert.equal(bench.howToCount, 1)
})
