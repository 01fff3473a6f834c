import assert from "node:assert/strict"
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { decodeWav } from "../../../sim/audio/wav.ts"
import { clearOutputs, writeOutputs } from "../../../sim/scenario/outputs.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"
import { FakeWorld } from "./fake-world.ts"

const TIME = { seed: 1, virtualSeconds: 3.5, wallSeconds: 0.25 }
const PIECES = [{ startMs: 5, firstSample: 0, samples: 3 }]

function heardWorld(): FakeWorld {
    const world = new FakeWorld()
    world.roomSound = { samples: Int16Array.of(1, -2, 32767), pieces: PIECES }
    world.lineSound = { samples: Int16Array.of(100, 200), pieces: [] }
    world.receives.push(
        { codec: "ulaw", bytes: Uint8Array.of(0xff, 0x00, 0x80), pieces: PIECES },
        { codec: "u8", bytes: Uint8Array.of(0x80), pieces: [] }
    )
    world.timeline.emit("machine", "boot")
    return world
}

test("a run leaves one WAV for each call and receive, the room, the counts, the timeline and its picture", t => {
    const folder = scratchFolder(t)
    writeOutputs(folder, heardWorld(), 2, TIME)
    assert.deepEqual(readdirSync(folder).sort(), [
        "line-1.wav",
        "line-2.wav",
        "modem-1-1.wav",
        "modem-1-2.wav",
        "modem-2-1.wav",
        "modem-2-2.wav",
        "room.wav",
        "stats.json",
        "timeline.jsonl",
        "timeline.svg",
    ])
    const timeline = readFileSync(join(folder, "timeline.jsonl"), "utf8")
    assert.equal(timeline, '{"tMs":0.000,"source":"machine","event":"boot"}\n')
})

test("sound keeps its samples, and the modem's its bytes and codec", t => {
    const folder = scratchFolder(t)
    writeOutputs(folder, heardWorld(), 1, TIME)
    const room = readFileSync(join(folder, "room.wav"))
    assert.deepEqual(
        [...decodeWav(room, "room.wav")].map(sample => sample * 32768),
        [1, -2, 32767]
    )
    const modem = readFileSync(join(folder, "modem-1-1.wav"))
    assert.equal(modem.readUInt16LE(20), 7)
    const dataAt = modem.indexOf("data") + 8
    assert.deepEqual([...modem.subarray(dataAt, dataAt + 3)], [0xff, 0x00, 0x80])
    assert.equal(readFileSync(join(folder, "modem-1-2.wav")).readUInt16LE(20), 1)
})

test("the counts hold the pieces of every WAV and the two clocks", t => {
    const folder = scratchFolder(t)
    writeOutputs(folder, heardWorld(), 1, TIME)
    const stats = JSON.parse(readFileSync(join(folder, "stats.json"), "utf8")) as object
    assert.deepEqual(stats, {
        ...TIME,
        wavs: {
            "room.wav": PIECES,
            "line-1.wav": [],
            "modem-1-1.wav": PIECES,
            "modem-1-2.wav": [],
        },
        bus: { transfers: 3, bytes: 40 },
        card: { commands: { CMD17: 2 }, sectors: { read: 2 } },
        modem: { chargedMs: 250 },
        heapPeakBytes: 12_000,
        heapLiveBytes: 9_000,
        heapSettledBytes: 8_000,
    })
})

test("outputs of the run before are taken away, and other files are left alone", t => {
    const folder = scratchFolder(t)
    for (const name of ["line-9.wav", "modem-1-3.wav", "stats.json", "line-x.wav", "card.img"])
        writeFileSync(join(folder, name), "")
    clearOutputs(folder)
    assert.deepEqual(readdirSync(folder).sort(), ["card.img", "line-x.wav"])
})

test("a folder that is not there yet is made", t => {
    const folder = join(scratchFolder(t), "a", "b")
    clearOutputs(folder)
    assert.ok(existsSync(folder))
})
