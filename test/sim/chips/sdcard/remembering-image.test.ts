import assert from "node:assert/strict"
import { test } from "node:test"
import { type SectorImage } from "../../../../sim/chips/sdcard/card-image.ts"
import { RememberingImage } from "../../../../sim/chips/sdcard/remembering-image.ts"

test("what is about to change is told before it does, and everything is done as asked", () => {
    const story: string[] = []
    const inner: SectorImage = {
        sectorCount: 8,
        read: lba => (story.push(`read ${lba}`), new Uint8Array(512)),
        write: (lba, bytes) => void story.push(`write ${lba} ${bytes.length}`),
        fill: (lba, count, byte) => void story.push(`fill ${lba} ${count} ${byte}`),
        close: () => void story.push("close"),
    }
    const image = new RememberingImage(inner, (lba, count) => story.push(`before ${lba} ${count}`))
    assert.equal(image.sectorCount, 8)
    image.read(1)
    image.write(2, new Uint8Array(1024))
    image.fill(4, 3, 0xff)
    image.close()
    assert.deepEqual(story, [
        "read 1",
        "before 2 2",
        "write 2 1024",
        "before 4 3",
        "fill 4 3 255",
        "close",
    ])
})
