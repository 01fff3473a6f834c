import assert from "node:assert/strict"
import { test } from "node:test"
import {
    BlockSender,
    ErrorToken,
    type BlockSource,
} from "../../../../sim/chips/sdcard/block-sender.ts"
import { crc16 } from "../../../../sim/chips/sdcard/crc.ts"

class ListedBlocks implements BlockSource {
    sentCount = 0
    error: ErrorToken | undefined
    askedCount = 0

    constructor(private readonly blocks: (Uint8Array | ErrorToken)[]) {}

    isOver = (): boolean => this.blocks.length === 0
    next = (): Uint8Array | ErrorToken => {
        this.askedCount++
        return this.blocks.shift()!
    }
    accessUs = (): number => 300
    onSent = (): void => void this.sentCount++
    onError = (token: ErrorToken): void => void (this.error = token)
}

/** Take what the sender has in pieces of that length, byte times of 2 µs. */
function take(sender: BlockSender, pieceBytes: number, atUs: number): number[] {
    const bytes: number[] = []
    while (sender.isSending(atUs)) {
        const piece = new Uint8Array(pieceBytes)
        const count = sender.send(piece, 0, pieceBytes, atUs + pieceBytes * 2)
        bytes.push(...piece.subarray(0, count))
    }
    return bytes
}

test("a block is a token, its bytes and their CRC, in whatever pieces it is taken", () => {
    const block = Uint8Array.from({ length: 16 }, (_, i) => i * 3)
    const crc = crc16(block, 16)
    const wanted = [0xfe, ...block, crc >> 8, crc & 0xff]
    for (const pieceBytes of [1, 2, 5, 18, 19, 40]) {
        const source = new ListedBlocks([block])
        const sender = new BlockSender(source, 100)
        assert.equal(sender.isSending(99), false)
        assert.deepEqual(take(sender, pieceBytes, 100), wanted)
        assert.equal(sender.isOver, true)
        assert.equal(source.sentCount, 1)
    }
})

test("the next block comes after its own access time, and is not asked for before", () => {
    const source = new ListedBlocks([new Uint8Array(4), new Uint8Array(4)])
    const sender = new BlockSender(source, 0)
    sender.send(new Uint8Array(7), 0, 7, 14)
    assert.equal(source.askedCount, 1)
    assert.equal(sender.isMidBlock, false)
    assert.equal(sender.isSending(313), false)
    assert.equal(sender.isSending(314), true)
    assert.equal(sender.isOver, false)
})

test("an error token takes the place of a block, and nothing follows it", () => {
    const source = new ListedBlocks([ErrorToken.EccFailed, new Uint8Array(4)])
    const sender = new BlockSender(source, 0)
    assert.deepEqual(take(sender, 8, 0), [0x04])
    assert.equal(sender.isOver, true)
    assert.equal(source.error, ErrorToken.EccFailed)
    assert.equal(source.sentCount, 0)
    assert.equal(sender.isSending(1_000_000), false)
})
