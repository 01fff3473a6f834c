import type { Random } from "../../clock/random.ts"
import type { CardKind } from "./card-kind.ts"
import { crc7Byte } from "./crc.ts"

/** Registers of SD cards (SD Physical Layer Simplified Specification, clauses 5.1 – 5.6 and 4.10.2). */

const SECTOR_BYTES_LOG2 = 9
/** CSD version 2 states the capacity in units of 512 KiB (5.3.3). */
const CAPACITY_UNIT_SECTORS = 1024
/** C_SIZE of CSD version 1 has 12 bits, C_SIZE_MULT 3 (5.3.2). */
const C_SIZE_V1_MAX = 4096
const C_SIZE_MULT_MAX = 7

/** OCR (5.1): 2.7 – 3.6 V; bit 31 power-up done, bit 30 CCS: addresses are sectors. */
const OCR_VOLTAGES = 0x00ff8000
const OCR_POWERED_UP = 0x80000000
const OCR_HIGH_CAPACITY = 0x40000000

/** Byte 14 of the CSD: TMP_WRITE_PROTECT (5.3.2). */
const TEMPORARY_WRITE_PROTECT = 0x10

/** What CSD version 1 says of a capacity. */
interface CapacityV1 {
    readonly blockLengthLog2: number
    readonly multiplier: number
    readonly cSize: number
}

export function hasHighCapacity(kind: CardKind): boolean {
    return kind.type !== "SDSC"
}

/** Sectors of a card on such a medium: what its CSD can state. */
export function reachableSectors(kind: CardKind, sectorCount: number): number {
    if (hasHighCapacity(kind)) return sectorCount - (sectorCount % CAPACITY_UNIT_SECTORS)
    const { blockLengthLog2, multiplier, cSize } = capacityV1(sectorCount)
    return cSize << (multiplier + 2 + blockLengthLog2 - SECTOR_BYTES_LOG2)
}

/** READ_BL_LEN and WRITE_BL_LEN, with which a card begins: 2^9, or 2^10 where 1 GiB is not enough. */
export function blockBytes(kind: CardKind, sectorCount: number): number {
    return (
        1 << (hasHighCapacity(kind) ? SECTOR_BYTES_LOG2 : capacityV1(sectorCount).blockLengthLog2)
    )
}

function capacityV1(sectorCount: number): CapacityV1 {
    for (const blockLengthLog2 of [SECTOR_BYTES_LOG2, SECTOR_BYTES_LOG2 + 1])
        for (let multiplier = 0; multiplier <= C_SIZE_MULT_MAX; multiplier++) {
            const unitLog2 = multiplier + 2 + blockLengthLog2 - SECTOR_BYTES_LOG2
            const cSize = Math.floor(sectorCount / (1 << unitLog2))
            if (cSize <= C_SIZE_V1_MAX) return { blockLengthLog2, multiplier, cSize }
        }
    throw new Error(`no SDSC card has ${sectorCount} sectors`)
}

/** CSD (5.3): 25 MHz, with erase. */
export function csd(kind: CardKind, sectorCount: number, isWriteProtected: boolean): Uint8Array {
    const bytes = hasHighCapacity(kind) ? csdVersion2(sectorCount) : csdVersion1(sectorCount)
    if (isWriteProtected) bytes[14]! |= TEMPORARY_WRITE_PROTECT
    bytes[15] = crc7Byte(bytes, 15)
    return bytes
}

function csdVersion2(sectorCount: number): Uint8Array {
    const cSize = sectorCount / CAPACITY_UNIT_SECTORS - 1
    return Uint8Array.of(
        ...[0x40, 0x0e, 0x00, 0x32, 0x5b, 0x59, 0x00],
        ...[(cSize >> 16) & 0x3f, (cSize >> 8) & 0xff, cSize & 0xff],
        ...[0x7f, 0x80, 0x0a, 0x40, 0x00, 0x00]
    )
}

function csdVersion1(sectorCount: number): Uint8Array {
    const { blockLengthLog2, multiplier, cSize } = capacityV1(sectorCount)
    const stated = cSize - 1
    return Uint8Array.of(
        ...[0x00, 0x26, 0x00, 0x32, 0x5b, 0x50 | blockLengthLog2],
        ...[0x80 | ((stated >> 10) & 0x03), (stated >> 2) & 0xff, ((stated & 0x03) << 6) | 0x2d],
        ...[0xb4 | (multiplier >> 1), ((multiplier & 1) << 7) | 0x7f, 0x80],
        ...[0x0a | (blockLengthLog2 >> 2), (blockLengthLog2 & 3) << 6, 0x00, 0x00]
    )
}

/** OCR (5.1) of a card that is ready, or is not yet. */
export function ocr(kind: CardKind, isReady: boolean): number {
    if (!isReady) return OCR_VOLTAGES
    const capacity = hasHighCapacity(kind) ? OCR_HIGH_CAPACITY : 0
    return (OCR_VOLTAGES | OCR_POWERED_UP | capacity) >>> 0
}

/** CID (5.2): maker, product "AFTRB" revision 1.0, serial number, month of making 2024-01. */
export function cid(random: Random): Uint8Array {
    const serial = random.nextUint32()
    const bytes = Uint8Array.of(
        ...[0x1d, 0x41, 0x42],
        ...[0x41, 0x46, 0x54, 0x52, 0x42, 0x10],
        ...[serial >>> 24, (serial >>> 16) & 0xff, (serial >>> 8) & 0xff, serial & 0xff],
        ...[0x01, 0x81, 0x00]
    )
    bytes[15] = crc7Byte(bytes, 15)
    return bytes
}

/**
 * SCR (5.6): physical layer 1.01, or 3.0; what erased data read as, in bit 7 of byte 1; then the kind of card; 1 and 4 data
 * lines.
 */
export function scr(kind: CardKind): Uint8Array {
    const specification = kind.version === 1 ? 0x00 : 0x02
    const security = { SDSC: 0x20, SDHC: 0x30, SDXC: 0x40 }[kind.type]
    const erased = kind.erased === "ones" ? 0x80 : 0x00
    const isVersion3 = kind.version === 1 ? 0x00 : 0x80
    return Uint8Array.of(specification, erased | security | 0x05, isVersion3, 0, 0, 0, 0, 0)
}

/** SD status (4.10.2): speed class 10, allocation units of 4 MiB. */
export function sdStatus(): Uint8Array {
    const status = new Uint8Array(64)
    status[8] = 0x04
    status[10] = 0x90
    return status
}
