import assert from "node:assert/strict"
import { test } from "node:test"
import { encodeBootSector, encodeFat32Head } from "../../../sim/card/boot-sector.ts"
import { planGeometry } from "../../../sim/card/geometry.ts"

const FAT32 = encodeFat32Head(planGeometry("fat32", "mbr", 4096)!)
const FAT16 = encodeBootSector(planGeometry("fat16", "mbr", 16)!)

test("a FAT32 boot sector has its fields at the places of the specification", () => {
    assert.equal(FAT32.subarray(0, 3).toString("hex"), "eb5890")
    // 512 bytes, 64 sectors, 6146 reserved, 2 FATs, no root entries, no 16-bit sizes, media F8.
    assert.equal(FAT32.subarray(0x0b, 0x18).toString("hex"), "0002400218020000" + "0000f80000")
    // 8192 hidden sectors, 8380416 in all, 1023 a FAT, mirrored, version 0, root cluster 2, FSInfo 1, backup 6.
    const tail =
        "00200000" + "00e07f00" + "ff030000" + "0000" + "0000" + "02000000" + "0100" + "0600"
    assert.equal(FAT32.subarray(0x1c, 0x34).toString("hex"), tail)
    assert.equal(FAT32.toString("latin1", 0x47, 0x5a), "AFTERBEEP  FAT32   ")
    assert.deepEqual([FAT32[0x42], FAT32[0x1fe], FAT32[0x1ff]], [0x29, 0x55, 0xaa])
})

test("behind it stand FSInfo and a third sector with a signature", () => {
    assert.equal(FAT32.length, 3 * 512)
    assert.equal(FAT32.readUInt32LE(512), 0x41615252)
    assert.equal(FAT32.readUInt32LE(512 + 0x1e8), 130815)
    assert.equal(FAT32.readUInt16LE(1024 + 0x1fe), 0xaa55)
})

test("a FAT16 boot sector counts few sectors in 16 bits and many in 32", () => {
    assert.equal(FAT16.readUInt16LE(0x13), 16 * 2048 - 8192)
    assert.equal(FAT16.readUInt32LE(0x20), 0)
    assert.equal(FAT16.readUInt16LE(0x11), 512)
    assert.equal(FAT16.toString("latin1", 0x2b, 0x3e), "AFTERBEEP  FAT16   ")
    const large = encodeBootSector(planGeometry("fat16", "mbr", 64)!)
    assert.equal(large.readUInt16LE(0x13), 0)
    assert.equal(large.readUInt32LE(0x20), 64 * 2048 - 8192)
})
