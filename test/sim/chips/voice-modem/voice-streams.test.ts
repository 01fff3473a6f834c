import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { SI2494 } from "../../../../sim/chips/voice-modem/profiles/si2494.ts"
import { ModemBench, sine, unshield } from "./modem-bench.ts"

const DLE = 0x10
const ETX = 0x03

/** In class 8, with the voice end of `label`. */
function selected(label: number, bench = new ModemBench()): ModemBench {
    bench.command("ATE0")
    bench.command("AT+FCLASS=8")
    bench.command(`AT+VLS=${label}`)
    return bench
}

describe("what a stream needs", () => {
    test("a place to play to, or one to hear from", () => {
        const CASES: [number, string, string][] = [
            [0, "ERROR", "ERROR"],
            [1, "CONNECT", "CONNECT"],
            [2, "ERROR", "ERROR"],
            [4, "CONNECT", "ERROR"],
            [5, "CONNECT", "CONNECT"],
            [6, "ERROR", "CONNECT"],
            [20, "ERROR", "CONNECT"],
        ]
        for (const [label, transmit, receive] of CASES) {
            assert.match(selected(label).command("AT+VTX"), new RegExp(transmit), `+VTX ${label}`)
            assert.match(selected(label).command("AT+VRX"), new RegExp(receive), `+VRX ${label}`)
        }
    })
})

describe("gain", () => {
    test("of a quarter of a decibel a step, none at 0 and 128", () => {
        const peak = (gain: number) => {
            const bench = selected(1)
            bench.command(`AT+VGT=${gain}`)
            bench.command("AT+VTX")
            bench.send([...new Uint8Array(400).fill(192), DLE, ETX])
            bench.run(150)
            return Math.max(...bench.toLine)
        }
        assert.equal(peak(128), 0.5)
        assert.equal(peak(0), 0.5)
        assert.ok(Math.abs(20 * Math.log10(peak(140) / 0.5) - 3) < 0.01)
        assert.ok(Math.abs(20 * Math.log10(peak(104) / 0.5) + 6) < 0.01)
    })
})

describe("the remote control of a transmit", () => {
    /** The sound of two beats' worth of a constant before the code, and of as much after it. */
    function levels(bench: ModemBench, code: string): number[] {
        bench.command("AT+VTX")
        bench.send(new Uint8Array(400).fill(192))
        bench.run(20)
        bench.send([DLE, code.charCodeAt(0)])
        bench.run(60)
        return bench.toLine.filter(sample => sample !== 0)
    }

    test("of Conexant stops and goes on, and nothing is lost", () => {
        const bench = selected(1)
        const paused = levels(bench, "p").length
        assert.ok(paused > 0 && paused < 400, `${paused}`)
        bench.run(2000)
        assert.equal(bench.toLine.filter(sample => sample !== 0).length, paused)
        assert.equal(bench.codes(), "")
        bench.send([DLE, "r".charCodeAt(0), DLE, ETX])
        bench.run(100)
        assert.equal(bench.toLine.filter(sample => sample !== 0).length, 400)
        assert.match(bench.text(), /OK\r\n$/)
    })

    test("of Silicon Labs makes it louder and softer by 3 dB, and knows no pause", () => {
        const silicon = () => {
            const bench = new ModemBench(SI2494)
            selected(0, bench)
            bench.command("AT+VSM=1,8000")
            bench.command("AT+VLS=1")
            return bench
        }
        for (const [code, stepDb] of [
            ["u", 3],
            ["d", -3],
            ["p", 0],
        ] as const) {
            const heard = levels(silicon(), code)
            assert.equal(heard.length, 400)
            const changeDb = 20 * Math.log10(heard.at(-1)! / heard[0]!)
            assert.ok(Math.abs(changeDb - stepDb) < 0.01, `${code}: ${changeDb} dB`)
        }
    })
})

describe("a host that has gone silent", () => {
    test("is left by a receive after +VIT, unless it says something", () => {
        const bench = selected(1)
        bench.command("AT+VIT=2")
        bench.command("AT+VRX")
        bench.run(1500)
        bench.send([DLE, 0])
        bench.run(1500)
        assert.ok(bench.modem.isStreaming)
        bench.run(700)
        assert.ok(!bench.modem.isStreaming)
        assert.match(bench.text(), /\x10\x03\r\nOK\r\n$/)
    })
})

describe("several streams in one call", () => {
    test("are told one by one, each with what it handed over", () => {
        const bench = selected(1)
        for (const ms of [300, 700]) {
            const from = bench.heard.length
            bench.command("AT+VRX")
            bench.play(sine(400, ms, -10))
            bench.run(ms)
            bench.send([DLE, 0x21])
            bench.run(60)
            const stream = bench.heard.slice(from + "\r\nCONNECT\r\n".length)
            assert.deepEqual(unshield(stream).sound, [...bench.voices.at(-1)!.bytes])
        }
        const lengths = bench.voices.map(voice => Math.round(voice.bytes.length / 800))
        assert.deepEqual(lengths, [3, 7])
        assert.equal(bench.events("record-start").length, 2)
        assert.equal(bench.events("record-end").length, 2)
    })

    test("a transmit that said nothing leaves no trace of a sound", () => {
        const bench = selected(1, new ModemBench(SI2494))
        bench.command("AT+VTX")
        bench.send([DLE, ETX])
        bench.run(50)
        assert.match(bench.text(), /\x10\x03\r\nOK\r\n$/)
        assert.deepEqual(bench.events("play-start"), [])
        assert.deepEqual(bench.events("play-end"), [])
    })
})
