/** Check codes of the SD bus (SD Physical Layer Simplified Specification, clause 4.5). */

const CRC7_POLYNOMIAL = 0x09
const CRC16_POLYNOMIAL = 0x1021

/** CRC7 of `length` bytes, as it stands in the last byte of a command: shifted left, end bit set. */
export function crc7Byte(bytes: Uint8Array, length: number): number {
    let crc = 0
    for (let i = 0; i < length; i++) {
        for (let bit = 7; bit >= 0; bit--) {
            const isFlipped = ((bytes[i]! >> bit) & 1) !== crc >> 6
            crc = (crc << 1) & 0x7f
            if (isFlipped) crc ^= CRC7_POLYNOMIAL
        }
    }
    return (crc << 1) | 1
}

const CRC16_TABLE = Uint16Array.from({ length: 256 }, (_, value) => {
    let crc = value << 8
    for (let bit = 0; bit < 8; bit++)
        crc = crc & 0x8000 ? ((crc << 1) ^ CRC16_POLYNOMIAL) & 0xffff : (crc << 1) & 0xffff
    return crc
})

/** CRC16 of a data block, 0 … 65535. */
export function crc16(bytes: Uint8Array, length: number): number {
    let crc = 0
    for (let i = 0; i < length; i++)
        crc = ((crc << 8) & 0xffff) ^ CRC16_TABLE[(crc >> 8) ^ bytes[i]!]!
    return crc
}
