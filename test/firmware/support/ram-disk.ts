/**
 * A card in memory: it keeps only the sectors that are not all zeros, notes what is written, and can lose its power at
 * any sector that is written to it.
 */
import * as ds from "@devicescript/core"
import { BlockDevice, SECTOR_BYTES } from "../../../src/hal/block-device"
import { Meanwhile } from "../../../src/hal/spi"
import { Fault, FaultCode } from "../../../src/util/fault"

/** All sectors of zeros share it. */
const ZEROS = Buffer.alloc(SECTOR_BYTES)

/** What becomes of the sector that is being written while the power goes. */
export enum Cut {
    /** It is as it was. */
    Before,
    TornFirst,
    TornSecond,
    Zeros,
    Ones,
    Garbage,
    /** It is lost, the next one of the same command is not. */
    Reordered,
    /** All of the same command are lost. */
    StreamLost,
    After,
}

export class RamDisk implements BlockDevice {
    meanwhile: Meanwhile | undefined = undefined
    isWriteProtected = false
    erasedByte: number | undefined = 0
    longestBusyUs = 0
    /** First sector of each write since it was set to []. */
    written: number[] = []
    /** Sectors that were read since it was set to 0. */
    readCount = 0
    /** What each command that reads takes. */
    readMs = 0
    /** In so many commands. */
    readCommands = 0
    /** So many writes go well before all the others fail. */
    writesLeft = 1000000
    /** Sectors that are written, and runs erased, until the power goes. */
    cutIn = 1000000
    cut = Cut.Before
    /** What is written is taken, and not kept; erasing does nothing. */
    isStale = false
    sectorCount: number
    /** What the run that is open has written over, and where it began. */
    private runBefore: Buffer[] = []
    private runStart = 0
    /** The last sector of that run was taken and not kept: with the next one the power goes. */
    private isPreviousLost = false
    /** What was written last: the copies of a table share their room. */
    private lastWritten: Buffer | undefined = undefined
    private numbers: number[] = []
    private contents: Buffer[] = []
    /** Runs of equal sectors: start, end, content. */
    private runs: any[][] = []

    constructor(private size: number) {
        this.sectorCount = size
    }

    /** The same card once more; what it holds is shared until it is changed. */
    copy(): RamDisk {
        const disk = new RamDisk(this.size)
        disk.erasedByte = this.erasedByte
        disk.numbers.pushRange(this.numbers)
        disk.contents.pushRange(this.contents)
        disk.runs.pushRange(this.runs)
        return disk
    }

    /** The power comes back. */
    powerOn(): void {
        this.sectorCount = this.size
        this.cutIn = 1000000
    }

    async read(start: number, into: Buffer, atByte: number, sectorCount: number): Promise<void> {
        await ds.sleep(this.readMs)
        this.demandPower()
        ds.assert(start >= 0 && start + sectorCount <= this.size, "read on the card")
        ds.assert(atByte + sectorCount * SECTOR_BYTES <= into.length, "room to read into")
        await this.endRun()
        this.readCount += sectorCount
        this.readCommands++
        for (let i = 0; i < sectorCount; i++) {
            const content = this.peek(start + i)
            into.blitAt(atByte + i * SECTOR_BYTES, content, 0, SECTOR_BYTES)
        }
    }

    async write(start: number, from: Buffer, atByte: number, sectorCount: number): Promise<void> {
        await ds.sleep(0)
        this.demandPower()
        ds.assert(start >= 0 && start + sectorCount <= this.size, "write on the card")
        const next = this.runStart + this.runBefore.length
        const isLast = this.runBefore.length > 0 && sectorCount === 1 && start === next
        if (isLast) await this.writeNext(start, from, atByte)
        await this.endRun()
        if (isLast) return
        if (this.isWriteProtected) throw new Fault(FaultCode.WriteProtected, "locked")
        if (this.writesLeft === 0) throw new Fault(FaultCode.Protocol, "no writes left")
        this.writesLeft--
        this.written.push(start)
        if (from.length === SECTOR_BYTES && sectorCount > 1) {
            this.countDown()
            this.fill(start, start + sectorCount, sectorFrom(from, 0))
            return
        }
        this.runStart = start
        this.runBefore = []
        for (let i = 0; i < sectorCount; i++) {
            const nextAt = (atByte + (i + 1) * SECTOR_BYTES) % from.length
            const next = i + 1 < sectorCount ? sectorFrom(from, nextAt) : undefined
            this.program(sectorFrom(from, (atByte + i * SECTOR_BYTES) % from.length), next)
        }
        this.runBefore = []
    }

    async writeNext(sector: number, from: Buffer, atByte: number): Promise<number> {
        await ds.sleep(0)
        this.demandPower()
        if (this.runBefore.length === 0) {
            if (this.writesLeft === 0) throw new Fault(FaultCode.Protocol, "no writes left")
            this.writesLeft--
            this.written.push(sector)
            this.runStart = sector
        }
        ds.assert(sector === this.runStart + this.runBefore.length, "the run's next sector")
        const content = sectorFrom(from, atByte)
        if (this.isPreviousLost) {
            this.poke(sector, content)
            this.fail()
        }
        this.isPreviousLost = this.cutIn === 0 && this.cut === Cut.Reordered
        if (this.isPreviousLost) this.runBefore.push(this.peek(sector))
        else this.program(content, undefined)
        return sector + 1
    }

    async endRun(): Promise<boolean> {
        if (this.isPreviousLost) this.fail()
        this.runBefore = []
        return true
    }

    /** Write the next sector of a run. @param next the one after it, where the card has it already */
    private program(sector: Buffer, next: Buffer | undefined): void {
        const before = this.runBefore
        const number = this.runStart + before.length
        before.push(this.peek(number))
        if (this.cutIn === 0) this.cutSector(this.runStart, before, sector, next)
        this.cutIn--
        if (isEqual(ZEROS, sector)) this.lastWritten = ZEROS
        else if (this.lastWritten === undefined || !isEqual(this.lastWritten, sector))
            this.lastWritten = sector
        this.poke(number, this.lastWritten)
    }

    async erase(start: number, sectorCount: number): Promise<void> {
        await ds.sleep(0)
        this.demandPower()
        ds.assert(start >= 0 && start + sectorCount <= this.size, "erase on the card")
        await this.endRun()
        if (this.isWriteProtected) throw new Fault(FaultCode.WriteProtected, "locked")
        if (this.erasedByte === undefined) throw new Fault(FaultCode.Protocol, "no erase")
        if (this.isStale) return
        const erased = Buffer.alloc(SECTOR_BYTES)
        erased.fillAt(0, SECTOR_BYTES, this.erasedByte)
        if (this.cutIn === 0 && this.cut !== Cut.Before)
            this.fill(start, start + Math.idiv(sectorCount, 2), erased)
        this.countDown()
        this.fill(start, start + sectorCount, erased)
    }

    /** What a sector holds; not to be changed: other sectors, and other copies of this card, may share it. */
    peek(number: number): Buffer {
        const at = this.find(number)
        if (at >= 0) return this.contents[at]
        for (let i = this.runs.length - 1; i >= 0; i--) {
            const run = this.runs[i]
            if (number >= run[0] && number < run[1]) return run[2]
        }
        return Buffer.alloc(SECTOR_BYTES)
    }

    /** What a sector holds, to be changed as a PC would. */
    edit(number: number): Buffer {
        const own = sectorFrom(this.peek(number), 0)
        this.poke(number, own)
        return own
    }

    /** Give a sector a content, which is kept. */
    poke(number: number, sector: Buffer): void {
        const at = this.find(number)
        if (at >= 0) this.contents[at] = sector
        else {
            this.numbers.push(number)
            this.contents.push(sector)
        }
    }

    /** Which of some sectors are kept by themselves: all others are zeros, or parts of an equal run. */
    keptIn(start: number, end: number): number[] {
        return this.numbers.filter(number => number >= start && number < end)
    }

    private find(number: number): number {
        const numbers = this.numbers
        const count = numbers.length
        for (let i = 0; i < count; i++) {
            if (numbers[i] === number) return i
        }
        return -1
    }

    private fill(start: number, end: number, content: Buffer): void {
        for (let i = this.numbers.length - 1; i >= 0; i--) {
            if (this.numbers[i] < start || this.numbers[i] >= end) continue
            // A negative count takes elements out.
            this.numbers.insert(i, -1)
            this.contents.insert(i, -1)
        }
        for (let i = this.runs.length - 1; i >= 0; i--) {
            if (this.runs[i][0] >= start && this.runs[i][1] <= end) this.runs.insert(i, -1)
        }
        const last = this.runs[this.runs.length - 1]
        const isSame =
            last && last[1] === start && last[2].toString("hex") === content.toString("hex")
        if (isSame) this.runs[this.runs.length - 1] = [last[0], end, last[2]]
        else this.runs.push([start, end, content])
    }

    private countDown(): void {
        if (this.cutIn === 0) this.fail()
        this.cutIn--
    }

    private cutSector(
        start: number,
        before: Buffer[],
        sector: Buffer,
        next: Buffer | undefined
    ): void {
        const number = start + before.length - 1
        const result = sectorFrom(before[before.length - 1], 0)
        const cut = this.cut
        if (cut === Cut.TornFirst) result.blitAt(0, sector, 0, 256)
        else if (cut === Cut.TornSecond) result.blitAt(256, sector, 256, 256)
        else if (cut === Cut.Zeros) result.fillAt(0, SECTOR_BYTES, 0)
        else if (cut === Cut.Ones) result.fillAt(0, SECTOR_BYTES, 0xff)
        else if (cut === Cut.Garbage) putGarbage(result, number)
        else if (cut === Cut.Reordered && next) this.poke(number + 1, next)
        else if (cut === Cut.StreamLost) {
            for (let i = 0; i < before.length - 1; i++) this.poke(start + i, before[i])
        } else if (cut === Cut.After) result.blitAt(0, sector, 0, SECTOR_BYTES)
        this.poke(number, result)
        this.fail()
    }

    private fail(): never {
        this.sectorCount = 0
        this.runBefore = []
        this.isPreviousLost = false
        throw new Fault(FaultCode.Absent, "no power")
    }

    private demandPower(): void {
        if (this.sectorCount === 0) this.fail()
    }
}

function sectorFrom(from: Buffer, atByte: number): Buffer {
    const sector = Buffer.alloc(SECTOR_BYTES)
    const straight = Math.min(SECTOR_BYTES, from.length - atByte)
    sector.blitAt(0, from, atByte, straight)
    sector.blitAt(straight, from, 0, SECTOR_BYTES - straight)
    return sector
}

function isEqual(one: Buffer, other: Buffer): boolean {
    for (let at = 0; at < SECTOR_BYTES; at += 4) {
        if (one.getAt(at, "i32") !== other.getAt(at, "i32")) return false
    }
    return true
}

function putGarbage(sector: Buffer, seed: number): void {
    let state = seed | 1
    for (let at = 0; at < SECTOR_BYTES; at += 4) {
        state = Math.imul(state, 1664525) + 1013904223
        sector.setAt(at, "i32", state | 0)
    }
}
