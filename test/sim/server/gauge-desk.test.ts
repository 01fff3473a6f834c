import assert from "node:assert/strict"
import { test } from "node:test"
import { gaugeRoutes } from "../../../sim/server/gauge-desk.ts"
import { type World } from "../../../sim/scenario/world.ts"
import { FakeWorld } from "../scenario/fake-world.ts"
import { FakeResponse } from "./fake-response.ts"

async function ask(world: World | undefined): Promise<FakeResponse> {
    const response = new FakeResponse()
    const route = gaugeRoutes(() => world).get("/run/now")!
    await route.answer(new URL("http://x/run/now"), {} as never, response as never)
    return response
}

test("the counters are those of this moment of the machine's time", async () => {
    const world = new FakeWorld()
    await world.powerOn()
    await world.runUntil(1_500_000, () => false)
    assert.deepEqual(JSON.parse((await ask(world)).text), {
        tMs: 1500,
        transfers: 3,
        bytes: 40,
        sectorsRead: 2,
        sectorsWritten: 0,
        heapUsedBytes: 10_000,
    })
})

test("where no program runs there is no heap, and without a run there is nothing", async () => {
    assert.equal(
        (JSON.parse((await ask(new FakeWorld())).text) as { heapUsedBytes: number }).heapUsedBytes,
        0
    )
    assert.equal((await ask(undefined)).status, 409)
})
