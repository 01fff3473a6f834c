import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Readable } from "node:stream"
import { test, type TestContext } from "node:test"
import { gunzipSync } from "node:zlib"
import { encodeWav16, encodeWavCodec, decodeWav, WavCodec } from "../../../sim/audio/wav.ts"
import { addFiles } from "../../../sim/card/add-files.ts"
import { makeCardImage } from "../../../sim/card/format.ts"
import { readFile } from "../../../sim/card/reader.ts"
import { CardDesk } from "../../../sim/server/card-desk.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"
import { FakeResponse } from "./fake-response.ts"

const AT = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 0 }
const NAME = "2026-11-22 14.05 2125550123 J SMITH.wav"
const SOUND = encodeWavCodec(new Uint8Array(800).fill(0xa0), WavCodec.PcmU8)

function bench(t: TestContext) {
    const cardPath = join(scratchFolder(t), "card.img")
    makeCardImage(cardPath, { sizeMB: 64, type: "SDHC", layout: "mbr", format: "fat16", at: AT })
    addFiles(cardPath, [{ name: `AFTERBEEP/messages/${NAME}`, bytes: SOUND }], AT)
    let outCount = 0
    const desk = new CardDesk({
        cardPath,
        withCardOut: async act => {
            outCount++
            act()
        },
        now: () => AT,
    })
    const ask = async (path: string, body: Uint8Array = new Uint8Array(0)) => {
        const response = new FakeResponse()
        const url = new URL(`http://x${path}`)
        const request = Readable.from([Buffer.from(body)])
        const route = desk.routes.get(url.pathname)!
        await route.answer(url, request as never, response as never)
        return response
    }
    return { ask, cardPath, outCount: () => outCount }
}

test("messages are listed as a PC shows them", async t => {
    const { ask } = bench(t)
    const list = JSON.parse((await ask("/card/messages")).text) as unknown
    assert.deepEqual(list, [{ name: NAME, isHeard: true, isKept: false }])
})

test("a message is heard as 16 bits, whatever it lies in on the card", async t => {
    const { ask } = bench(t)
    const { status, body } = await ask(`/card/message?name=${encodeURIComponent(NAME)}`)
    assert.equal(status, 200)
    const samples = decodeWav(body, "message")
    assert.equal(samples.length, 800)
    assert.ok(Math.abs(samples[9]! - 0.25) < 0.01)
})

test("nothing but messages can be asked for, whatever the name", async t => {
    const { ask } = bench(t)
    for (const name of ["", "../settings.txt", "..%2f..%2fx", `./${NAME}`, "/etc/passwd"])
        assert.equal((await ask(`/card/message?name=${encodeURIComponent(name)}`)).status, 404)
})

test("a greeting goes onto the card while that is out of the slot", async t => {
    const { ask, cardPath, outCount } = bench(t)
    const wav = encodeWav16(new Int16Array(4000).fill(99))
    assert.equal((await ask("/card/greeting", wav)).status, 204)
    assert.deepEqual(
        Buffer.from(readFile(cardPath, "AFTERBEEP/greetings/default.wav")),
        Buffer.from(wav)
    )
    assert.equal(outCount(), 1)
})

test("what is no sound file is refused, and the card stays where it is", async t => {
    const { ask, outCount } = bench(t)
    const { status, text } = await ask("/card/greeting", Buffer.from("hello"))
    assert.equal(status, 409)
    assert.match(text, /WAV/)
    assert.equal((await ask("/card/greeting", new Uint8Array(12_000_001))).status, 413)
    assert.equal(outCount(), 0)
})

test("the image comes whole, packed", async t => {
    const { ask, cardPath } = bench(t)
    const { body } = await ask("/card/image")
    assert.ok(gunzipSync(body).equals(readFileSync(cardPath)))
})
