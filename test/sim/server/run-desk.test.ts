import assert from "node:assert/strict"
import { test } from "node:test"
import { type SavedFile } from "../../../sim/scenario/saved/saved-run.ts"
import { RunDesk } from "../../../sim/server/run-desk.ts"
import { FakeWorld } from "../scenario/fake-world.ts"
import { FakeResponse } from "./fake-response.ts"

async function ask(path: string, world?: FakeWorld, files?: SavedFile[]): Promise<FakeResponse> {
    const linePast = () => Buffer.from("frames")
    const desk = new RunDesk({ worldOf: () => world, linePast, saveRun: async () => files })
    const response = new FakeResponse()
    const url = new URL(`http://x${path}`)
    await desk.routes.get(path)!.answer(url, undefined as never, response as never)
    return response
}

test("a run gives away its timeline, its counts, and itself", async () => {
    const world = new FakeWorld()
    world.timeline.emit("machine", "boot")
    const timeline = await ask("/run/timeline.jsonl", world)
    assert.equal(timeline.text, '{"tMs":0.000,"source":"machine","event":"boot"}\n')
    assert.deepEqual(JSON.parse((await ask("/run/stats", world)).text), world.stats())
    assert.equal((await ask("/run/line-sound", world)).text, "frames")
    const files = [{ name: "scenario.json", content: Buffer.from("{}") }]
    const zip = await ask("/run/saved.zip", world, files)
    assert.equal(zip.status, 200)
    assert.equal(zip.body.subarray(0, 2).toString(), "PK")
    assert.ok(zip.body.includes("scenario.json"))
})

test("where no run goes on, there is nothing to give", async () => {
    for (const path of ["/run/timeline.jsonl", "/run/line-sound", "/run/stats", "/run/saved.zip"])
        assert.equal((await ask(path)).status, 409)
})
