import assert from "node:assert/strict"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { decodeSamples, encodeSamples } from "../../card/sound/codec.ts"
import { decodeSound } from "../../card/sound/decode.ts"
import { makeGreeting } from "../../card/sound/greeting.ts"
import { messageWav } from "../../card/sound/message-wav.ts"
import { kindOfSound } from "../../card/sound/sound-kind.ts"
import { soundOfWav } from "../../card/sound/wav-sound.ts"
import { Random } from "../../sim/clock/random.ts"
import { activeLevelDbm0 } from "../../sim/audio/speech-level.ts"
import { askJudge, judge, requireJudge, runJudge } from "../support/judges.ts"
import { projectFile } from "../support/scenario-run.ts"
import { scratchFolder } from "../support/scratch-folder.ts"

const FORMS: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ["a.wav", ["-r", "44100", "-c", "2"], []],
    ["b.wav", ["-r", "48000", "-b", "24"], []],
    ["c.wav", ["-r", "8000", "-e", "a-law"], []],
    ["d.wav", ["-r", "11025", "-e", "unsigned", "-b", "8"], []],
    ["e.wav", ["-r", "96000", "-e", "floating-point", "-b", "32"], []],
    ["f.flac", ["-r", "44100", "-c", "2"], []],
    ["g.ogg", ["-r", "32000"], []],
]

test("a sound of any form is read: a tone of 1000 Hz stays one, as long as it was", async t => {
    if (!requireJudge(t, "sox")) return
    const folder = scratchFolder(t)
    for (const [name, form] of FORMS) {
        const path = join(folder, name)
        runJudge("sox", ["-n", ...form, path, "synth", "1", "sine", "1000", "gain", "-6"])
        assertTone(await decodeSound(path), 1, name)
    }
    assertTone(await decodeSound(projectFile("test/fixtures/sounds/tone.mp3")), 0.8, "mp3", 0.1)
})

test("what only ffmpeg reads: a tone stays one, as loud and as long as it was", async t => {
    if (judge("ffmpeg") === undefined)
        return t.skip("ffmpeg is not installed: it is no judge, and owners do without it")
    if (!requireJudge(t, "sox")) return
    const folder = scratchFolder(t)
    const wav = join(folder, "a.wav")
    const tone = ["synth", "1", "sine", "1000", "gain", "-6"]
    runJudge("sox", ["-n", "-r", "44100", "-c", "2", wav, ...tone])
    for (const name of ["a.m4a", "a.opus", "a.aiff"]) {
        runJudge("ffmpeg", ["-v", "error", "-i", wav, join(folder, name)])
        assertTone(await decodeSound(join(folder, name)), 1, name, 0.06)
    }
})

function assertTone(samples: Float32Array, seconds: number, name: string, slack = 0.03): void {
    assert.ok(
        Math.abs(samples.length / 8000 - seconds) <= slack,
        `${name}: ${samples.length} samples`
    )
    const middle = samples.subarray(2000, 6000)
    let crossings = 0
    for (let i = 1; i < middle.length; i++) if (middle[i - 1]! < 0 !== middle[i]! < 0) crossings++
    assert.ok(Math.abs(crossings - 1000) <= 2, `${name}: ${crossings} crossings`)
    assert.ok(Math.abs(Math.max(...middle) - 0.5) < 0.04, `${name}: ${Math.max(...middle)}`)
}

test("what lies above the telephone's band is kept out, not folded into it", async t => {
    if (!requireJudge(t, "sox")) return
    const path = join(scratchFolder(t), "high.wav")
    runJudge("sox", ["-n", "-r", "44100", path, "synth", "1", "sine", "6000", "gain", "-3"])
    const samples = await decodeSound(path)
    assert.ok(Math.max(...samples.subarray(1000, 7000)) < 0.001)
})

test("a greeting has the level of our speech, no silence around it, and its codec, as sox sees it", async t => {
    if (!requireJudge(t, "sox")) return
    const folder = scratchFolder(t)
    const spoken = join(folder, "spoken.wav")
    const words = ["synth", "3", "sine", "300-900", "gain", "-30", "pad", "1.5", "2"]
    runJudge("sox", ["-n", "-r", "44100", "-c", "2", spoken, ...words])
    for (const [codec, name] of [
        [7, "u-law"],
        [6, "A-law"],
        [1, "Unsigned Integer PCM"],
    ] as const) {
        const greeting = makeGreeting(await decodeSound(spoken), codec, spoken)
        assert.ok(Math.abs(greeting.seconds - 3) < 0.1, `${greeting.seconds} s`)
        assert.ok(Math.abs(greeting.levelDbm0 + 16) < 0.1, `${greeting.levelDbm0} dBm0`)
        const sound = soundOfWav(Buffer.from(greeting.wav))!
        const samples = Float32Array.from(decodeSamples(sound.bytes, codec), each => each / 32768)
        assert.ok(Math.abs(activeLevelDbm0(samples) + 16) < 0.3)
        const path = join(folder, `${codec}.wav`)
        writeFileSync(path, greeting.wav)
        assert.match(String(runJudge("soxi", [path])), new RegExp(`Sample Rate +: 8000[^]*${name}`))
        assert.equal(askJudge("sox", [path, "-n", "stat"]).stderr.includes("WARN"), false)
    }
})

test("a peak limits the level, and a constant part goes away", () => {
    const clicks = Float32Array.from(
        { length: 8000 },
        (_, i) => 0.2 + (i % 100 === 0 ? 0.5 : 0.001 * (i % 2))
    )
    const { wav } = makeGreeting(clicks, 7, "x")
    const samples = decodeSamples(soundOfWav(Buffer.from(wav))!.bytes, 7)
    assert.ok(Math.max(...samples) <= 32768 * 0.72)
    assert.ok(Math.abs(samples.reduce((sum, each) => sum + each, 0) / samples.length) < 400)
})

test("silence, more than a minute, and what is no sound are refused, with what to do", async t => {
    const folder = scratchFolder(t)
    assert.throws(() => makeGreeting(new Float32Array(8000), 7, "x.wav"), /x\.wav: is silent/)
    const long = Float32Array.from({ length: 61 * 8000 }, (_, i) => Math.sin(i))
    assert.throws(() => makeGreeting(long, 7, "x.wav"), /61\.0 s long .*60 s are possible/)
    await assert.rejects(decodeSound(join(folder, "none")), /no such file/)
    const cases: [string, string, RegExp][] = [
        ["text.txt", "hello there", /no sound file that is known/],
        ["cut.wav", "RIFF\0\0\0\0WAVEfmt ", /not a WAV file that can be read/],
        ["voice.m4a", "\0\0\0\x20ftypM4A \0\0\0\0", /M4A can't be read without ffmpeg/],
        ["note.opus", "OggS" + "\0".repeat(24) + "OpusHead", /Opus can't be read without ffmpeg/],
        ["cut.flac", "fLaC\0\0\0", /FLAC/],
    ]
    const path = process.env["PATH"]
    process.env["PATH"] = folder
    try {
        for (const [name, content, message] of cases) {
            writeFileSync(join(folder, name), content, "latin1")
            await assert.rejects(decodeSound(join(folder, name)), message)
        }
    } finally {
        process.env["PATH"] = path
    }
})

test("what kind of sound it is, the bytes say and not the name", () => {
    const kinds: [string, string][] = [
        ["RIFF1234WAVE", "WAV"],
        ["RIFF1234AVI ", "unknown"],
        ["ID3\x03", "MP3"],
        ["\xff\xfb\x90\x00", "MP3"],
        ["\xff\xf1\x50\x80", "unknown"],
        ["#!AMR\n", "AMR"],
        ["", "unknown"],
    ]
    for (const [bytes, kind] of kinds)
        assert.equal(kindOfSound(Buffer.from(bytes, "latin1")), kind, bytes)
})

test("samples through each codec, and back from a WAV of it", () => {
    const samples = Float32Array.from({ length: 501 }, (_, i) => Math.sin(i / 9) * 1.1)
    for (const codec of [1, 6, 7] as const) {
        const bytes = encodeSamples(samples, codec)
        assert.deepEqual(soundOfWav(Buffer.from(messageWav(bytes, codec, "as-recorded"))), {
            codec,
            bytes: Buffer.from(bytes),
        })
        const back = decodeSamples(bytes, codec)
        back.forEach((sample, i) =>
            assert.ok(Math.abs(sample / 32768 - Math.max(-1, Math.min(1, samples[i]!))) < 0.04)
        )
        const pcm = Buffer.from(messageWav(bytes, codec, "pcm16"))
        assert.equal(pcm.length, 44 + 2 * 501)
        assert.equal(soundOfWav(pcm), undefined)
    }
})

test("a WAV header with any byte changed, or cut anywhere, is read or refused, and ends", () => {
    const wav = Buffer.from(messageWav(new Uint8Array(100), 7, "as-recorded"))
    const random = new Random(3, "wav")
    for (let length = 0; length <= wav.length; length++) soundOfWav(wav.subarray(0, length))
    for (let i = 0; i < 2000; i++) {
        const spoilt = Buffer.from(wav)
        spoilt[random.nextInteger(0, 57)] = random.nextInteger(0, 255)
        const sound = soundOfWav(spoilt)
        assert.ok(sound === undefined || sound.bytes.length <= wav.length)
    }
})
