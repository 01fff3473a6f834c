import assert from "node:assert/strict"
import { test } from "node:test"
import { decodeWav } from "../../../../sim/audio/wav.ts"
import { RecordedMouth } from "../../../../sim/audio/recorded-mouth.ts"
import { StepWriter } from "../../../../sim/scenario/saved/step-json.ts"

function bench() {
    const files = new Map<string, Uint8Array>()
    const cards = [
        { name: "card.sectors", sectorCount: 100 },
        { name: "card-2.sectors", sectorCount: 200 },
    ]
    const writer = new StepWriter((name, content) => files.set(name, content), cards)
    return { files, writer }
}

test("sound is kept to the last bit, whatever its samples are", () => {
    const { files, writer } = bench()
    const steps16 = Float32Array.from({ length: 80 }, (_, i) => i / 32768)
    const others = Float32Array.from({ length: 80 }, (_, i) => Math.sin(i) / 7)
    assert.deepEqual(writer.json({ kind: "say", samples: steps16 }), { say: "sound-1.wav" })
    assert.deepEqual(writer.json({ kind: "say", samples: others }), { say: "sound-2.wav" })
    assert.deepEqual(decodeWav(files.get("sound-1.wav")!, ""), steps16)
    assert.deepEqual(decodeWav(files.get("sound-2.wav")!, ""), others)
    assert.ok(files.get("sound-1.wav")!.length < files.get("sound-2.wav")!.length)
})

test("a press is said as a person would write it", () => {
    const { writer } = bench()
    const press = { kind: "press", button: "play", gapMs: 150 } as const
    assert.deepEqual(writer.json({ ...press, times: 1, downMs: 120 }), { press: "play" })
    assert.deepEqual(writer.json({ ...press, times: 2, downMs: 120 }), {
        press: "play",
        times: 2,
        gapMs: 150,
    })
    assert.deepEqual(writer.json({ ...press, times: 1, downMs: 1200 }), { hold: "play", ms: 1200 })
})

test("what can't be said is no silent loss", () => {
    const { writer } = bench()
    const card = {
        imagePath: "other.img",
        kind: { type: "SDHC", version: 2, erased: "zeros", busy: "typical" },
    } as const
    assert.throws(() => writer.json({ kind: "insertCard", card }), /can't be saved/)
})

test("what was said into the room by hand is said again from a file; nothing, where nothing was said", () => {
    const { files, writer } = bench()
    let left = 2
    const mouth = new RecordedMouth({
        speak: into => {
            into.fill(left / 32768)
            return --left > 0
        },
    })
    assert.equal(writer.json({ kind: "openMouth", mouth }), undefined)
    const block = new Float32Array(40)
    assert.deepEqual([mouth.speak(block), mouth.speak(block)], [true, false])
    assert.deepEqual(writer.json({ kind: "openMouth", mouth }), { say: "sound-1.wav" })
    const said = decodeWav(files.get("sound-1.wav")!, "")
    assert.deepEqual([said.length, said[0], said[79]], [80, 2 / 32768, 1 / 32768])
})

test("another card is put in by name, and what a PC changes is that one's", () => {
    const { files, writer } = bench()
    const change = { kind: "changeCard", change: new Map([[7, new Uint8Array(512)]]) } as const
    const insert = { kind: "insertCard", card: undefined } as const
    const sizeOf = (name: string) => Buffer.from(files.get(name)!).readUInt32LE(16)
    assert.deepEqual(writer.json(change), { card: { change: "card-change-1.sectors" } })
    assert.deepEqual(writer.json(insert), { card: "insert" })
    assert.deepEqual(writer.json(insert, 1), { card: { replace: "card-2.sectors" } })
    assert.deepEqual(writer.json(change), { card: { change: "card-change-2.sectors" } })
    assert.deepEqual(writer.json(change, 0), {
        card: { change: "card-change-3.sectors", of: "card.sectors" },
    })
    assert.deepEqual(
        [1, 2, 3].map(n => sizeOf(`card-change-${n}.sectors`)),
        [100, 200, 100]
    )
})
