import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { PCM_U8 } from "../../../../sim/chips/voice-modem/voice-codec.ts"
import { VoiceTransmitter } from "../../../../sim/chips/voice-modem/voice-transmitter.ts"
import { SerialDirection } from "../../../../sim/wire/serial-direction.ts"

const DLE = 0x10
const ETX = 0x03
const CAN = 0x18
const BUFFER_BYTES = 1000

class Playing {
    readonly told: string[] = []
    readonly codes: number[] = []
    readonly fromHost = new SerialDirection()
    readonly transmitter: VoiceTransmitter

    constructor(isEndedByCancel = false) {
        const tell = (what: string) => () => this.told.push(what)
        this.transmitter = new VoiceTransmitter(
            PCM_U8,
            this.fromHost,
            BUFFER_BYTES,
            isEndedByCancel,
            {
                playStarted: tell("started"),
                underrun: tell("underrun"),
                overflowed: tell("overflow"),
                codeReceived: code => this.codes.push(code),
                spokenAfterEnd: tell("spoken after end"),
            }
        )
        this.transmitter.start(PCM_U8, 0)
    }

    say(bytes: ArrayLike<number>): void {
        for (let i = 0; i < bytes.length; i++) this.transmitter.accept(bytes[i]!)
    }

    /** What sounds in the next samples, as bytes. */
    hear(samples: number): number[] {
        const block = new Float32Array(samples)
        const count = this.transmitter.play(block)
        return Array.from(block.subarray(0, count), sample => Math.round(sample * 128) + 128)
    }
}

describe("the host's stream", () => {
    test("0x10 and every byte behind it, with time for a beat at every place", () => {
        for (let code = 0; code < 256; code++) {
            const stream = [1, 2, DLE, code, 3, 4, DLE, ETX]
            const means = { [DLE]: [1, 2, DLE, 3, 4], [ETX]: [1, 2], [CAN]: undefined }[code] ?? [
                1, 2, 3, 4,
            ]
            for (let split = 0; split <= stream.length; split++) {
                const at = new Playing()
                at.say(stream.slice(0, split))
                const first = at.hear(40)
                at.say(stream.slice(split))
                const heard = [...first, ...at.hear(40)]
                const expected = code === CAN ? [3, 4] : means
                assert.deepEqual(heard, expected, `10 ${code.toString(16)}, split at ${split}`)
                assert.ok(at.transmitter.isDone)
                const isKnown = [DLE, ETX, CAN].includes(code)
                assert.deepEqual(at.codes, isKnown ? [] : [code])
            }
        }
    })

    test("CAN drops what has not sounded, and where it ends the transmit an ETX may follow", () => {
        for (const isEndedByCancel of [false, true]) {
            const at = new Playing(isEndedByCancel)
            at.say(new Uint8Array(300).fill(90))
            assert.equal(at.hear(100).length, 100)
            at.say([DLE, CAN])
            assert.deepEqual(at.hear(40), [])
            assert.equal(at.transmitter.isDone, isEndedByCancel)
            at.say([DLE, ETX])
            assert.ok(at.transmitter.isDone)
            assert.deepEqual(at.told, isEndedByCancel ? ["started"] : ["started", "underrun"])
        }
    })

    test("what is said behind the end is told, once", () => {
        const at = new Playing()
        at.say([90, DLE, ETX, 65, 66, 67])
        assert.deepEqual(at.hear(40), [90])
        assert.deepEqual(at.told, ["spoken after end", "started"])
    })
})

describe("the buffer", () => {
    test("waits for 128 bytes before it begins, and again after it ran empty", () => {
        const at = new Playing()
        at.say(new Uint8Array(127).fill(90))
        assert.equal(at.hear(40).length, 0)
        at.say([90])
        assert.equal(at.hear(200).length, 128)
        at.say(new Uint8Array(127).fill(90))
        assert.equal(at.hear(40).length, 0)
        at.say([DLE, ETX])
        assert.equal(at.hear(200).length, 127)
    })

    test("tells of running empty once each time, with 100 ms of grace before the first sound", () => {
        const at = new Playing()
        at.hear(800)
        assert.deepEqual(at.told, [])
        at.hear(40)
        at.hear(4000)
        assert.deepEqual(at.told, ["underrun"])
        at.say(new Uint8Array(200).fill(90))
        for (let i = 0; i < 10; i++) at.hear(40)
        assert.deepEqual(at.told, ["underrun", "started", "underrun"])
    })

    test("stops the host at three quarters and lets it go on at one, and loses what is too much", () => {
        const at = new Playing()
        const { transmitter, fromHost } = at
        at.say(new Uint8Array(749).fill(90))
        transmitter.regulate(0, true)
        assert.ok(fromHost.isAllowed)
        at.say([90])
        transmitter.regulate(0, true)
        assert.ok(!fromHost.isAllowed)
        at.hear(499)
        transmitter.regulate(0, true)
        assert.ok(!fromHost.isAllowed)
        at.hear(1)
        transmitter.regulate(0, true)
        assert.ok(fromHost.isAllowed)
        at.say(new Uint8Array(800).fill(91))
        assert.deepEqual(at.told, ["started", "overflow"])
        assert.equal(at.hear(5000).length, BUFFER_BYTES)
    })
})
