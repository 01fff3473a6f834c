/** NXP SC16IS740/750/760, data sheet Rev. 7 (9 June 2011): registers in the data sheet's spelling. */

// Register addresses, table 10.
export const IER = 0x01
export const FCR = 0x02
export const LCR = 0x03
export const MCR = 0x04
export const MSR = 0x06
export const TCR = 0x06
export const SPR = 0x07
export const TLR = 0x07
export const IOControl = 0x0e
export const EFCR = 0x0f

// While LCR[7] = 1.
export const DLL = 0x00
export const DLH = 0x01
// While LCR = 0xBF.
export const EFR = 0x02

/** Address byte: bit 7 read, bits 6:3 register, bits 2:1 channel (A). */
export const READ = 0x80
export const REGISTER_SHIFT = 3
/** Bursts from RHR and to THR, both 0x00. */
export const READ_RHR = 0x80
export const WRITE_THR = 0x00
/** Frames that read TXLVL (0x08) and RXLVL (0x09): address byte, and a byte for the value. */
export const READ_TXLVL = hex`c0 ff`
export const READ_RXLVL = hex`c8 ff`

// FCR bits.
export const FCR_ENABLE = 0x01
export const FCR_RESET_RX_TX = 0x06

// LCR values.
export const LCR_8N1 = 0x03
export const LCR_DIVISOR_LATCH = 0x80
export const LCR_ENHANCED = 0xbf

// MCR bits.
export const MCR_DTR_RTS = 0x03
export const MCR_TCR_TLR_ENABLE = 0x04
export const MCR_LOOPBACK = 0x10

// MSR bits.
export const MSR_RI = 0x40
/** RI# has gone from low to high; reading takes it back. */
export const MSR_RI_ENDED = 0x04

// EFR bits.
export const EFR_ENHANCED = 0x10
export const EFR_AUTO_RTS_CTS = 0xc0

// IER bits.
export const IER_RHR = 0x01

// IOControl bits.
/** GPIO7:4 become RI, CD, DTR and DSR. */
export const IOCONTROL_MODEM_PINS = 0x02
export const IOCONTROL_RESET = 0x08

/** Depth of either FIFO in characters. */
export const FIFO_BYTES = 64
