import assert from "node:assert/strict"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { addFiles } from "../../../../sim/card/add-files.ts"
import { makeCardImage } from "../../../../sim/card/format.ts"
import { Scheduler } from "../../../../sim/clock/scheduler.ts"
import { CALL_DEFAULTS } from "../../../../sim/exchange/call-spec.ts"
import { FileHandset } from "../../../../sim/exchange/file-handset.ts"
import { RunRecorder } from "../../../../sim/scenario/saved/run-recorder.ts"
import { type RunStart } from "../../../../sim/scenario/saved/saved-run.ts"
import { scratchFolder } from "../../../support/scratch-folder.ts"

const AT = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 0 }
const START: RunStart = {
    ...{ seed: 1, country: "US", modem: "conexant", displayHeight: 64, start: AT },
    firmware: new Uint8Array(4),
    firmwareNames: undefined,
}

function bench(t: TestContext) {
    const cardPath = join(scratchFolder(t), "card.img")
    makeCardImage(cardPath, { sizeMB: 16, format: "fat16" })
    const scheduler = new Scheduler()
    const recorder = new RunRecorder(cardPath, () => scheduler)
    t.after(() => recorder.close())
    return { cardPath, scheduler, recorder, deeds: () => recorder.snapshot(START, []).deeds }
}

test("each deed has its moment and its turn of the clock", t => {
    const { scheduler, recorder, deeds } = bench(t)
    recorder.note({ kind: "removeCard" })
    scheduler.runUntil(12_345)
    recorder.turned()
    recorder.turned()
    recorder.note({ kind: "powerOff" })
    assert.deepEqual(deeds(), [
        { atUs: 0, turn: 0, step: { kind: "removeCard" } },
        { atUs: 12_345, turn: 2, step: { kind: "powerOff" } },
    ])
})

test("what is said in a call is kept from then on", t => {
    const { recorder, deeds } = bench(t)
    const handset = new FileHandset({ samples: new Float32Array(80).fill(0.5), keys: [] })
    const step = recorder.note({ kind: "call", spec: CALL_DEFAULTS, handset })
    assert.notEqual(step.kind === "call" && step.handset, handset)
    assert.equal(deeds()[0]!.step, step)
})

test("what a PC writes to the card is a deed, a new one for each moment", t => {
    const { cardPath, scheduler, recorder, deeds } = bench(t)
    const write = (name: string) => addFiles(cardPath, [{ name, bytes: Buffer.from(name) }], AT)
    write("A.TXT")
    write("B.TXT")
    scheduler.runUntil(5000)
    recorder.turned()
    write("C.TXT")
    assert.deepEqual(
        deeds().map(({ atUs, step }) => [atUs, step.kind]),
        [
            [0, "changeCard"],
            [5000, "changeCard"],
        ]
    )
    const [first] = deeds()
    assert.ok(first!.step.kind === "changeCard" && first!.step.change.size > 3)
})

test("a run that is over is not told of what is done to the card after it", t => {
    const { cardPath, recorder, deeds } = bench(t)
    recorder.close()
    addFiles(cardPath, [{ name: "A.TXT", bytes: Buffer.from("a") }], AT)
    assert.deepEqual(deeds(), [])
})
