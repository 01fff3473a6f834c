import type { Random } from "../../clock/random.ts"
import { crc7Byte } from "./crc.ts"

/** Registers of an SDHC card (SD Physical Layer Simplified Specification, clauses 5.1 – 5.6 and 4.10.2). */

/** Capacity is stated in units of 512 KiB. */
export const CAPACITY_UNIT_SECTORS = 1024

/** OCR (5.1): 2.7 – 3.6 V; bit 31 power-up done, bit 30 CCS: addresses are sectors. */
export const OCR_VOLTAGES = 0x00ff8000
export const OCR_READY_SDHC = 0xc0000000

/** Byte 14 of the CSD: TMP_WRITE_PROTECT (5.3.2). */
const TEMPORARY_WRITE_PROTECT = 0x10

/** CSD version 2.0 (5.3.3): 25 MHz, READ_BL_LEN 9. */
export function csdVersion2(sectorCount: number, isWriteProtected: boolean): Uint8Array {
    const cSize = Math.floor(sectorCount / CAPACITY_UNIT_SECTORS) - 1
    const csd = Uint8Array.of(
        ...[0x40, 0x0e, 0x00, 0x32, 0x5b, 0x59, 0x00],
        ...[(cSize >> 16) & 0x3f, (cSize >> 8) & 0xff, cSize & 0xff],
        ...[0x7f, 0x80, 0x0a, 0x40, isWriteProtected ? TEMPORARY_WRITE_PROTECT : 0x00, 0x00]
    )
    csd[15] = crc7Byte(csd, 15)
    return csd
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

/** SCR (5.6): physical layer 3.0, erased data read as 0, 1 and 4 data lines. */
export function scr(): Uint8Array {
    return Uint8Array.of(0x02, 0x35, 0x80, 0x00, 0x00, 0x00, 0x00, 0x00)
}

/** SD status (4.10.2): speed class 10, allocation units of 4 MiB. */
export function sdStatus(): Uint8Array {
    const status = new Uint8Array(64)
    status[8] = 0x04
    status[10] = 0x90
    return status
}
