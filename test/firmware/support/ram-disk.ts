/** A card in memory that keeps only the sectors that are not all zeros, and notes what is written. */
import * as ds from "@devicescript/core"
import { BlockDevice, SECTOR_BYTES } from "../../../src/hal/block-device"
import { Meanwhile } from "../../../src/hal/spi"
import { Fault, FaultCode } from "../../../src/util/fault"

const ZEROS = Buffer.alloc(SECTOR_BYTES).toString("hex")

export class RamDisk implements BlockDevice {
    meanwhile: Meanwhile | undefined = undefined
    isWriteProtected = false
    erasedByte: number | undefined = 0
    longestBusyUs = 0
    /** First sector of each write since it was set to []. */
    written: number[] = []
    /** So many writes go well before all the others fail. */
    writesLeft = 1000000
    private numbers: number[] = []
    private contents: Buffer[] = []
    private lastPoked = Buffer.alloc(SECTOR_BYTES)

    constructor(readonly sectorCount: number) {}

    async read(start: number, into: Buffer, atByte: number, sectorCount: number): Promise<void> {
        await ds.sleep(0)
        ds.assert(start >= 0 && start + sectorCount <= this.sectorCount, "read on the card")
        ds.assert(atByte + sectorCount * SECTOR_BYTES <= into.length, "room to read into")
        for (let i = 0; i < sectorCount; i++) {
            const content = this.peek(start + i)
            into.blitAt(atByte + i * SECTOR_BYTES, content, 0, SECTOR_BYTES)
        }
    }

    async write(start: number, from: Buffer, atByte: number, sectorCount: number): Promise<void> {
        await ds.sleep(0)
        ds.assert(start >= 0 && start + sectorCount <= this.sectorCount, "write on the card")
        if (this.writesLeft === 0) throw new Fault(FaultCode.Protocol, "no writes left")
        this.writesLeft--
        this.written.push(start)
        for (let i = 0; i < sectorCount; i++) {
            const sector = Buffer.alloc(SECTOR_BYTES)
            const straight = Math.min(SECTOR_BYTES, from.length - atByte)
            sector.blitAt(0, from, atByte, straight)
            sector.blitAt(straight, from, 0, SECTOR_BYTES - straight)
            atByte += SECTOR_BYTES
            if (atByte >= from.length) atByte -= from.length
            this.poke(start + i, sector)
        }
    }

    async erase(start: number, sectorCount: number): Promise<void> {
        await ds.sleep(0)
        ds.assert(start >= 0 && start + sectorCount <= this.sectorCount, "erase on the card")
        const erased = Buffer.alloc(SECTOR_BYTES)
        const byte = this.erasedByte
        if (byte !== undefined) erased.fillAt(0, SECTOR_BYTES, byte)
        for (let i = 0; i < sectorCount; i++) this.poke(start + i, erased)
    }

    /** What a sector holds; not to be changed. */
    peek(number: number): Buffer {
        const at = this.numbers.indexOf(number)
        return at < 0 ? Buffer.alloc(SECTOR_BYTES) : this.contents[at]
    }

    /** Give a sector a content, which is kept. */
    poke(number: number, sector: Buffer): void {
        const at = this.numbers.indexOf(number)
        const text = sector.toString("hex")
        // Both copies of a table are written one after the other: that content is kept once.
        if (text === this.lastPoked.toString("hex")) sector = this.lastPoked
        this.lastPoked = sector
        if (text === ZEROS) {
            if (at < 0) return
            // A negative count takes elements out.
            this.numbers.insert(at, -1)
            this.contents.insert(at, -1)
        } else if (at >= 0) this.contents[at] = sector
        else {
            this.numbers.push(number)
            this.contents.push(sector)
        }
    }

    /** The sectors that are not all zeros. */
    usedSectors(): number[] {
        return this.numbers
    }
}
