import assert from "node:assert/strict"
import { test } from "node:test"
import { ORDINARY_CARD } from "../../../sim/chips/sdcard/card-kind.ts"
import { CALL_DEFAULTS } from "../../../sim/exchange/call-spec.ts"
import { type EventSource } from "../../../sim/report/timeline.ts"
import { ExitCode, playScenario, type RunOutcome } from "../../../sim/scenario/runner.ts"
import { type EventPattern, type Scenario, type Step } from "../../../sim/scenario/scenario.ts"
import { FakeWorld } from "./fake-world.ts"

const IDLE: Step = { kind: "waitIdle", timeoutMs: 600_000 }
const CALL: Step = { kind: "call", spec: CALL_DEFAULTS }
const PRESS: Step = { kind: "press", button: "play", times: 1, downMs: 120, gapMs: 150 }

function time(durationMs: number): Step {
    return { kind: "waitTime", durationMs }
}

function pattern(event: string, source?: EventSource, fields: object = {}): EventPattern {
    return { event, source, fields: new Map(Object.entries(fields)) }
}

function event(name: string, count = 1, timeoutMs = 600_000): Step {
    return { kind: "waitEvent", pattern: pattern(name), count, timeoutMs }
}

function expectStep(wanted: EventPattern, withinMs = 0): Step {
    return { kind: "expect", pattern: wanted, withinMs }
}

async function play(world: FakeWorld, ...steps: Step[]): Promise<RunOutcome> {
    return await playScenario(world, scenarioOf(steps))
}

function scenarioOf(steps: Step[]): Scenario {
    return {
        country: "US",
        callerId: undefined,
        release: undefined,
        displayHeight: undefined,
        modem: "conexant",
        hasModemSwitch: true,
        usb: undefined,
        start: { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 0 },
        card: undefined,
        seed: undefined,
        firmwarePath: undefined,
        endsAtOnce: false,
        earlierTimeline: undefined,
        steps,
        stepPlaces: steps.map((_, index) => `s.json:1: steps[${index}]`),
        notes: [],
    }
}

function stepTimes(world: FakeWorld): number[] {
    return world.timeline.events.filter(e => e.event === "step").map(e => e.tMs)
}

test("an empty scenario boots, waits for idle, and removes power at that instant", async () => {
    const world = new FakeWorld()
    const outcome = await play(world)
    assert.equal(outcome.exit, ExitCode.Played)
    assert.equal(outcome.endUs, 1_050_000)
    assert.deepEqual(world.story(), ["0.000 boot", "1050.000 end"])
    assert.deepEqual(world.timeline.events.at(-1)!.fields, { exit: 0 })
    assert.equal(world.isOn, false)
})

test("only waits take time", async () => {
    const world = new FakeWorld()
    await play(world, time(2000), PRESS, CALL, { kind: "tolerateRestart" }, time(30), CALL)
    assert.deepEqual(stepTimes(world), [0, 2000, 2000, 2000, 2000, 2030])
})

test("idle is not before 500 ms after the step before, even where it was quiet for long", async () => {
    const world = new FakeWorld()
    await play(world, time(5000), IDLE, time(0))
    assert.deepEqual(stepTimes(world), [0, 5000, 5500])
})

test("idle wants 1000 ms of quiet without a break", async () => {
    const world = new FakeWorld()
    world.afterMs(5900, () => world.busyFor(1))
    world.afterMs(6500, () => world.busyFor(200_000))
    world.onCall = () => world.busyFor(10_000)
    await play(world, time(5000), CALL, IDLE, time(0))
    assert.deepEqual(stepTimes(world), [0, 5000, 5000, 7700])
})

test("a press that is under way is not idle, and its finger comes off after 120 ms", async () => {
    const world = new FakeWorld()
    await play(world, time(5000), PRESS, IDLE, time(0))
    assert.deepEqual(world.story("panel"), ["5000.000 press", "5120.000 release"])
    assert.equal(stepTimes(world)[3], 6120)
})

test("several presses follow each other with the gap between release and press", async () => {
    const world = new FakeWorld()
    await play(world, { ...PRESS, times: 2 }, { ...PRESS, downMs: 1000 }, IDLE, time(0))
    assert.deepEqual(world.story("panel"), [
        "0.000 press",
        "120.000 release",
        "270.000 press",
        "390.000 release",
        "540.000 press",
        "1540.000 release",
    ])
    assert.equal(stepTimes(world)[3], 2540)
})

test("a world that is never quiet ends the wait after its time-out, and the run with 3", async () => {
    const world = new FakeWorld()
    world.busyForEver()
    const outcome = await play(world, time(1000), { kind: "waitIdle", timeoutMs: 7000 }, CALL)
    assert.equal(outcome.exit, ExitCode.StepFailed)
    assert.deepEqual(outcome.failure, { stepIndex: 1, reason: "not idle within 7000 ms" })
    assert.equal(outcome.endUs, 8_000_000)
    assert.equal(world.calls.length, 0)
})

test("the wait for idle after the last step has 600 s", async () => {
    const world = new FakeWorld()
    world.busyForEver()
    const outcome = await play(world, time(1000))
    assert.deepEqual(outcome.failure, { stepIndex: 1, reason: "not idle within 600000 ms" })
    assert.equal(outcome.endUs, 601_000_000)
})

test("a wait for an event ends at the very event, and counts from its own start", async () => {
    const world = new FakeWorld()
    for (const ms of [500, 1500, 2500.25])
        world.afterMs(ms, () => world.timeline.emit("exchange", "ring-on", { call: 1 }))
    await play(world, time(1000), event("ring-on", 2), time(0))
    assert.deepEqual(stepTimes(world), [0, 1000, 2500.25])
})

test("a wait for an event that comes too seldom says how often it came", async () => {
    const world = new FakeWorld()
    world.afterMs(10, () => world.timeline.emit("exchange", "ring-on"))
    const outcome = await play(world, event("ring-on", 2, 3000))
    assert.equal(outcome.exit, ExitCode.StepFailed)
    assert.match(outcome.failure!.reason, /"ring-on" 2 times \(it came 1 times\) within 3000 ms/)
    assert.equal(outcome.endUs, 3_000_000)
})

test("an expect sees what came since the last wait or call began, and nothing before", async () => {
    const lamp = pattern("lamp", "panel", { value: 1 })
    const before = new FakeWorld()
    before.afterMs(100, () => before.timeline.emit("panel", "lamp", { value: 1 }))
    assert.equal((await play(before, time(1000), expectStep(lamp))).exit, ExitCode.Played)
    const tooOld = new FakeWorld()
    tooOld.afterMs(100, () => tooOld.timeline.emit("panel", "lamp", { value: 1 }))
    const outcome = await play(tooOld, time(1000), time(1), expectStep(lamp))
    assert.equal(outcome.exit, ExitCode.StepFailed)
    assert.equal(outcome.failure!.stepIndex, 2)
    assert.equal(outcome.endUs, 1_001_000)
})

test("an expect after a call sees what the call set off at once", async () => {
    const world = new FakeWorld()
    world.onCall = call => world.timeline.emit("exchange", "ring-on", { call, n: 1 })
    const first = expectStep(pattern("ring-on", undefined, { call: 1 }))
    const second = expectStep(pattern("ring-on", undefined, { call: 2 }))
    const outcome = await play(world, CALL, first, second)
    assert.equal(outcome.failure!.stepIndex, 2)
})

test("an expect waits for what comes within its time, and goes on at once when it comes", async () => {
    const world = new FakeWorld()
    world.afterMs(1040, () => world.timeline.emit("speaker", "sound-on"))
    await play(world, time(1000), expectStep(pattern("sound-on"), 50), time(0))
    assert.deepEqual(stepTimes(world), [0, 1000, 1040])
    const late = new FakeWorld()
    late.afterMs(1051, () => late.timeline.emit("speaker", "sound-on"))
    const outcome = await play(late, time(1000), expectStep(pattern("sound-on"), 50))
    assert.equal(outcome.exit, ExitCode.StepFailed)
})

test("an expect compares source and every field", async () => {
    for (const wanted of [
        pattern("sound-on", "line"),
        pattern("sound-on", "speaker", { level: 2 }),
        pattern("sound-on", "speaker", { tMs: 11 }),
    ]) {
        const world = new FakeWorld()
        world.afterMs(10, () => world.timeline.emit("speaker", "sound-on", { level: 1 }))
        assert.equal((await play(world, time(20), expectStep(wanted))).exit, ExitCode.StepFailed)
    }
})

test("power goes off and on at the step, and a cycle leaves it off for its time", async () => {
    const world = new FakeWorld()
    const outcome = await play(
        world,
        time(1000),
        { kind: "powerOff" },
        time(500),
        { kind: "powerOn" },
        time(1000),
        { kind: "powerCycle", offMs: 3000 },
        IDLE,
        time(0)
    )
    assert.equal(outcome.exit, ExitCode.Played)
    assert.deepEqual(world.story("machine"), ["0.000 boot", "1500.000 boot", "5500.000 boot"])
    assert.equal(stepTimes(world).at(-1), 6550)
})

test("a machine that was switched on is not idle before its program has started", async () => {
    const world = new FakeWorld()
    const startLate = () => world.afterMs(2000, () => world.timeline.emit("machine", "boot"))
    world.boot = startLate
    const outcome = await play(world, IDLE, { kind: "powerCycle", offMs: 3000 }, IDLE, time(0))
    assert.equal(outcome.exit, ExitCode.Played)
    assert.deepEqual(stepTimes(world), [0, 3000, 3000, 9000])
})

test("a program that has just started is not idle while it talks to its modem", async () => {
    const world = new FakeWorld()
    const talkAt = (ms: number) => world.afterMs(ms, () => world.timeline.emit("modem", "rx"))
    ;[900, 1800, 2700, 20_000].forEach(talkAt)
    await play(world, IDLE, time(15_900), IDLE, time(0))
    assert.deepEqual(stepTimes(world), [0, 3700, 19_600, 20_100])
})

test("a program that never starts is not waited for", async () => {
    const world = new FakeWorld()
    world.boot = () => {}
    await play(world, IDLE, time(0))
    assert.equal(stepTimes(world).at(-1), 5000)
})

test("power that is switched on where it is on changes nothing", async () => {
    const world = new FakeWorld()
    world.afterMs(3000, () => world.boot())
    const outcome = await play(world, time(2000), { kind: "powerOn" }, IDLE, time(2000))
    assert.deepEqual(stepTimes(world), [0, 2000, 2000, 2500])
    assert.deepEqual(outcome.restarts, ["restart at 3.000 s"])
})

test("power that is switched off while a cycle is under way stays off", async () => {
    const world = new FakeWorld()
    await play(world, time(1000), { kind: "powerCycle", offMs: 3000 }, { kind: "powerOff" })
    assert.deepEqual(world.story("machine"), ["0.000 boot"])
})

test("power that fails at a write stays off until a step says otherwise", async () => {
    const world = new FakeWorld()
    const cut = { cardWrite: 3, variant: "zeros" } as const
    world.afterMs(1500, () => world.cutPower())
    const outcome = await play(
        world,
        time(1000),
        { kind: "powerCut", cut },
        time(4000),
        { kind: "powerOn" },
        IDLE,
        time(0)
    )
    assert.deepEqual(world.cuts, [cut])
    assert.equal(outcome.exit, ExitCode.Played)
    assert.deepEqual(world.story("machine"), ["0.000 boot", "5000.000 boot"])
    assert.equal(stepTimes(world).at(-1), 6050)
})

test("another telephone is picked up and put down, which takes no time", async () => {
    const world = new FakeWorld()
    await play(world, time(1000), { kind: "telephone", isUp: true }, time(500), {
        kind: "telephone",
        isUp: false,
    })
    assert.deepEqual(world.story("exchange"), ["1000.000 pickup", "1500.000 putdown"])
})

test("idle counts from the cut", async () => {
    const world = new FakeWorld()
    world.afterMs(1500, () => world.cutPower())
    await play(
        world,
        time(1000),
        { kind: "powerCut", cut: { cardWrite: 1, variant: "before" } },
        IDLE,
        time(0)
    )
    assert.equal(stepTimes(world).at(-1), 2500)
})

test("cards and faults are passed on to the world in their order", async () => {
    const world = new FakeWorld()
    const fault = { kind: "card-stall", times: 2, ms: 250, db: undefined } as const
    await play(
        world,
        { kind: "removeCard" },
        time(10),
        { kind: "insertCard", card: undefined },
        { kind: "insertCard", card: { imagePath: "other.img", kind: ORDINARY_CARD } },
        { kind: "fault", fault },
        { kind: "endFaults" }
    )
    assert.deepEqual(world.story("card"), ["0.000 remove", "10.000 insert", "10.000 insert"])
    const inserted = world.timeline.events.filter(e => e.event === "insert")
    assert.deepEqual(
        inserted.map(e => e.fields["image"]),
        ["the last one", "other.img"]
    )
    assert.deepEqual(world.faults, [fault, "end"])
})

test("a panic ends the run with 1, and the run goes on", async () => {
    const world = new FakeWorld()
    world.afterMs(100, () => world.timeline.emit("machine", "panic", { stack: "at ring (a.ts:5)" }))
    const outcome = await play(world, time(5000))
    assert.equal(outcome.exit, ExitCode.Restarted)
    assert.equal(outcome.endUs, 5_500_000)
    assert.deepEqual(outcome.restarts, ["panic at 0.100 s\nat ring (a.ts:5)"])
})

test("a boot that no power step asked for is a restart", async () => {
    const world = new FakeWorld()
    world.afterMs(100, () => world.boot())
    const outcome = await play(world, time(5000))
    assert.equal(outcome.exit, ExitCode.Restarted)
    assert.deepEqual(outcome.restarts, ["restart at 0.100 s"])
})

test("restarts do not count once they are tolerated, but the one before does", async () => {
    const world = new FakeWorld()
    world.afterMs(100, () => world.boot())
    const tolerated = await play(world, { kind: "tolerateRestart" }, time(5000))
    assert.equal(tolerated.exit, ExitCode.Played)
    const late = new FakeWorld()
    late.afterMs(100, () => late.boot())
    const outcome = await play(late, time(1000), { kind: "tolerateRestart" }, time(5000))
    assert.equal(outcome.exit, ExitCode.Restarted)
})

test("a broken rule wins over a restart, and a restart over a step that failed", async () => {
    const broken = new FakeWorld()
    broken.afterMs(10, () => broken.rules.violation("sdcard", "CMD25 while busy"))
    broken.afterMs(20, () => broken.boot())
    const failing = [time(100), event("hangup", 1, 10)]
    assert.equal((await play(broken, ...failing)).exit, ExitCode.RuleBroken)
    const restarted = new FakeWorld()
    restarted.afterMs(20, () => restarted.boot())
    const outcome = await play(restarted, ...failing)
    assert.equal(outcome.exit, ExitCode.Restarted)
    assert.equal(outcome.failure!.stepIndex, 1)
})

test("progress is told at least once in a virtual second", async () => {
    const world = new FakeWorld()
    const told: number[] = []
    await playScenario(world, scenarioOf([time(10_000)]), nowUs => told.push(nowUs))
    const gaps = told.slice(1).map((nowUs, index) => nowUs - told[index]!)
    assert.ok(Math.max(...gaps) <= 1_000_000)
})

test("the network goes up and down in the instant of the step", async () => {
    const world = new FakeWorld()
    await play(world, time(100), { kind: "network", state: "down" }, time(50))
    const [event] = world.timeline.events.filter(e => e.event === "network")
    assert.deepEqual([event!.tMs, event!.source, event!.fields], [100, "sim", { state: "down" }])
})
