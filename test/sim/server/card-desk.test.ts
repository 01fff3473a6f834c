import assert from "node:assert/strict"
import { closeSync, openSync, readFileSync, writeSync } from "node:fs"
import { join } from "node:path"
import { Readable } from "node:stream"
import { test, type TestContext } from "node:test"
import { gunzipSync } from "node:zlib"
import { encodeWav16, encodeWavCodec, decodeWav, WavCodec } from "../../../sim/audio/wav.ts"
import { addFiles } from "../../../sim/card/add-files.ts"
import { makeCardImage } from "../../../sim/card/format.ts"
import { readFile } from "../../../sim/card/reader.ts"
import { SECTORS_HEADER, type CardEntry, type CardSectors } from "../../../sim/protocol/messages.ts"
import { CardDesk } from "../../../sim/server/card-desk.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"
import { FakeResponse } from "./fake-response.ts"

const AT = { year: 2026, month: 11, day: 22, hour: 14, minute: 5, second: 0 }
const MESSAGES = "AFTERBEEP/messages"
const NAME = "2026-11-22 14.05 2125550123 J SMITH.wav"
const SOUND = encodeWavCodec(new Uint8Array(800).fill(0xa0), WavCodec.PcmU8)
const SETTINGS = Buffer.from("rings = 2\n")

function bench(t: TestContext) {
    const cardPath = join(scratchFolder(t), "card.img")
    makeCardImage(cardPath, { sizeMB: 64, type: "SDHC", layout: "mbr", format: "fat16", at: AT })
    const message = { name: `${MESSAGES}/${NAME}`, bytes: SOUND }
    addFiles(cardPath, [{ name: "AFTERBEEP/settings.txt", bytes: SETTINGS }, message], AT)
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
    const of = (route: string, path: string) => ask(`${route}?path=${encodeURIComponent(path)}`)
    return { ask, of, cardPath, outCount: () => outCount }
}

test("folders are listed as a PC shows them, those in a folder first", async t => {
    const { of } = bench(t)
    const names = async (path: string) =>
        (JSON.parse((await of("/card/folder", path)).text) as { name: string }[]).map(e => e.name)
    assert.deepEqual(await names(""), ["AFTERBEEP"])
    assert.deepEqual(await names("AFTERBEEP"), ["messages", "settings.txt"])
    const { firstCluster, ...listed } = (
        JSON.parse((await of("/card/folder", MESSAGES)).text) as CardEntry[]
    )[0]!
    assert.ok(firstCluster > 2)
    assert.deepEqual(
        [listed],
        [
            {
                name: NAME,
                isFolder: false,
                sizeBytes: SOUND.length,
                at: "2026-11-22 14.05",
                isArchived: true,
                isReadOnly: false,
                isSystem: false,
            },
        ]
    )
})

test("a sound is heard as 16 bits, whatever it lies in on the card", async t => {
    const { status, body } = await bench(t).of("/card/sound", `${MESSAGES}/${NAME}`)
    assert.equal(status, 200)
    const samples = decodeWav(body, "message")
    assert.equal(samples.length, 800)
    assert.ok(Math.abs(samples[9]! - 0.25) < 0.01)
})

test("a file comes as it is", async t => {
    const { body } = await bench(t).of("/card/file", "AFTERBEEP/settings.txt")
    assert.ok(body.equals(SETTINGS))
})

test("with a folder and a file comes where they lie on the card, and with a folder the table", async t => {
    const { of, cardPath } = bench(t)
    /** @returns which of the sectors that came with `path` are others after `act` */
    const touched = async (route: string, path: string, act: () => void) => {
        const { headers } = await of(route, path)
        const sectors = JSON.parse(String(headers[SECTORS_HEADER])) as CardSectors[]
        const before = readFileSync(cardPath)
        act()
        const after = readFileSync(cardPath)
        return sectors.map(({ first, count }) => {
            const [from, to] = [512 * first, 512 * (first + count)]
            return !before.subarray(from, to).equals(after.subarray(from, to))
        })
    }
    const put = (name: string) => () => addFiles(cardPath, [{ name, bytes: Buffer.from("x") }], AT)
    const change = (from: string, to: string) => () =>
        writeAt(cardPath, readFileSync(cardPath).indexOf(from), to)
    assert.deepEqual(await touched("/card/folder", MESSAGES, put(`${MESSAGES}/a.wav`)), [
        true,
        true,
    ])
    assert.deepEqual(await touched("/card/folder", "", put("a.txt")), [true, true])
    assert.deepEqual(await touched("/card/folder", MESSAGES, put("b.txt")), [true, false])
    const settings = "AFTERBEEP/settings.txt"
    assert.deepEqual(await touched("/card/folder", "AFTERBEEP", change("rings", "RINGS")), [
        false,
        false,
    ])
    assert.deepEqual(await touched("/card/file", settings, put("c.txt")), [false])
    assert.deepEqual(await touched("/card/file", settings, change("RINGS", "rings")), [true])
})

function writeAt(path: string, at: number, text: string): void {
    const file = openSync(path, "r+")
    writeSync(file, Buffer.from(text), 0, text.length, at)
    closeSync(file)
}

test("a path leads nowhere but on the card", async t => {
    const { of } = bench(t)
    for (const path of ["", "..", "../settings.txt", "AFTERBEEP/../x", "/etc/passwd", "AFTERBEEP"])
        for (const route of ["/card/file", "/card/sound"])
            assert.equal((await of(route, path)).status, 409, path)
    assert.equal((await of("/card/folder", "../..")).status, 409)
})

test("what is no sound is not played, and that is said", async t => {
    const { status, text } = await bench(t).of("/card/sound", "AFTERBEEP/settings.txt")
    assert.equal(status, 409)
    assert.match(text, /WAV/)
})

test("a greeting goes onto the card under its name, while that is out of the slot", async t => {
    const { ask, cardPath, outCount } = bench(t)
    const wav = encodeWav16(new Int16Array(4000).fill(99))
    for (const name of ["default.wav", "caller-2125550123.wav", "holiday-12-25.wav"]) {
        assert.equal((await ask(`/card/greeting?name=${name}`, wav)).status, 204)
        const onCard = readFile(cardPath, `AFTERBEEP/greetings/${name}`)
        assert.deepEqual(Buffer.from(onCard), Buffer.from(wav))
    }
    assert.equal(outCount(), 3)
})

test("what is no greeting is refused, and the card stays where it is", async t => {
    const { ask, outCount } = bench(t)
    const wav = encodeWav16(new Int16Array(4000))
    for (const name of ["", "other.wav", "../default.wav", "copy-1.wav", "default.wav/x"])
        assert.equal(
            (await ask(`/card/greeting?name=${encodeURIComponent(name)}`, wav)).status,
            409
        )
    const { status, text } = await ask("/card/greeting?name=default.wav", Buffer.from("hello"))
    assert.equal(status, 409)
    assert.match(text, /WAV/)
    const large = new Uint8Array(12_000_001)
    assert.equal((await ask("/card/greeting?name=default.wav", large)).status, 413)
    assert.equal(outCount(), 0)
})

test("the image comes whole, packed", async t => {
    const { ask, cardPath } = bench(t)
    const { body } = await ask("/card/image")
    assert.ok(gunzipSync(body).equals(readFileSync(cardPath)))
})

test("a file is renamed and deleted while the card is out, and what can't be is told", async t => {
    const { ask, cardPath, outCount } = bench(t)
    const path = encodeURIComponent(`${MESSAGES}/${NAME}`)
    assert.equal((await ask(`/card/rename?path=${path}&name=other.wav`)).status, 204)
    assert.deepEqual(readFile(cardPath, `${MESSAGES}/other.wav`), Buffer.from(SOUND))
    const gone = await ask(`/card/remove?path=${path}`)
    assert.deepEqual([gone.status, /no such file/.test(gone.text)], [409, true])
    const other = encodeURIComponent(`${MESSAGES}/other.wav`)
    assert.equal((await ask(`/card/remove?path=${other}`)).status, 204)
    assert.throws(() => readFile(cardPath, `${MESSAGES}/other.wav`))
    assert.equal(outCount(), 3)
})
