import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { DtePort } from "../../../../sim/chips/voice-modem/dte-port.ts"
import { ModemSettings } from "../../../../sim/chips/voice-modem/modem-settings.ts"
import { CONEXANT } from "../../../../sim/chips/voice-modem/profiles/conexant.ts"
import {
    A_LAW,
    MU_LAW,
    PCM_U8,
    type VoiceCodec,
} from "../../../../sim/chips/voice-modem/voice-codec.ts"
import { VoiceReceiver } from "../../../../sim/chips/voice-modem/voice-receiver.ts"
import { Scheduler } from "../../../../sim/clock/scheduler.ts"
import { Timeline } from "../../../../sim/report/timeline.ts"
import { SerialLine } from "../../../../sim/wire/serial-direction.ts"
import { unshield } from "./modem-bench.ts"

const DLE = 0x10
const BUFFER_BYTES = 1000

class Receiving {
    readonly line = new SerialLine()
    readonly receiver: VoiceReceiver
    overruns = 0
    private nowUs = 0

    constructor(private readonly codec: VoiceCodec = PCM_U8) {
        const scheduler = new Scheduler()
        const settings = new ModemSettings(CONEXANT)
        const port = new DtePort(this.line, scheduler, settings, new Timeline(scheduler))
        this.receiver = new VoiceReceiver(codec, this.line, port, BUFFER_BYTES, () => {
            this.overruns++
        })
        this.receiver.start(codec)
    }

    /** The modem hears the sound that these bytes stand for, in blocks of `blockSize`. */
    hear(bytes: ArrayLike<number>, blockSize = 40): void {
        const sound = Float32Array.from(bytes, byte => this.codec.decoded[byte]!)
        for (let at = 0; at < sound.length; at += blockSize)
            this.receiver.hear(sound.subarray(at, at + blockSize), this.nowUs, this.nowUs)
    }

    /** Everything that the host gets. */
    taken(): number[] {
        const { toDte } = this.line
        const bytes: number[] = []
        for (let byte = toDte.take(1e9); byte !== undefined; byte = toDte.take(1e9))
            bytes.push(byte)
        return bytes
    }
}

describe("sound on its way to the host", () => {
    test("0x10 and every byte behind it, parted by the end of a block at every place", () => {
        for (let next = 0; next < 256; next++)
            for (let blockSize = 1; blockSize <= 6; blockSize++) {
                const bytes = [1, DLE, next, 2, DLE, DLE, next]
                const at = new Receiving()
                at.hear(bytes, blockSize)
                assert.deepEqual([...at.receiver.handedOver()], bytes)
                const raw = at.taken()
                assert.deepEqual(unshield(raw), { sound: bytes, codes: [] }, `10 ${next}`)
            }
    })

    test("runs of 0x10 of every length", () => {
        for (let length = 1; length < 20; length++) {
            const bytes = [1, ...new Array<number>(length).fill(DLE), 2]
            const at = new Receiving()
            at.hear(bytes)
            const raw = at.taken()
            assert.deepEqual(unshield(raw).sound, bytes)
            assert.equal(raw.length, 2 + length + (length % 2), "pairs take no more room")
        }
    })

    test("every byte of every codec stays what it is, but for the second zero of µ-law", () => {
        for (const codec of [PCM_U8, MU_LAW, A_LAW]) {
            const bytes = Array.from({ length: 256 }, (_, i) => i)
            const at = new Receiving(codec)
            at.hear(bytes)
            const expected = codec === MU_LAW ? bytes.with(0x7f, 0xff) : bytes
            assert.deepEqual([...at.receiver.handedOver()], expected, codec.name)
        }
    })

    test("an event stands where it was inserted, and looks like no sound", () => {
        const at = new Receiving()
        at.hear([1, 2, DLE])
        at.receiver.insert("b".charCodeAt(0), 0)
        at.hear([DLE, 3])
        at.receiver.end(3, 0)
        assert.deepEqual(unshield(at.taken()), {
            sound: [1, 2, DLE, DLE, 3],
            codes: [
                ["b", 3],
                ["\x03", 5],
            ],
        })
    })
})

describe("the buffer", () => {
    test("is overrun once when the host stops, and goes on when half of it is free", () => {
        const at = new Receiving()
        at.hear(new Uint8Array(3000).fill(90))
        assert.equal(at.overruns, 1)
        const first = unshield(at.taken())
        assert.deepEqual(first.codes, [["o", first.sound.length]])
        assert.ok(first.sound.length > 900 && first.sound.length <= BUFFER_BYTES)
        at.hear(new Uint8Array(80).fill(91))
        assert.deepEqual(unshield(at.taken()).sound, new Array(80).fill(91))
        assert.equal(at.receiver.sampleCount, first.sound.length + 80)
    })
})

test("of what the host says only a code behind DLE counts, split wherever it is", () => {
    const { receiver } = new Receiving()
    const answers = [0x21, DLE, DLE, 0x21, DLE, 0x21].map(byte => receiver.accept(byte))
    assert.deepEqual(answers, [undefined, undefined, DLE, undefined, undefined, 0x21])
})
