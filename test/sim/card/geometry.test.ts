import assert from "node:assert/strict"
import { test } from "node:test"
import {
    type CardLayout,
    type FatFormat,
    type Geometry,
    planGeometry,
    possibleSizesMB,
} from "../../../sim/card/geometry.ts"

const LAYOUTS: CardLayout[] = ["mbr", "superfloppy"]

test("a card of 4 GB is laid out as cards are sold", () => {
    assert.deepEqual(planGeometry("fat32", "mbr", 4096), {
        format: "fat32",
        startSector: 8192,
        sectorCount: 4096 * 2048 - 8192,
        sectorsPerCluster: 64,
        reservedSectors: 8192 - 2 * 1023,
        fatSectors: 1023,
        rootEntryCount: 0,
        clusterCount: 130816,
    })
})

test("a card of 2 GB is FAT16 with clusters of 32 KiB", () => {
    const volume = planGeometry("fat16", "mbr", 2048)
    assert.equal(volume?.sectorsPerCluster, 64)
    assert.equal(volume.rootEntryCount, 512)
})

test("every size of FAT16 is within the rules", () => {
    for (const layout of LAYOUTS) {
        const { min, max } = possibleSizesMB("fat16", layout)
        assert.equal(max, 2048)
        for (let sizeMB = min; sizeMB <= max; sizeMB++)
            requireSound(planGeometry("fat16", layout, sizeMB), 4085, 65524)
    }
})

test("every size of FAT32 is within the rules", () => {
    for (const layout of LAYOUTS) {
        const { min, max } = possibleSizesMB("fat32", layout)
        for (let sizeMB = min; sizeMB <= 4200; sizeMB++)
            requireSound(planGeometry("fat32", layout, sizeMB), 65525, 0x0ffffff4)
        for (const sizeMB of [8192, 16384, 32768, 32769, 65536, 1000000, max])
            requireSound(planGeometry("fat32", layout, sizeMB), 65525, 0x0ffffff4)
    }
})

test("sizes beyond the limits have no volume", () => {
    for (const format of ["fat16", "fat32"] as FatFormat[]) {
        for (const layout of LAYOUTS) {
            const { min, max } = possibleSizesMB(format, layout)
            assert.equal(planGeometry(format, layout, min - 1), undefined)
            assert.equal(planGeometry(format, layout, max + 1), undefined)
        }
    }
})

/** What fatgen103 asks of a volume, and the alignment that the SD Association adds. */
function requireSound(
    volume: Geometry | undefined,
    clustersMin: number,
    clustersMax: number
): void {
    assert.ok(volume)
    const rootSectors = volume.rootEntryCount / 16
    const dataStart = volume.reservedSectors + 2 * volume.fatSectors + rootSectors
    const what = JSON.stringify(volume)
    const entriesPerSector = volume.format === "fat32" ? 128 : 256
    assert.ok(volume.clusterCount >= clustersMin && volume.clusterCount <= clustersMax, what)
    assert.ok(volume.fatSectors * entriesPerSector >= volume.clusterCount + 2, what)
    assert.ok(volume.reservedSectors >= 1 && volume.reservedSectors < 0x10000, what)
    assert.equal(dataStart % (volume.format === "fat32" ? 8192 : 128), 0, what)
    const unused = volume.sectorCount - dataStart - volume.clusterCount * volume.sectorsPerCluster
    assert.ok(unused >= 0 && unused < volume.sectorsPerCluster, what)
    assert.ok([1, 2, 4, 8, 16, 32, 64, 128].includes(volume.sectorsPerCluster), what)
}
