/** Cards in memory that differ from another one by some sectors. */

import assert from "node:assert/strict"
import { test } from "node:test"
import type { SectorImage } from "../../../../sim/chips/sdcard/card-image.ts"
import { OverlayImage } from "../../../../sim/chips/sdcard/overlay-image.ts"

function sectorOf(byte: number): Uint8Array {
    return new Uint8Array(512).fill(byte)
}

/** A card whose sectors hold their own numbers, and which must not be written. */
function numbered(): SectorImage & { reads: number } {
    return {
        sectorCount: 100,
        reads: 0,
        read(lba) {
            this.reads++
            return sectorOf(lba)
        },
        write: () => assert.fail("the base is written"),
        fill: () => assert.fail("the base is filled"),
        close: () => assert.fail("the base is closed"),
    }
}

test("what was written is there, the rest is the base's", () => {
    const image = new OverlayImage(numbered())
    const two = new Uint8Array(1024).fill(7, 0, 512).fill(8, 512)
    image.write(5, two)
    assert.deepEqual(
        [4, 5, 6, 7].map(lba => image.read(lba)[0]),
        [4, 7, 8, 7]
    )
    image.fill(20, 2, 0xff)
    assert.deepEqual(
        [19, 20, 21, 22].map(lba => image.peek(lba)[511]),
        [19, 255, 255, 22]
    )
    image.close()
})

test("a sector that was read is the caller's", () => {
    const image = new OverlayImage(numbered())
    image.read(3).fill(0)
    const written = sectorOf(9)
    image.write(4, written)
    written.fill(0)
    assert.deepEqual([image.read(3)[0], image.read(4)[0]], [3, 9])
})

test("the base is asked once for a sector", () => {
    const base = numbered()
    const image = new OverlayImage(base)
    for (let i = 0; i < 3; i++) {
        image.load(new Map())
        image.read(3)
    }
    assert.equal(base.reads, 1)
})

test("another card is loaded in two layers, which stay as they are", () => {
    const image = new OverlayImage(numbered())
    image.write(1, sectorOf(50))
    const below = new Map([
        [2, sectorOf(60)],
        [3, sectorOf(61)],
    ])
    const patch = new Map([[3, sectorOf(70)]])
    image.load(below, patch)
    assert.deepEqual(
        [1, 2, 3].map(lba => image.read(lba)[0]),
        [1, 60, 70]
    )
    image.write(2, sectorOf(80))
    assert.equal(below.get(2)![0], 60)
    const saved = image.save()
    image.load(new Map())
    assert.deepEqual(
        [...saved].map(([lba, bytes]) => [lba, bytes[0]]),
        [
            [2, 80],
            [3, 70],
        ]
    )
})

test("who watches is told of each sector, and of a run that is filled at once", () => {
    const image = new OverlayImage(numbered())
    const told: string[] = []
    image.watch = {
        written: (lba, bytes) => told.push(`${lba}=${bytes[0]}`),
        filled: (lba, count, bytes) => told.push(`${lba}+${count}=${bytes[0]}`),
    }
    image.write(5, new Uint8Array(1024).fill(7))
    image.fill(8, 3, 0)
    assert.deepEqual(told, ["5=7", "6=7", "8+3=0"])
})
