import assert from "node:assert/strict"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { test, type TestContext } from "node:test"
import { withImage } from "../../../sim/card/image-file.ts"
import { findVolume, type SectorRange } from "../../../sim/card/mbr.ts"
import { scratchFolder } from "../../support/scratch-folder.ts"

interface Partition {
    readonly type: number
    readonly startSector: number
    readonly sectorCount: number
}

function find(t: TestContext, partitions: readonly Partition[], oem = ""): SectorRange {
    const sector = Buffer.alloc(100 * 512)
    partitions.forEach(({ type, startSector, sectorCount }, i) => {
        sector[0x1be + i * 16 + 4] = type
        sector.writeUInt32LE(startSector, 0x1be + i * 16 + 8)
        sector.writeUInt32LE(sectorCount, 0x1be + i * 16 + 12)
    })
    sector.write(oem, 3)
    sector.writeUInt16LE(0xaa55, 0x1fe)
    const path = join(scratchFolder(t), "card.img")
    writeFileSync(path, sector)
    return withImage(path, "r", findVolume)
}

test("the first partition of a FAT type is the volume, in any place of the table", t => {
    const linux = { type: 0x83, startSector: 1, sectorCount: 9 }
    for (const type of [0x01, 0x04, 0x06, 0x0b, 0x0c, 0x0e]) {
        const fat = { type, startSector: 10, sectorCount: 90 }
        const found = { startSector: 10, sectorCount: 90 }
        assert.deepEqual(find(t, [fat]), found)
        assert.deepEqual(find(t, [linux, linux, linux, fat]), found)
    }
})

test("a card without a FAT volume is refused with what it has", t => {
    assert.throws(() => find(t, []), /not FAT: no partition table/)
    const ntfs = { type: 0x07, startSector: 10, sectorCount: 90 }
    assert.throws(() => find(t, [ntfs]), /not FAT: partitions of type 0x07/)
    assert.throws(() => find(t, [], "EXFAT   "), /formatted as exFAT/)
})

test("a partition beyond the end of the card is refused", t => {
    const long = { type: 0x0c, startSector: 10, sectorCount: 91 }
    assert.throws(() => find(t, [long]), /does not lie on the card/)
})
