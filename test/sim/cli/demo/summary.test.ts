import assert from "node:assert/strict"
import { readdirSync } from "node:fs"
import { join } from "node:path"
import { type TestContext, test } from "node:test"
import { WavCodec, encodeWavCodec, readWav } from "../../../../sim/audio/wav.ts"
import { addFiles } from "../../../../sim/card/add-files.ts"
import { makeCardImage } from "../../../../sim/card/format.ts"
import { loadFirstCall } from "../../../../sim/cli/demo/first-call.ts"
import { lookOf } from "../../../../sim/cli/demo/look.ts"
import { Screen } from "../../../../sim/cli/demo/screen.ts"
import { summarise } from "../../../../sim/cli/demo/summary.ts"
import { scratchFolder } from "../../../support/scratch-folder.ts"
import { FakeWorld } from "../../scenario/fake-world.ts"
import { wholeCall } from "./events.ts"

const { spec, greeting } = loadFirstCall()
const first = spec.audio[0]
const SAID = first?.kind === "sound" ? first.samples : new Float32Array(0)
/** What the modem would make of it: 8 bits, unsigned. */
const RECEIVED = Uint8Array.from(SAID, sample => 128 + Math.round(127 * sample))

/** A world in which a whole call has gone well, and its card. */
function bench(t: TestContext, files: Readonly<Record<string, Uint8Array>>) {
    const world = new FakeWorld()
    world.timeline.events.push(...wholeCall())
    world.receives.push({ codec: "u8", bytes: RECEIVED, pieces: [] })
    const heard = Int16Array.from(greeting, sample => 32767 * sample)
    world.lineSound = {
        samples: heard,
        pieces: [{ startMs: 0, firstSample: 0, samples: heard.length }],
    }
    world.roomSound = { samples: Int16Array.from(SAID, sample => 32767 * sample), pieces: [] }
    const outFolder = scratchFolder(t)
    const cardPath = join(outFolder, "card.img")
    makeCardImage(cardPath, { sizeMB: 64 })
    addFiles(
        cardPath,
        Object.entries(files).map(([name, bytes]) => ({ name: `AFTERBEEP/${name}`, bytes }))
    )
    let printed = ""
    const screen = new Screen(lookOf({}, {}), text => (printed += text))
    const areAllKept = summarise({ world, cardPath, outFolder, spec, greeting }, screen)
    return { areAllKept, printed, outFolder }
}

test("a call that went well is drawn, checked, and its message copied from the card", t => {
    const message = encodeWavCodec(RECEIVED.subarray(100), WavCodec.PcmU8)
    const { areAllKept, printed, outFolder } = bench(t, {
        "messages/2026-11-22 14.05 2125550123.wav": message,
    })
    assert.ok(areAllKept, printed)
    assert.match(
        printed,
        /The message, 0:14 without the silence at its end\n {2}2026-11-22 14\.05 2125550123\.wav\n/
    )
    assert.match(printed, /^ {2}message\.wav +the message alone/m)
    assert.equal(readWav(join(outFolder, "message.wav")).length, RECEIVED.length - 100)
})

test("without a message on the card it is said, and nothing that is not there is promised", t => {
    const { areAllKept, printed, outFolder } = bench(t, {})
    assert.ok(!areAllKept)
    assert.match(printed, /^ {2}✗ No message of 2125550123 is on the card\./m)
    assert.doesNotMatch(printed, /message\.wav/)
    assert.deepEqual(readdirSync(outFolder), ["card.img"])
})

test("another caller's message is not taken for this one", t => {
    const message = encodeWavCodec(RECEIVED, WavCodec.PcmU8)
    assert.ok(!bench(t, { "messages/2026-11-22 14.05 3125550177.wav": message }).areAllKept)
})
