import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { ModemBench, sine, unshield } from "./modem-bench.ts"

const DLE = 0x10
const ETX = 0x03
const CAN = 0x18

function transmitting(): ModemBench {
    const bench = new ModemBench()
    bench.answer()
    assert.equal(bench.command("AT+VTX"), "\r\nCONNECT\r\n")
    return bench
}

/** Off-hook and receiving; answers where in `heard` the voice data begins. */
function receiving(bench = new ModemBench(), setUp: string[] = []): number {
    bench.answer()
    for (const command of setUp) bench.command(command)
    assert.equal(bench.command("AT+VRX").slice(0, 11), "\r\nCONNECT\r\n")
    return bench.text().lastIndexOf("CONNECT\r\n") + 9
}

function pcm(samples: readonly number[]): number[] {
    return samples.map(sample => Math.round(sample * 128) + 128)
}

/** What sounded on the line, from the first sample that is not silence to the last. */
function sounded(bench: ModemBench): number[] {
    const bytes = pcm(bench.toLine)
    const first = bytes.findIndex(byte => byte !== 128)
    return first < 0 ? [] : bytes.slice(first, bytes.findLastIndex(byte => byte !== 128) + 1)
}

describe("voice transmit", () => {
    test("every byte sounds once, wherever the stream is split", () => {
        const stream = [1, DLE, DLE, 2, DLE, DLE, DLE, DLE, 3, DLE, 0x55, 4, DLE, ETX]
        for (let split = 0; split <= stream.length; split++) {
            const bench = transmitting()
            bench.send(stream.slice(0, split))
            bench.run(7)
            bench.send(stream.slice(split))
            bench.run(50)
            assert.deepEqual(
                sounded(bench).filter(byte => byte !== 128),
                [1, 16, 2, 16, 16, 3, 4],
                `split at ${split}`
            )
            assert.match(bench.text(), /OK\r\n$/)
            assert.deepEqual(bench.rules.broken, [])
        }
    })

    test("of all pairs behind DLE only DLE, ETX and CAN mean something, and the remote control", () => {
        for (let code = 0; code < 256; code++) {
            if ("prud".includes(String.fromCharCode(code))) continue
            const bench = transmitting()
            bench.send([1, 2, DLE, code, 3, 4, ...(code === ETX ? [] : [DLE, ETX])])
            bench.run(30)
            const expected =
                code === DLE
                    ? [1, 2, DLE, 3, 4]
                    : code === ETX
                      ? [1, 2]
                      : code === CAN
                        ? [3, 4]
                        : [1, 2, 3, 4]
            assert.deepEqual(sounded(bench), expected, `code ${code}`)
        }
    })

    test("OK comes when the last sample has sounded", () => {
        const bench = transmitting()
        const bytes = Array.from({ length: 800 }, (_, i) => 64 + (i % 100))
        bench.send([...bytes, DLE, ETX])
        bench.run(300)
        const [start] = bench.events("play-start")
        const [end] = bench.events("play-end")
        assert.deepEqual(start!.fields, { call: 7, codec: "u8" })
        assert.ok(Math.abs(end!.tMs - start!.tMs - 100) <= 6, `${end!.tMs - start!.tMs} ms`)
        assert.match(bench.text(), /OK\r\n$/)
        assert.deepEqual(sounded(bench), bytes)
        assert.equal(bench.codes(), "")
    })

    test("CTS keeps a fast host from losing anything, and the sound has no gap", () => {
        const bench = transmitting()
        const bytes = Array.from({ length: 30_000 }, (_, i) => 30 + (i % 97))
        bench.send(bytes)
        let stops = 0
        for (let ms = 0; ms < 3000; ms++) {
            const wasAllowed = bench.line.toDce.isAllowed
            bench.run(1)
            if (wasAllowed && !bench.line.toDce.isAllowed) stops++
        }
        bench.send([DLE, ETX])
        bench.run(2000)
        assert.ok(stops >= 3, `${stops} stops`)
        assert.deepEqual(sounded(bench), bytes)
        assert.deepEqual(bench.rules.broken, [])
        assert.equal(bench.codes(), "")
        assert.ok(bench.line.toDce.isAllowed)
    })

    test("a host that ignores flow control loses bytes and breaks a rule", () => {
        const bench = new ModemBench()
        bench.answer()
        bench.command("AT&K0")
        bench.command("AT+VTX")
        bench.send(Array.from({ length: 20_000 }, () => 90))
        bench.run(2000)
        assert.ok(bench.rules.broken.length > 0)
        assert.match(bench.rules.broken[0]!, /^modem: \+VTX: more than 2048 bytes/)
    })

    test("a buffer that runs empty is told once each time", () => {
        const bench = transmitting()
        bench.run(200)
        assert.equal(bench.codes(), "u")
        bench.send(Array.from({ length: 300 }, () => 90))
        bench.run(300)
        assert.equal(bench.codes(), "uu")
        assert.match(bench.text(), /\x10u\x10u$/)
    })

    test("characters between end of data and OK break a rule", () => {
        const bench = transmitting()
        bench.send([...Array.from({ length: 400 }, () => 90), DLE, ETX])
        bench.run(45)
        bench.send("AT\r")
        bench.run(200)
        assert.equal(bench.rules.broken.length, 1)
    })

    test("label 4 plays on the loudspeaker, on-hook, and lets no ring through", () => {
        const bench = new ModemBench()
        bench.command("ATE0")
        bench.command("AT+FCLASS=8;+VLS=4")
        bench.command("AT+VTX")
        bench.send([...Array.from({ length: 800 }, () => 200), DLE, ETX])
        bench.modem.ringing(true)
        bench.run(50)
        bench.modem.ringing(false)
        bench.run(300)
        assert.equal(bench.codes(), "")
        assert.equal(pcm(bench.toSpeaker).filter(byte => byte === 200).length, 800)
        assert.ok(bench.toLine.every(sample => sample === 0))
        assert.deepEqual(bench.hook, [])
    })

    test("+VIT ends the transmit of a host that has gone silent", () => {
        const bench = new ModemBench()
        bench.answer()
        bench.command("AT+VIT=2")
        bench.command("AT+VTX")
        bench.run(2200)
        assert.match(bench.text(), /OK\r\n$/)
    })
})

describe("voice receive", () => {
    test("the host gets every sample, and the recording is what it got", () => {
        const bench = new ModemBench()
        const from = receiving(bench)
        const speech = sine(300, 2000, 0).map((s, i) => s * Math.sin(i / 900))
        bench.play(speech)
        bench.run(2500)
        bench.send([DLE, 0x21])
        bench.run(50)
        const { sound, codes } = unshield(bench.heard.slice(from))
        assert.deepEqual(codes, [["\x03", sound.length]])
        assert.match(bench.text(), /\x10\x03\r\nOK\r\n$/)
        const expected = pcm([...speech])
        const at = sound.findIndex(byte => byte !== 128) - expected.findIndex(b => b !== 128)
        assert.deepEqual(sound.slice(at, at + expected.length), expected)
        assert.equal(bench.voices.length, 1)
        assert.deepEqual([...bench.voices[0]!.bytes], sound)
        assert.equal(bench.voices[0]!.codec, "u8")
        assert.equal(bench.voices[0]!.call, 7)
        assert.deepEqual(bench.events("record-end")[0]!.fields, { call: 7, codec: "u8" })
    })

    test("data 0x10 is doubled, and a pair of them is shortened to 10 1A", () => {
        const bench = new ModemBench()
        const from = receiving(bench)
        bench.play(new Float32Array(8000).fill((16 - 128) / 128))
        bench.run(1000)
        bench.send([DLE, 0x21])
        bench.run(50)
        const raw = bench.heard.slice(from)
        assert.ok(raw.some((byte, i) => byte === DLE && raw[i + 1] === 0x1a))
        const { sound } = unshield(raw)
        assert.deepEqual(sound, [...bench.voices[0]!.bytes])
        assert.ok(sound.filter(byte => byte === 16).length > 7500)
    })

    test("samples are never handed over before they have been heard", () => {
        const bench = new ModemBench()
        const from = receiving(bench)
        const startUs = bench.events("record-start")[0]!.tMs * 1000
        bench.run(1000)
        bench.heardUs.slice(from).forEach((us, i) => assert.ok(us >= startUs + i * 125))
    })

    test("a host that stops the line makes an overrun, told where it happened", () => {
        const bench = new ModemBench()
        const from = receiving(bench)
        bench.line.toDte.setAllowed(false, bench.scheduler.nowUs)
        bench.run(1000)
        bench.line.toDte.setAllowed(true, bench.scheduler.nowUs)
        bench.run(500)
        bench.send([DLE, 0x21])
        bench.run(400)
        const { sound, codes } = unshield(bench.heard.slice(from))
        assert.equal(codes.map(([code]) => code).join(""), "o\x03")
        const [, position] = codes[0]!
        assert.ok(position > 1900 && position < 2300, `${position} samples before it`)
        assert.equal(bench.events("event")[0]!.fields["sample"], position)
        assert.equal(sound.length, bench.voices[0]!.bytes.length)
    })

    test("a stop of 200 ms loses nothing", () => {
        const bench = new ModemBench()
        const from = receiving(bench)
        bench.line.toDte.setAllowed(false, bench.scheduler.nowUs)
        bench.run(200)
        bench.line.toDte.setAllowed(true, bench.scheduler.nowUs)
        bench.run(800)
        bench.send([DLE, 0x21])
        bench.run(300)
        const { codes, sound } = unshield(bench.heard.slice(from))
        assert.equal(codes.length, 1)
        assert.ok(sound.length >= 7950)
    })

    test("nothing but DLE ! ends it, and it may be split", () => {
        const bench = new ModemBench()
        receiving(bench)
        for (let code = 0; code < 256; code++) if (code !== 0x21) bench.send([DLE, code])
        bench.send("!")
        bench.run(100)
        assert.ok(bench.modem.isStreaming)
        bench.send([DLE])
        bench.run(20)
        bench.send([0x21])
        bench.run(20)
        assert.ok(!bench.modem.isStreaming)
        assert.deepEqual(bench.rules.broken, [])
    })

    test("keys of the caller stand in the stream, once each, where they were heard", () => {
        const bench = new ModemBench()
        const from = receiving(bench)
        const key = sine(770, 100, -10).map((s, i) => s + sine(1336, 100, -10)[i]!)
        const sound = new Float32Array(8000)
        sound.set(key, 2000)
        bench.play(sound)
        bench.run(1000)
        bench.send([DLE, 0x21])
        bench.run(50)
        const { codes } = unshield(bench.heard.slice(from))
        assert.equal(codes[0]![0], "5")
        assert.ok(codes[0]![1] > 2200 && codes[0]![1] < 2700, `at ${codes[0]![1]}`)
        assert.equal(bench.events("event")[0]!.fields["sample"], codes[0]![1])
    })

    test("SILENCE is told when nothing was heard, QUIET when something was", () => {
        const silent = new ModemBench()
        receiving(silent, ["AT+VSD=128,20"])
        silent.run(6000)
        assert.equal(silent.codes(), "s")
        const spoken = new ModemBench()
        receiving(spoken, ["AT+VSD=128,20"])
        spoken.play(sine(400, 1500, -20))
        spoken.run(6000)
        assert.equal(spoken.codes(), "q")
        assert.ok(Math.abs(spoken.events("event")[0]!.tMs - 500 - 3500) < 800)
        const off = new ModemBench()
        receiving(off, ["AT+VSD=0,0"])
        off.run(9000)
        assert.equal(off.codes(), "")
    })

    test("busy is told every 4 s, congestion not at all, and not with the wrong country", () => {
        const cadenced = (onMs: number) =>
            sine(480, 9000, -20).map((s, i) =>
                (i / 8) % (2 * onMs) < onMs
                    ? s + 0.07 * Math.sin((2 * Math.PI * 620 * i) / 8000)
                    : 0
            )
        const told = (sound: Float32Array, setUp: string[]) => {
            const bench = new ModemBench()
            receiving(bench, ["AT+VSD=0,0", ...setUp])
            bench.play(sound)
            bench.run(9000)
            return bench.codes()
        }
        assert.equal(told(cadenced(500), []), "bb")
        assert.equal(told(cadenced(250), []), "")
        assert.equal(told(cadenced(500), ["AT+GCI=8A"]), "")
    })

    test("fax and data tones are told with their codes", () => {
        const told = (hz: number, onMs: number, offMs: number) => {
            const bench = new ModemBench()
            receiving(bench, ["AT+VSD=0,0"])
            bench.play(sine(hz, 6000, -15).map((s, i) => ((i / 8) % (onMs + offMs) < onMs ? s : 0)))
            bench.run(6000)
            return bench.codes()
        }
        assert.equal(told(1100, 500, 3000), "c")
        assert.equal(told(1300, 600, 1700), "e")
        assert.match(told(2100, 6000, 0), /^a+$/)
    })

    test("power off ends the recording with what was handed over", () => {
        const bench = new ModemBench()
        receiving(bench)
        bench.run(1000)
        bench.modem.power(false)
        assert.equal(bench.voices.length, 1)
        assert.ok(bench.voices[0]!.bytes.length >= 7900)
        assert.deepEqual(bench.hook, ["off", "on"])
    })

    test("the microphone is heard with label 6, on-hook", () => {
        const bench = new ModemBench()
        bench.command("ATE0")
        bench.command("AT+FCLASS=8;+VLS=6")
        bench.command("AT+VRX")
        bench.modem.fromMicrophone.fill(0.5)
        bench.run(100)
        bench.send([DLE, 0x21])
        bench.run(30)
        assert.ok(bench.voices[0]!.bytes.filter(byte => byte === 192).length >= 700)
        assert.deepEqual(bench.hook, [])
    })

    test("losing DTR ends everything and releases the line", () => {
        const bench = new ModemBench()
        receiving(bench)
        bench.run(100)
        bench.line.isDtrAsserted = false
        bench.run(20)
        assert.deepEqual(bench.hook, ["off", "on"])
        assert.ok(!bench.modem.isStreaming)
    })
})
