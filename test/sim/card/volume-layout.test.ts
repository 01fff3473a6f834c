import assert from "node:assert/strict"
import { test } from "node:test"
import { encodeBootSector } from "../../../sim/card/boot-sector.ts"
import { planGeometry } from "../../../sim/card/geometry.ts"
import { decodeBootSector, looksLikeFat } from "../../../sim/card/volume-layout.ts"

const FAT32 = encodeBootSector(planGeometry("fat32", "mbr", 4096)!)
const FAT16 = encodeBootSector(planGeometry("fat16", "mbr", 16)!)

function changed(sector: Buffer, at: number, ...bytes: number[]): Buffer {
    const copy = Buffer.from(sector)
    copy.set(bytes, at)
    return copy
}

test("the parts of a FAT32 volume are found", () => {
    assert.deepEqual(decodeBootSector(FAT32, 8192), {
        format: "fat32",
        sectorsPerCluster: 64,
        fatStartSectors: [8192 + 6146, 8192 + 6146 + 1023],
        fatSectors: 1023,
        rootStartSector: 16384,
        rootSectors: 0,
        rootCluster: 2,
        dataStartSector: 16384,
        clusterCount: 130816,
        fsInfoSector: 8193,
    })
})

test("the parts of a FAT16 volume are found", () => {
    const layout = decodeBootSector(FAT16, 8192)
    assert.equal(layout.format, "fat16")
    assert.equal(layout.rootSectors, 32)
    assert.equal(layout.dataStartSector, layout.rootStartSector + 32)
    assert.equal(layout.dataStartSector % 128, 0)
    assert.equal(layout.fsInfoSector, undefined)
})

test("a FAT32 volume that does not mirror its FATs has one in use", () => {
    const layout = decodeBootSector(changed(FAT32, 0x28, 0x81), 8192)
    assert.deepEqual(layout.fatStartSectors, [8192 + 6146 + 1023])
})

test("a sector that is none of a FAT volume is refused", () => {
    const wrong: [Buffer, RegExp][] = [
        [Buffer.alloc(512), /sector 8192 is no boot sector/],
        [changed(FAT32, 0x1fe, 0), /no boot sector/],
        [changed(FAT32, 0x0b, 0, 4), /no boot sector/],
        [changed(FAT32, 0x0d, 3), /no boot sector/],
        [changed(FAT32, 0x24, 1, 0), /contradicts its \d+ clusters/],
        [changed(FAT32, 0x16, 1), /contradicts its \d+ clusters/],
        [changed(FAT32, 0x20, 0, 0, 0, 0), /leaves no room/],
        [changed(FAT16, 0x13, 0xff, 0x0f), /FAT12/],
    ]
    for (const [sector, message] of wrong)
        assert.throws(() => decodeBootSector(sector, 8192), message)
    assert.ok(looksLikeFat(FAT32) && !looksLikeFat(Buffer.alloc(512)))
})
