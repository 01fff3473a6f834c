import assert from "node:assert/strict"
import { Readable } from "node:stream"
import { test } from "node:test"
import { encodeWav16 } from "../../../sim/audio/wav.ts"
import { SoundDesk } from "../../../sim/server/sound-desk.ts"
import { SpeechError } from "../../../sim/speech/speaker.ts"
import { FakeResponse } from "./fake-response.ts"

const SECOND = new Float32Array(8000).fill(0.1)

function bench() {
    const added: { title: string; samples: Float32Array }[] = []
    const desk = new SoundDesk({
        addSound: (title, samples) => {
            added.push({ title, samples })
            return `1: ${title}`
        },
        speak: async (voice, text) => {
            if (voice !== "slt") throw new SpeechError(`no voice for ${text}`)
            return SECOND
        },
    })
    const ask = async (path: string, body: Uint8Array) => {
        const response = new FakeResponse()
        const url = new URL(`http://x${path}`)
        const request = Readable.from([Buffer.from(body)])
        await desk.routes.get(url.pathname)!.answer(url, request as never, response as never)
        return response
    }
    return { ask, added }
}

test("a WAV file is kept under its title, at the line's rate", async () => {
    const { ask, added } = bench()
    const answer = await ask("/sounds/file?title=my%20%0Amemo", encodeWav16(SECOND))
    assert.deepEqual(JSON.parse(answer.text), { name: "1: my memo", seconds: 1 })
    assert.equal(added[0]!.samples.length, 8000)
})

test("what is no WAV, or lasts too long, is refused in words, and far too much at once", async () => {
    const { ask, added } = bench()
    const none = await ask("/sounds/file?title=x", Buffer.from("hello"))
    assert.equal(none.status, 409)
    assert.match(none.text, /x: is not a WAV file/)
    const long = await ask("/sounds/file?title=x", encodeWav16(new Int16Array(8000 * 181)))
    assert.match(long.text, /x: 181 seconds are too long: 180 at most/)
    const huge = await ask("/sounds/file", new Uint8Array(6_000_000))
    assert.equal(huge.status, 413)
    assert.equal(added.length, 0)
})

test("a text is spoken, as loud as a person, and has its first words as a title", async () => {
    const { ask, added } = bench()
    const text = "Hello, this is the dentist's office, call us back."
    const answer = await ask("/sounds/text?voice=slt", Buffer.from(text))
    assert.equal(answer.status, 200)
    assert.equal(added[0]!.title, "Hello, this is the den …")
    const power = added[0]!.samples.reduce((sum, x) => sum + x * x, 0) / 8000
    const dbm0 = 10 * Math.log10(power) + 6.18
    assert.ok(Math.abs(dbm0 + 16) < 0.3, `${dbm0}`)
})

test("why a text can't be spoken is told", async () => {
    const { ask } = bench()
    const answer = await ask("/sounds/text?voice=anna", Buffer.from("Hello"))
    assert.equal(answer.status, 409)
    assert.match(answer.text, /^no voice for Hello$/m)
})
