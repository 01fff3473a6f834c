/**
 * What an SD card in SPI mode understands and answers.
 *
 * From the SD Physical Layer Simplified Specification, chapter 7 (SPI mode), clauses 5.3 (CSD) and 5.6 (SCR).
 */

/** Command indexes (7.3.1.3). */
export enum Command {
    GoIdleState = 0,
    SendIfCond = 8,
    SendCsd = 9,
    StopTransmission = 12,
    SendStatus = 13,
    SetBlockLength = 16,
    ReadSingleBlock = 17,
    ReadMultipleBlock = 18,
    /** ACMD22: CMD55 goes before it. */
    AppSendWrittenBlocks = 22,
    WriteBlock = 24,
    WriteMultipleBlock = 25,
    EraseFirstBlock = 32,
    EraseLastBlock = 33,
    Erase = 38,
    /** ACMD41. */
    AppSendOpCond = 41,
    /** ACMD51. */
    AppSendScr = 51,
    AppCommand = 55,
    ReadOcr = 58,
    CrcOnOff = 59,
}

/** Response R1 (7.3.2.1): all other bits are errors. */
export const R1_READY = 0x00
export const R1_IDLE = 0x01
export const R1_ILLEGAL_MASK = 0x04
/** Bit 7 of R1 is 0; a line that nobody drives reads as ones. */
export const R1_ABSENT_MASK = 0x80
/** Second byte of the answer to CMD13 (7.3.2.3): the card is, or a part of it, write-protected. */
export const R2_WRITE_PROTECTED_MASK = 0x20

/** CMD8: 2.7–3.6 V, check pattern 0xAA; the card echoes both (7.3.1.4). */
export const IF_COND = 0x1aa
/** ACMD41: this host supports SDHC and SDXC. */
export const OP_COND_HIGH_CAPACITY = 0x40000000
/** First byte of the OCR, bit 30 of it: Card Capacity Status, addresses count blocks. */
export const OCR0_CCS_MASK = 0x40
/** CSD, byte 4: command class 5, erase; byte 14: PERM_WRITE_PROTECT and TMP_WRITE_PROTECT. */
export const CSD4_ERASE_MASK = 0x02
export const CSD14_WRITE_PROTECT_MASK = 0x30
/** SCR, byte 1: DATA_STAT_AFTER_ERASE, ones where it is set. */
export const SCR1_ERASED_ONES_MASK = 0x80

/** CRC7 and end bit: checked for CMD0 and CMD8 only, unless CMD59 switches it on (7.2.2); then CMD59 must have it, too. */
export const CRC_GO_IDLE_STATE = 0x95
export const CRC_SEND_IF_COND = 0x87
export const CRC_CRC_OFF = 0x91
export const CRC_NOT_CHECKED = 0x01

/** Control tokens (7.3.3). */
export const TOKEN_START_BLOCK = 0xfe
export const TOKEN_START_MULTIPLE_WRITE = 0xfc
export const TOKEN_STOP_MULTIPLE_WRITE = 0xfd
/** Instead of a start token: 0000eeee, an error for each bit (7.3.3.3). */
export const ERROR_TOKEN_MAX = 0x0f
/** Data response xxx0sss1 (7.3.3.1); sss 010: accepted. */
export const DATA_RESPONSE_MASK = 0x1f
export const DATA_RESPONSE_ACCEPTED = 0x05

/** Read: 100 ms (4.6.2.1); write: 250 ms, SDXC 500 ms (4.6.2.2); ACMD41: 1 s (4.2.3). Field values allow slower cards. */
/** Until ACMD41 says that the card is ready the clock is 100 to 400 kHz (6.4.1). */
export const IDENTIFICATION_HZ = 400000
export const READ_TIMEOUT_MS = 300
export const WRITE_TIMEOUT_MS = 600
export const INITIALISE_TIMEOUT_MS = 2000
/** Erase: 250 ms for each allocation unit, 4 MiB as a rule (4.14); a slot is part of one or two. */
export const ERASE_TIMEOUT_MS = 3000
