/** Runs of the page, saved and played again from the command line: the timeline is the same, event by event. */

import assert from "node:assert/strict"
import { readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { test, type TestContext } from "node:test"
import { readWav } from "../../sim/audio/wav.ts"
import { addFiles } from "../../sim/card/add-files.ts"
import { CardShelf } from "../../sim/server/card-shelf.ts"
import { afterbeep, LONG_STORY, newFolder, SHORT_STORY } from "../support/scenario-run.ts"
import { LiveMachine, type LiveOptions } from "../support/live-machine.ts"

const CALL = { do: "call", number: "2125550123", name: "J SMITH", recording: "" } as const
const BOOKKEEPING = /"source":"sim","event":"(step|end)"/
const AT = { year: 2026, month: 11, day: 22, hour: 15, minute: 0, second: 0 }
const GREETING = "AFTERBEEP/greetings/default.wav"
const WORDS = readWav(LONG_STORY)

async function live(t: TestContext, options: LiveOptions): Promise<LiveMachine> {
    const folder = newFolder()
    t.after(() => rmSync(folder, { recursive: true }))
    const machine = await LiveMachine.begin(folder, WORDS, options)
    t.after(() => machine.end())
    return machine
}

async function press(machine: LiveMachine, ms: number): Promise<void> {
    machine.does({ do: "button", button: "play", isDown: true })
    await machine.pass(ms)
    machine.does({ do: "button", button: "play", isDown: false })
}

/** Somebody calls, and speaks for so long. */
async function speak(machine: LiveMachine, ms: number): Promise<void> {
    machine.does(CALL)
    await machine.event("modem", "record-start")
    await machine.pass(ms)
    machine.does({ do: "hang-up" })
    await machine.rest()
}

/** Play a saved run by the command line. */
async function replay(path: string, ...options: string[]) {
    const out = join(path, "..", "out")
    const result = await afterbeep(["sim", "--scenario", path, "--out", out, ...options])
    return { ...result, out }
}

/** Every event of the saved run, in its place; nothing before its end that it did not have. */
function assertSame(saved: readonly string[], out: string): void {
    const played = readFileSync(join(out, "timeline.jsonl"), "utf8").trim().split("\n")
    const own = played.filter(line => !BOOKKEEPING.test(line))
    saved.forEach((line, i) => assert.equal(own[i], line, `event ${i + 1} of ${saved.length}`))
    const endMs = (JSON.parse(played.at(-1)!) as { tMs: number }).tMs
    for (const line of own.slice(saved.length))
        assert.equal((JSON.parse(line) as { tMs: number }).tMs, endMs, line)
}

test("a call, speech, keys, a card that is pulled while it records, and put back: the run is the same", async t => {
    const machine = await live(t, { seed: 7 })
    await machine.rest()
    machine.does(CALL)
    await machine.event("modem", "record-start")
    await machine.pass(2000)
    for (const key of ["5", "0"] as const) {
        machine.does({ do: "key", key, isDown: true })
        await machine.pass(130)
        machine.does({ do: "key", key, isDown: false })
        await machine.pass(200)
    }
    machine.does({ do: "card" })
    await machine.pass(3000)
    machine.does({ do: "hang-up" })
    await machine.rest()
    machine.does({ do: "card" })
    await machine.pass(5000)
    await speak(machine, 4000)
    await press(machine, 20)
    await machine.event("speaker", "sound-on")
    await machine.pass(3000)
    await press(machine, 900)
    await machine.rest()
    const { path, timeline } = await machine.save("saved")
    await machine.end()
    const { exit, complaints, out } = await replay(path)
    assert.equal(exit, 0, complaints)
    assertSame(timeline, out)
    await assertMistakesAreTold(path)
})

/** A saved run in which somebody has changed something. */
async function assertMistakesAreTold(path: string): Promise<void> {
    const told = async (name: string, change: (content: Buffer) => Buffer | string) => {
        const file = join(dirname(path), name)
        const content = readFileSync(file)
        writeFileSync(file, change(content))
        const { exit, complaints } = await replay(path)
        writeFileSync(file, content)
        return `${exit} ${complaints}`
    }
    const half = (content: Buffer) => content.subarray(0, content.length / 2)
    assert.match(await told("card.sectors", half), /^2 .*card.sectors: "card.sectors": is damaged/)
    assert.match(await told("firmware.devs", () => "no"), /^2 .*firmware: is not a DeviceScript/)
    const shorter = (content: Buffer) => content.subarray(0, content.length - 2)
    assert.match(
        await told("call-1.wav", shorter),
        /^2 .*handset.sound: \d+ samples: .* whole beats/
    )
    const other = (content: Buffer) => content.toString().replace('"key":"5"', '"key":"6"')
    assert.match(
        await told("scenario.json", other),
        /^3 [^]*the timeline is not that of the saved run/
    )
}

const FAULTS = [
    "line-noise",
    "card-stall",
    "modem-error",
    "modem-reset",
    "card-write-error",
] as const

/** What a person does who tries everything. */
async function tryEverything(machine: LiveMachine): Promise<void> {
    for (const fault of FAULTS) {
        machine.does({ do: "fault", fault, isOn: true })
        machine.does(CALL)
        // Not every fault lets the machine answer.
        await machine.pass(16_000)
        machine.does({ do: "hang-up" })
        await machine.rest()
        machine.does({ do: "fault", fault, isOn: false })
        await machine.pass(3000)
    }
    machine.does({ do: "call", number: "private", name: "", recording: "words" })
    await machine.event("caller", "answered")
    await machine.pass(2000)
    machine.does({ do: "power" })
    await machine.pass(1000)
    machine.does({ do: "power" })
    machine.does({ do: "hang-up" })
    await machine.event("machine", "boot")
    await machine.rest()
    await machine.hub.withCardOut(() =>
        addFiles(machine.cardPath, [{ name: GREETING, bytes: readFileSync(SHORT_STORY) }], AT)
    )
    await machine.pass(10_000)
    machine.does({ do: "step" })
    machine.does({ do: "button", button: "play", isDown: true })
    machine.does({ do: "button", button: "play", isDown: false })
    machine.does({ do: "step" })
    machine.does({ do: "step" })
    await machine.pass(5000)
}

test("more than 2,000 events of everything that a person can do: the run is the same", async t => {
    const recordings = new Map([["words", WORDS]])
    const machine = await live(t, { seed: 11, modem: "agere", recordings })
    await machine.rest()
    for (let round = 0; round < 3; round++) await tryEverything(machine)
    // In the middle of a call: nobody has hung up when it is saved.
    machine.does(CALL)
    await machine.event("modem", "record-start")
    await machine.pass(3333)
    const { path, timeline } = await machine.save("saved")
    await machine.end()
    assert.ok(timeline.length > 2000, `${timeline.length} events`)
    const { exit, complaints, out } = await replay(path)
    assert.equal(exit, 0, complaints)
    assertSame(timeline, out)
})

test("a fax, keys in a row, the other telephone, switches that go on and off, behind a USB host: the run is the same", async t => {
    const machine = await live(t, { seed: 5, bridge: "max3421e" })
    await machine.rest()
    machine.does({ ...CALL, machine: "fax" })
    await machine.event("modem", "record-start")
    await machine.pass(6000)
    machine.does({ do: "hang-up" })
    await machine.rest()
    machine.does(CALL)
    await machine.event("caller", "answered")
    machine.does({ do: "keys", keys: "12, 34#" })
    for (let i = 0; i < 5; i++) await machine.event("caller", "dtmf")
    machine.does({ do: "telephone", isUp: true })
    await machine.pass(3000)
    machine.does({ do: "hang-up" })
    await machine.event("exchange", "putdown")
    await machine.rest()
    for (const fault of ["usb-unplugged", "line-noise"]) {
        machine.does({ do: "fault", fault, isOn: true })
        await machine.pass(4000)
        machine.does({ do: "fault", fault, isOn: false })
        await machine.pass(8000)
    }
    await machine.rest()
    const { path, timeline } = await machine.save("saved")
    await machine.end()
    const keys = timeline.map(line => JSON.parse(line) as { event: string; digit?: string })
    assert.deepEqual(
        keys.filter(({ event }) => event === "dtmf").map(({ digit }) => digit),
        [..."1234#"]
    )
    const { exit, complaints, out } = await replay(path)
    assert.equal(exit, 0, complaints)
    assertSame(timeline, out)
})

test("power that fails at a write, a modem that calls, on a network with another caller ID and another end of calls: the run is the same", async t => {
    const network = { callerId: "dtmf-d", release: "congestion" } as const
    const machine = await live(t, { seed: 9, network })
    await machine.rest()
    machine.does({ do: "fault", fault: "power-zeros", isOn: true })
    machine.does({ do: "fault", fault: "", isOn: false })
    machine.does({ do: "fault", fault: "power-torn-first", isOn: true })
    machine.does(CALL)
    await machine.event("machine", "power-off")
    await machine.pass(2000)
    machine.does({ do: "hang-up" })
    machine.does({ do: "power" })
    await machine.event("machine", "boot")
    await machine.rest()
    machine.does({ ...CALL, machine: "data" })
    await machine.event("modem", "record-start")
    await machine.pass(6000)
    machine.does({ do: "hang-up" })
    await machine.rest()
    await speak(machine, 3000)
    const { path, timeline } = await machine.save("saved")
    await machine.end()
    const scenario = readFileSync(path, "utf8")
    assert.match(scenario, /"callerId": "dtmf-d"/)
    assert.match(scenario, /"tone": "congestion"/)
    const cuts = [...scenario.matchAll(/\{"power":"off","at":(.*)\}/g)].map(([, at]) => at)
    assert.deepEqual(cuts, [
        '{"cardWrite":1,"variant":"zeros"}',
        "null",
        '{"cardWrite":1,"variant":"torn-first"}',
    ])
    for (const told of [/"kind":"congestion"/, /"code":"e"/])
        assert.equal(timeline.find(line => told.test(line)) === undefined, false, `${told}`)
    const { exit, complaints, out } = await replay(path)
    assert.equal(exit, 0, complaints)
    assertSame(timeline, out)
})

test("another card is put in and the first one again, with a greeting from a PC meanwhile: the run is the same", async t => {
    const machine = await live(t, { seed: 3 })
    const shelf = new CardShelf({
        cardPath: machine.cardPath,
        readyFiles: () => [],
        now: () => AT,
    })
    shelf.make(64, false)
    await machine.rest()
    await speak(machine, 3000)
    await machine.hub.withCardOut(() => shelf.swap(1))
    await machine.event("card", "insert")
    await machine.pass(8000)
    await machine.rest()
    await speak(machine, 3000)
    machine.does({ do: "card" })
    await machine.event("card", "remove")
    await machine.pass(3000)
    await machine.hub.withCardOut(() => shelf.swap(1))
    // This card is known, and was not in last.
    await machine.hub.withCardOut(() =>
        addFiles(machine.cardPath, [{ name: GREETING, bytes: readFileSync(SHORT_STORY) }], AT)
    )
    machine.does({ do: "card" })
    await machine.event("card", "insert")
    await machine.pass(8000)
    await machine.rest()
    await speak(machine, 3000)
    const { path, timeline } = await machine.save("saved")
    await machine.end()
    const scenario = readFileSync(path, "utf8")
    assert.match(scenario, /"replace":"card-2.sectors"/)
    assert.match(scenario, /"of":"card.sectors"/)
    assert.match(scenario, /"replace":"card.sectors"/)
    const { exit, complaints, out } = await replay(path)
    assert.equal(exit, 0, complaints)
    assertSame(timeline, out)
})
