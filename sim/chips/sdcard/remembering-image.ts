/** A card's image of which is told what each sector held before it is changed. */
import { SECTOR_BYTES, type SectorImage } from "./card-image.ts"

/** @param lba first of `count` sectors that are about to change */
export type BeforeChange = (lba: number, count: number) => void

export class RememberingImage implements SectorImage {
    readonly sectorCount: number

    constructor(
        private readonly inner: SectorImage,
        private readonly onChange: BeforeChange
    ) {
        this.sectorCount = inner.sectorCount
    }

    read(lba: number): Uint8Array {
        return this.inner.read(lba)
    }

    write(lba: number, bytes: Uint8Array): void {
        this.onChange(lba, bytes.length / SECTOR_BYTES)
        this.inner.write(lba, bytes)
    }

    fill(lba: number, count: number, byte: number): void {
        this.onChange(lba, count)
        this.inner.fill(lba, count, byte)
    }

    close(): void {
        this.inner.close()
    }
}
