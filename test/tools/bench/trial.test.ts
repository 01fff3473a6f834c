import assert from "node:assert/strict"
import { test } from "node:test"
import { callAndPlay } from "../../../tools/bench/scenarios.ts"
import { playTrial } from "../../../tools/bench/trial.ts"

const PLAN = { talkSeconds: 2, card: { sizeMB: 128 } }

test("two trials of one scenario count the same, at every event", async () => {
    const [a, b] = [
        await playTrial(callAndPlay(PLAN, 3000)),
        await playTrial(callAndPlay(PLAN, 3000)),
    ]
    const counts = (trial: typeof a) => trial.moments.map(({ event, stats }) => ({ event, stats }))
    assert.deepEqual(counts(a), counts(b))
    const press = a.moment("panel press")
    assert.ok(a.moment("modem record-start").tMs < press.tMs)
    assert.ok(a.last("modem play-end").tMs > press.tMs)
    assert.throws(() => a.moment("modem never"), /no event "modem never"/)
})

test("a run that does not end as it should is not measured", async () => {
    const steps = [{ wait: { event: "record-start", source: "modem", timeoutMs: 100 } }]
    await assert.rejects(playTrial({ card: null, steps }), /exit code 3/)
})
