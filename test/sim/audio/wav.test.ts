import assert from "node:assert/strict"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { after, test } from "node:test"
import {
    decodeWav,
    encodeWav16,
    encodeWavCodec,
    readWav,
    WavCodec,
    writeWav16,
    writeWavCodec,
} from "../../../sim/audio/wav.ts"
import { requireJudge, runJudge } from "../../support/judges.ts"
import { rms, toneLevelDbm } from "../exchange/goertzel.ts"

const folder = mkdtempSync(join(tmpdir(), "wav-"))
after(() => rmSync(folder, { recursive: true }))

/** One second of 1000 Hz at -10 dBFS in the form that the sox options ask for. */
function soxTone(name: string, options: string): string {
    const path = join(folder, name)
    const effects = "synth 1 sine 1000 vol 0.316228"
    runJudge("sox", ["-D", "-n", ...options.split(" "), path, ...effects.split(" ")])
    return path
}

const FORMS = [
    ["8 bits", "-r 8000 -b 8 -e unsigned -c 1", 30],
    ["16 bits, stereo, 44.1 kHz", "-r 44100 -b 16 -c 2", 60],
    ["24 bits, 48 kHz", "-r 48000 -b 24 -c 1", 60],
    ["32 bits, 22.05 kHz", "-r 22050 -b 32 -e signed -c 1", 60],
    ["32-bit floats, 11.025 kHz, three channels", "-r 11025 -b 32 -e floating-point -c 3", 60],
    ["64-bit floats, 16 kHz", "-r 16000 -b 64 -e floating-point -c 1", 60],
    ["A-law", "-r 8000 -e a-law -c 1", 30],
    ["µ-law, 6 kHz", "-r 6000 -e mu-law -c 1", 30],
] as const

for (const [form, options, cleanDb] of FORMS)
    test(`reads ${form}`, t => {
        if (!requireJudge(t, "sox")) return
        const sound = readWav(soxTone("form.wav", options))
        assert.ok(Math.abs(sound.length - 8000) < 300, `${sound.length} samples`)
        const middle = sound.subarray(1000, 7000)
        const levelDbfs = toneLevelDbm(middle, 1000) - 3.14
        assert.ok(Math.abs(levelDbfs + 10) < 0.2, `${levelDbfs} dBFS`)
        const power = rms(middle) ** 2
        const tonePower = 10 ** (levelDbfs / 10) / 2
        const restDb = 10 * Math.log10(Math.abs(power - tonePower) / tonePower)
        assert.ok(restDb < -cleanDb, `what is not the tone: ${restDb} dB`)
    })

test("what lies above 4 kHz does not come back as another tone", t => {
    if (!requireJudge(t, "sox")) return
    const path = join(folder, "high.wav")
    runJudge("sox", [
        "-n",
        "-r",
        "44100",
        "-b",
        "16",
        path,
        ..."synth 1 sine 5000 vol 0.5".split(" "),
    ])
    assert.ok(rms(readWav(path).subarray(1000, 7000)) < 0.0001)
})

test("16-bit sound comes back sample for sample", () => {
    const samples = Int16Array.of(0, 1, -1, 32767, -32768, 12345)
    const path = join(folder, "exact.wav")
    writeWav16(path, samples)
    assert.deepEqual(
        Int16Array.from(readWav(path), sample => sample * 32768),
        samples
    )
    assert.deepEqual(encodeWav16(readWav(path)), encodeWav16(samples))
})

test("sound over full scale is limited, not wrapped", () => {
    const wav = Buffer.from(encodeWav16(Float32Array.of(1.5, -1.5)))
    assert.equal(wav.readInt16LE(44), 32767)
    assert.equal(wav.readInt16LE(46), -32768)
})

test("sox accepts what is written, with its codec and length", t => {
    if (!requireJudge(t, "sox")) return
    const encodings = [
        [WavCodec.PcmU8, "Unsigned Integer PCM", 0x80],
        [WavCodec.ALaw, "A-law", 0xd5],
        [WavCodec.MuLaw, "u-law", 0xff],
    ] as const
    for (const [codec, encoding, silence] of encodings) {
        const path = join(folder, "codec.wav")
        writeWavCodec(path, new Uint8Array(8001).fill(silence), codec)
        const description = runJudge("sox", ["--i", path]).toString()
        assert.match(description, new RegExp(`Sample Encoding: .*${encoding}`))
        assert.match(description, /8001 samples/)
        const sound = readWav(path)
        assert.equal(sound.length, 8001)
        assert.ok(rms(sound) < 0.001, encoding)
    }
})

test("the bytes of an odd-length µ-law file", () => {
    const wav = Buffer.from(encodeWavCodec(Uint8Array.of(0xff, 0x12, 0x34), WavCodec.MuLaw))
    assert.equal(
        wav.toString("hex"),
        "52494646360000005741564" + // RIFF, size, WAVE
            "5666d742012000000070001" + // fmt, 18 bytes, µ-law, mono
            "00401f0000401f0000010008000000" + // 8000 a second, 1 byte of 8 bits, no extension
            "666163740400000003000000" + // fact: 3 samples
            "6461746103000000ff123400" // data and the pad byte
    )
})

test("what can't be used is refused with the file, the fault and the way out", () => {
    assert.throws(
        () => readWav(join(folder, "none.wav")),
        /none\.wav: no such file: check the name/
    )
    assert.throws(() => readWav(folder), /can't be read \(EISDIR\)/)
    const text = join(folder, "text.wav")
    writeFileSync(text, "hello, this is not sound")
    assert.throws(() => readWav(text), /text\.wav: is not a WAV file: convert it/)
    const wav = Buffer.from(encodeWav16(new Int16Array(0)))
    assert.throws(() => decodeWav(wav, "empty.wav"), /empty\.wav: holds no sound/)
    const cut = Buffer.from(encodeWav16(new Int16Array(10))).subarray(0, 30)
    assert.throws(() => decodeWav(cut, "cut.wav"), /cut\.wav: is not a WAV file that can be read/)
    const damaged = Buffer.from(encodeWav16(new Int16Array(10)))
    damaged.writeUInt16LE(0, 32)
    assert.throws(() => decodeWav(damaged, "odd.wav"), /odd\.wav: .*damaged format chunk/)
    const other = Buffer.from(encodeWavCodec(new Uint8Array(100), WavCodec.MuLaw))
    other.writeUInt16LE(0x55, 20)
    assert.throws(
        () => decodeWav(other, "mp3.wav"),
        /encoding 85 is not known\): convert it to PCM/
    )
})

test("a WAV of the extended form is refused where its encoding is not said, or not known", () => {
    const wav = Buffer.from(encodeWav16(new Int16Array(10)))
    wav.writeUInt16LE(0xfffe, 20)
    const advice = "\\): convert it to PCM of 16 bits$"
    const unsaid = new RegExp(
        `own\\.wav: .*\\(its form 65534 does not say which encoding it has${advice}`
    )
    assert.throws(() => decodeWav(wav, "own.wav"), unsaid)
    // The form with its subformat: 24 bytes more in the format chunk.
    const more = Buffer.alloc(24)
    more.writeUInt16LE(22, 0)
    more.writeUInt32LE(0x9999, 8)
    const whole = Buffer.concat([wav.subarray(0, 36), more, wav.subarray(36)])
    whole.writeUInt32LE(40, 16)
    whole.writeUInt32LE(whole.length - 8, 4)
    const unknown = new RegExp(`\\(encoding 39321 is not known, of its form 65534${advice}`)
    assert.throws(() => decodeWav(whole, "own.wav"), unknown)
})

test("an encoding that can't be read is refused, not misread", t => {
    if (!requireJudge(t, "sox")) return
    const path = soxTone("adpcm.wav", "-r 8000 -e ima-adpcm -c 1")
    assert.throws(() => readWav(path), /encoding 17 is not known/)
})

test("a file whose recording was cut off is read as far as it goes", () => {
    const wav = Buffer.from(encodeWav16(new Int16Array(1000).fill(1000)))
    wav.writeUInt32LE(0xffffffff, 40)
    assert.equal(decodeWav(wav, "open.wav").length, 1000)
})
