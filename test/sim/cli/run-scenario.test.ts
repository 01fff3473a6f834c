import assert from "node:assert/strict"
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type TestContext, test } from "node:test"
import { runScenario } from "../../../sim/cli/run-scenario.ts"
import { type SimOptions } from "../../../sim/cli/sim-options.ts"
import { UsageError } from "../../../sim/cli/usage-error.ts"
import { type WorldOptions } from "../../../sim/scenario/world.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"
import { FakeWorld } from "../scenario/fake-world.ts"

const IMAGE_MAGIC = Buffer.from("446576530a6e29f1", "hex")
const SMALL_CARD = '"card": {"sizeMB": 64}'

/** A folder with a scenario and an image in it, what a run of them writes to the terminal, and the world they get. */
class Bench {
    readonly folder: string
    readonly world = new FakeWorld()
    readonly options: SimOptions
    errors = ""
    worldOptions: WorldOptions | undefined

    constructor(t: TestContext, scenario: string, options: Partial<SimOptions> = {}) {
        this.folder = scratchFolder(t)
        t.mock.method(console, "error", (text: string) => (this.errors += text + "\n"))
        t.mock.method(console, "log", () => {})
        writeFileSync(this.path("s.json"), scenario)
        writeFileSync(this.path("f.devs"), IMAGE_MAGIC)
        this.options = {
            scenarioPath: this.path("s.json"),
            cardPath: this.path("card.img"),
            outFolder: this.path("out"),
            seed: 7,
            firmwarePath: this.path("f.devs"),
            volumePath: undefined,
            ...options,
        }
    }

    path(name: string): string {
        return join(this.folder, name)
    }

    async run(): Promise<number> {
        return await runScenario(this.options, async worldOptions => {
            this.worldOptions = worldOptions
            return this.world
        })
    }
}

test("a run makes the card, gives the world its options, and writes the outputs", async t => {
    const bench = new Bench(t, `{${SMALL_CARD}, "steps": [{"call": {}}, {"wait": "idle"}]}`)
    assert.equal(await bench.run(), 0)
    assert.equal(bench.errors, "")
    assert.equal(bench.worldOptions!.seed, 7)
    assert.equal(bench.worldOptions!.cardPath, bench.path("card.img"))
    assert.equal(bench.worldOptions!.firmwareDebugPath, undefined)
    assert.deepEqual(readdirSync(bench.path("out")).sort(), [
        "line-1.wav",
        "room.wav",
        "stats.json",
        "timeline.jsonl",
        "timeline.svg",
    ])
    assert.ok(bench.world.isClosed)
})

test("no output names a path of the host", async t => {
    const bench = new Bench(t, `{${SMALL_CARD}, "steps": [{"wait": 100}]}`)
    await bench.run()
    for (const name of readdirSync(bench.path("out")))
        assert.ok(!readFileSync(join(bench.path("out"), name)).includes(bench.folder), name)
})

test("what the firmware warned of is noted, each thing once, and is no failure", async t => {
    const bench = new Bench(t, `{${SMALL_CARD}, "steps": [{"wait": 100}]}`)
    const { timeline } = bench.world
    const log = (level: string, text: string) => timeline.emit("machine", "log", { level, text })
    log("error", "the runtime speaks")
    timeline.emit("machine", "boot")
    log("log", "ready")
    for (const text of ["a", "b", "a", "c", "d", "e", "f", "g"]) log("warn", `line ${text}`)
    assert.equal(await bench.run(), 0)
    const notes = bench.errors.split("\n").filter(line => line.startsWith("note: "))
    assert.deepEqual(notes, [
        "note: the firmware warned: line a (2 times)",
        ...["b", "c", "d", "e"].map(letter => `note: the firmware warned: line ${letter}`),
        "note: the firmware warned of 2 more things: see timeline.jsonl",
    ])
})

test("a failed step is told with its place, the seed, the time and the last events", async t => {
    const bench = new Bench(
        t,
        `{"card": null, "steps": [\n{"wait": {"event": "hangup", "timeoutMs": 2000}}]}`
    )
    assert.equal(await bench.run(), 3)
    assert.match(
        bench.errors,
        /step 0 \(.*s\.json:2: steps\[0\]\): no event "hangup" within 2000 ms/
    )
    assert.match(bench.errors, /at 2\.000 s of virtual time, seed 7/)
    assert.match(bench.errors, /"source":"machine","event":"boot"/)
    assert.ok(existsSync(join(bench.path("out"), "timeline.jsonl")))
})

test("a panic is told with its stack", async t => {
    const bench = new Bench(t, '{"card": null, "steps": [{"wait": 2000}]}')
    const stack = "at answer (src/app/machine.ts:12)"
    bench.world.afterMs(100, () => bench.world.timeline.emit("machine", "panic", { stack }))
    assert.equal(await bench.run(), 1)
    assert.ok(bench.errors.includes(stack))
})

test("a broken rule is told with its chip and time", async t => {
    const bench = new Bench(t, '{"card": null, "steps": [{"wait": 2000}]}')
    bench.world.afterMs(100, () =>
        bench.world.rules.violation("sc16is750", "THR written while full")
    )
    assert.equal(await bench.run(), 4)
    assert.match(bench.errors, /sc16is750: .* at 0\.100000 s: THR written while full/)
})

test("a bad scenario leaves nothing behind", async t => {
    const bench = new Bench(t, '{"steps": [{"wait": "idel"}]}')
    assert.equal(await bench.run(), 2)
    assert.match(bench.errors, /s\.json:1: steps\[0\]\.wait/)
    assert.deepEqual(readdirSync(bench.folder).sort(), ["f.devs", "s.json"])
})

test("a firmware file that is none leaves nothing behind", async t => {
    const bench = new Bench(t, `{${SMALL_CARD}, "steps": []}`)
    writeFileSync(bench.path("f.devs"), "no image at all")
    assert.equal(await bench.run(), 2)
    assert.match(bench.errors, /--firmware .*f\.devs: is not a DeviceScript image/)
    assert.deepEqual(readdirSync(bench.folder).sort(), ["f.devs", "s.json"])
})

test("a card image that is none leaves nothing behind", async t => {
    const bench = new Bench(t, `{"settings": {"rings": 2}, "steps": []}`)
    writeFileSync(bench.path("card.img"), "short")
    assert.equal(await bench.run(), 2)
    assert.match(bench.errors, /card\.img: not a card image/)
    assert.ok(!existsSync(bench.path("out")))
})

test("a scenario with a card needs to be told where its image is", async t => {
    const bench = new Bench(t, '{"steps": []}', { cardPath: undefined })
    await assert.rejects(bench.run(), UsageError)
})

test("the bare volume is written beside", async t => {
    const bench = new Bench(t, `{${SMALL_CARD}, "steps": []}`)
    const volumePath = bench.path("vol.img")
    const options = { ...bench.options, volumePath }
    assert.equal(await runScenario(options, async () => bench.world), 0)
    assert.equal(readFileSync(volumePath).readUInt16LE(510), 0xaa55)
})

test("an image's debug file is found beside it", async t => {
    const bench = new Bench(t, '{"card": null, "steps": []}')
    writeFileSync(bench.path("f-dbg.json"), "{}")
    await bench.run()
    assert.equal(bench.worldOptions!.firmwareDebugPath, bench.path("f-dbg.json"))
})
