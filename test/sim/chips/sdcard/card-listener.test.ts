import assert from "node:assert/strict"
import { describe, test } from "node:test"
import { CardListener, Heard } from "../../../../sim/chips/sdcard/card-listener.ts"

/** SD Physical Layer Simplified Specification 6.4.1 and 7.2.1: a card before its first CMD0. */

const CMD0 = [0x40, 0, 0, 0, 0, 0x95]
const CMD8 = [0x48, 0, 0, 0x01, 0xaa, 0x87]

function high(count: number): Uint8Array {
    return new Uint8Array(count).fill(0xff)
}

function warm(): CardListener {
    const listener = new CardListener()
    listener.overhear(high(10))
    return listener
}

/** What was heard with the last byte; nothing before it. */
function hearAll(listener: CardListener, bytes: readonly number[]): Heard {
    const heard = bytes.map(byte => listener.hear(byte))
    assert.ok(heard.slice(0, -1).every(each => each === Heard.Nothing))
    return heard.at(-1)!
}

describe("warming up", () => {
    test("takes 74 clocks with MOSI high: nine bytes are too few, ten enough", () => {
        for (const [count, isWarm] of [
            [9, false],
            [10, true],
        ] as const) {
            const listener = new CardListener()
            assert.equal(listener.overhear(high(count)), false)
            assert.equal(listener.isWarm, isWarm)
        }
    })

    test("begins anew where MOSI was low in between", () => {
        const listener = new CardListener()
        listener.overhear(high(9))
        assert.equal(listener.overhear(Uint8Array.of(0x00)), true)
        listener.overhear(high(9))
        assert.equal(listener.isWarm, false)
    })
})

describe("a frame with CS low", () => {
    test("is CMD0 with its CRC, and then SPI mode begins", () => {
        assert.equal(hearAll(warm(), [0xff, 0xff, ...CMD0]), Heard.GoToSpi)
    })

    test("is too early without the clocks", () => {
        assert.equal(hearAll(new CardListener(), CMD0), Heard.GoToSpiTooEarly)
    })

    test("is another one where it is not CMD0, or its CRC is wrong", () => {
        assert.equal(hearAll(warm(), CMD8), Heard.OtherFrame)
        assert.equal(hearAll(warm(), [...CMD0.slice(0, 5), 0x97]), Heard.OtherFrame)
    })

    test("that CS breaks is none", () => {
        const listener = warm()
        hearAll(listener, CMD0.slice(0, 3))
        listener.breakFrame()
        assert.equal(hearAll(listener, CMD0), Heard.GoToSpi)
    })
})

describe("bytes for other chips", () => {
    test("that make a valid command in any position lead the card astray, once", () => {
        for (let cut = 0; cut <= CMD8.length; cut++) {
            const listener = warm()
            listener.overhear(Uint8Array.from([0x12, ...CMD8.slice(0, cut)]))
            listener.overhear(Uint8Array.from([...CMD8.slice(cut), 0x34]))
            assert.equal(hearAll(listener, CMD0), Heard.Nothing)
            assert.equal(hearAll(listener, CMD0), Heard.GoToSpi)
        }
    })

    test("with a wrong CRC, and CMD0 itself, do not", () => {
        for (const bytes of [[...CMD8.slice(0, 5), 0x85], CMD0]) {
            const listener = warm()
            listener.overhear(Uint8Array.from(bytes))
            assert.equal(hearAll(listener, CMD0), Heard.GoToSpi)
        }
    })
})
