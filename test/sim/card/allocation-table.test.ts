import assert from "node:assert/strict"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { AllocationTable } from "../../../sim/card/allocation-table.ts"
import { makeCardImage } from "../../../sim/card/format.ts"
import { type FatFormat } from "../../../sim/card/geometry.ts"
import { ImageFile } from "../../../sim/card/image-file.ts"
import { findVolume } from "../../../sim/card/mbr.ts"
import { decodeBootSector, type VolumeLayout } from "../../../sim/card/volume-layout.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

const FORMATS: FatFormat[] = ["fat16", "fat32"]

function openCard(t: TestContext, format: FatFormat): { image: ImageFile; layout: VolumeLayout } {
    const path = join(scratchFolder(t), "card.img")
    makeCardImage(path, { sizeMB: 41, format })
    const image = new ImageFile(path, "r")
    t.after(() => image.close())
    const { startSector } = findVolume(image)
    return { image, layout: decodeBootSector(image.read(startSector, 1), startSector) }
}

for (const format of FORMATS) {
    test(`a chain on ${format} is taken, made longer, followed and given back`, t => {
        const { image, layout } = openCard(t, format)
        const table = new AllocationTable(image, layout, undefined)
        const free = table.freeCount
        assert.equal(free, layout.clusterCount - (format === "fat32" ? 1 : 0))
        const [first, ...others] = table.allocate(3)
        const added = table.extend(others.at(-1)!)
        assert.deepEqual(table.chain(first!), [first, ...others, added])
        assert.equal(table.freeCount, free - 4)
        table.release(table.chain(first!))
        assert.equal(table.freeCount, free)
    })

    test(`flush writes both FATs of ${format} alike`, t => {
        const { image, layout } = openCard(t, format)
        const table = new AllocationTable(image, layout, undefined)
        const clusters = table.allocate(300)
        table.flush()
        const [one, two] = layout.fatStartSectors.map(start => image.read(start, layout.fatSectors))
        assert.deepEqual(one, two)
        const again = new AllocationTable(image, layout, undefined)
        assert.deepEqual(again.chain(clusters[0]!), clusters)
        assert.equal(again.freeCount, table.freeCount)
    })
}

test("the search begins at the hint, goes round at the end, and doubts a wrong hint", t => {
    const { image, layout } = openCard(t, "fat32")
    const last = layout.clusterCount + 1
    const table = new AllocationTable(image, layout, last - 1)
    assert.deepEqual(table.allocate(3), [last - 1, last, 3])
    for (const hint of [0, 1, last + 1, 0xffffffff])
        assert.deepEqual(new AllocationTable(image, layout, hint).allocate(1), [3])
})

test("the upper four bits of a FAT32 entry stay", t => {
    const { image, layout } = openCard(t, "fat32")
    const start = layout.fatStartSectors[0]!
    const sector = image.read(start, 1)
    sector.writeUInt32LE(0xa0000000, 3 * 4)
    image.write(start, sector)
    const table = new AllocationTable(image, layout, undefined)
    assert.deepEqual(table.allocate(1), [3])
    table.flush()
    assert.equal(image.read(start, 1).readUInt32LE(3 * 4), 0xafffffff)
})

test("a card that is too full gives nothing", t => {
    const { image, layout } = openCard(t, "fat16")
    const table = new AllocationTable(image, layout, undefined)
    const free = table.freeCount
    assert.throws(() => table.allocate(free + 1), /the card is full/)
    assert.equal(table.allocate(free).length, free)
    assert.throws(() => table.allocate(1), /1 clusters are needed, 0 are free/)
    assert.deepEqual(table.allocate(0), [])
})

test("a chain that ends in a free cluster or outside the volume is damaged", t => {
    const { image, layout } = openCard(t, "fat16")
    const table = new AllocationTable(image, layout, undefined)
    assert.deepEqual(table.chain(0), [])
    assert.throws(() => table.chain(5), /the chain from cluster 5 is damaged/)
    assert.throws(() => table.chain(layout.clusterCount + 2), /is damaged/)
    assert.throws(() => table.chain(1), /is damaged/)
})
