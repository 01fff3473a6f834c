import { describe, expect, test } from "@devicescript/test"
import { Player } from "../../../src/audio/player"
import { Interrupter, StopReason } from "../../../src/audio/stop-reason"
import { Codec } from "../../../src/hal/sound"
import { FakeBus } from "../support/fake-bus"
import { FakeLine } from "../support/fake-line"
import { CountingSound } from "../support/sounds"

/** Says stop when it was asked so often. */
class StopAfter implements Interrupter {
    constructor(private turns: number) {}

    check(): StopReason | undefined {
        this.turns--
        return this.turns < 0 ? StopReason.HungUp : undefined
    }
}

const NEVER = 1000000
const BLOCK_BYTES = 2048

function playerOn(line: FakeLine): Player {
    return new Player(line, new FakeBus(), Buffer.alloc(BLOCK_BYTES))
}

describe("Player", () => {
    test("plays every byte once and in order, whatever the line takes at a time", async () => {
        for (const takesBytes of [1, 7, 64]) {
            const line = new FakeLine()
            line.takesBytes = takesBytes
            const sound = new CountingSound(Codec.PcmU8, 600)
            const reason = await playerOn(line).play(sound, 0, new StopAfter(NEVER))
            expect(reason).toBe(StopReason.Finished)
            expect(line.log).toBe("<>")
            expect(line.transmitted.length).toBe(1200)
            const b = Buffer.from(line.transmitted, "hex")
            for (let i = 0; i < 600; i++) expect(b[i]).toBe(i & 0xff)
        }
    })
    test("puts silence in front", async () => {
        const line = new FakeLine()
        await playerOn(line).play(new CountingSound(Codec.PcmU8, 1), 2, new StopAfter(NEVER))
        expect(line.transmitted).toBe("80808080808080808080808080808080" + "00")
    })
    test("stops when told to, and drops what has not sounded", async () => {
        const line = new FakeLine()
        const sound = new CountingSound(Codec.PcmU8, 100000)
        const reason = await playerOn(line).play(sound, 0, new StopAfter(3))
        expect(reason).toBe(StopReason.HungUp)
        expect(line.log).toBe("<x")
        expect(line.transmitted.length).toBe(4 * 64 * 2)
    })
    test("stops when all is handed over, too, as long as the modem holds much of it", async () => {
        const line = new FakeLine()
        line.heldBytes = 1400
        const bus = new FakeBus()
        const player = new Player(line, bus, Buffer.alloc(BLOCK_BYTES))
        const reason = await player.play(new CountingSound(Codec.PcmU8, 64), 0, new StopAfter(10))
        expect(reason).toBe(StopReason.HungUp)
        expect(line.log).toBe("<x")
        expect(bus.pausedUs > 0).toBe(true)
        line.heldBytes = 1400
        const whole = await player.play(new CountingSound(Codec.PcmU8, 64), 0, new StopAfter(NEVER))
        expect(whole).toBe(StopReason.Finished)
        expect(line.log).toBe("<x<>")
        expect(line.heldBytes > 100 && line.heldBytes <= 256).toBe(true)
    })
    test("waits where the line is full", async () => {
        const line = new FakeLine()
        line.takesBytes = 0
        const bus = new FakeBus()
        await new Player(line, bus, Buffer.alloc(BLOCK_BYTES)).play(
            new CountingSound(Codec.PcmU8, 8),
            0,
            new StopAfter(5)
        )
        expect(bus.pausedUs > 0).toBe(true)
    })
    test("translates what is in another codec", async () => {
        const line = new FakeLine()
        // ITU-T G.711 tables 2a and 2b: 0xFF is no sound, 0x80 and 0x00 the largest values.
        const sound = new CountingSound(Codec.MuLaw, 256)
        await playerOn(line).play(sound, 0, new StopAfter(NEVER))
        const b = Buffer.from(line.transmitted, "hex")
        expect(b[0xff]).toBe(0x80)
        expect(b[0x80] > 0xf8).toBe(true)
        expect(b[0x00] < 0x08).toBe(true)
    })
    test("a sound that breaks off with a fault leaves the line's transmit mode", async () => {
        const line = new FakeLine()
        const sound = new CountingSound(Codec.PcmU8, 600)
        sound.read = async (fromByte: number, into: Buffer): Promise<number> => {
            throw new Error("card")
        }
        let message = ""
        try {
            await playerOn(line).play(sound, 0, new StopAfter(NEVER))
        } catch (e: any) {
            message = e.message
        }
        expect(message).toBe("card")
        expect(line.log).toBe("<x")
    })
    test("asks for whole blocks, and translates them piece by piece as they go out", async () => {
        const line = new FakeLine()
        const sound = new CountingSound(Codec.MuLaw, 5000)
        let reads = ""
        const read = async (fromByte: number, into: Buffer): Promise<number> => {
            reads += fromByte + " "
            into.fillAt(0, into.length, 0xff)
            return Math.min(5000 - fromByte, into.length)
        }
        sound.read = read
        await new Player(line, new FakeBus(), Buffer.alloc(2048)).play(
            sound,
            0,
            new StopAfter(NEVER)
        )
        expect(reads).toBe("0 2048 4096 5000 ")
        const b = Buffer.from(line.transmitted, "hex")
        expect(b[0]).toBe(0x80)
        expect(b[1500]).toBe(0x80)
    })
})
