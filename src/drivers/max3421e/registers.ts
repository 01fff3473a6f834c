/** Maxim MAX3421E in host mode: data sheet 19-3953, programming guide AN3785, in their spelling. */

// Command bytes: register × 8, and 2 to write.
export const WRITE_SNDFIFO = 0x12
export const WRITE_SUDFIFO = 0x22
export const WRITE_SNDBC = 0x3a
export const READ_USBIRQ = 0x68
export const WRITE_USBCTL = 0x7a
export const WRITE_PINCTL = 0x8a
export const READ_REVISION = 0x90
export const WRITE_IOPINS1 = 0xa2
export const READ_RCVFIFO = 0x08
export const WRITE_HIRQ = 0xca
export const WRITE_MODE = 0xda
export const READ_HCTL = 0xe8
export const WRITE_HCTL = 0xea
export const READ_HRSL = 0xf8
/** A frame that reads RCVBC. */
export const RCVBC_FRAME = hex`30 00`

/** PERADDR, which keeps what is written: bits 6 … 0. */
export const READ_PERADDR = 0xe0
export const WRITE_PERADDR = 0xe2

export const USBIRQ_OSCOK = 0x01
export const USBCTL_CHIPRES = 0x20
export const PINCTL_FULL_DUPLEX = 0x10
/** The port has power. */
export const IOPINS1_VBUS = 0x01

// HIRQ, which is also the first byte of every answer.
export const HIRQ_HXFRDN = 0x80
export const HIRQ_FRAME = 0x40
export const HIRQ_CONDET = 0x20
export const HIRQ_RCVDAV = 0x04
export const HIRQ_BUSEVENT = 0x01

/** Both pull-downs, host. */
export const MODE_HOST = 0xc1
/** And a frame each millisecond. */
export const MODE_HOST_FRAMES = 0xc9

export const HCTL_BUSRST = 0x01
export const HCTL_SAMPLEBUS = 0x04
export const HCTL_RCVTOG0 = 0x10
export const HCTL_RCVTOG1 = 0x20
export const HCTL_SNDTOG0 = 0x40
export const HCTL_SNDTOG1 = 0x80

// HXFR: what is to be done, and the endpoint.
export const TOKEN_SETUP = 0x10
export const TOKEN_IN = 0x00
export const TOKEN_OUT = 0x20
export const TOKEN_IN_STATUS = 0x80
export const TOKEN_OUT_STATUS = 0xa0

// HRSL.
export const HRSL_RESULT = 0x0f
/** Bits that show a device of full speed, alone. */
export const HRSL_LINES = 0xc0
export const HRSL_FULL_SPEED = 0x80
export const RESULT_SUCCESS = 0
export const RESULT_BUSY = 1
export const RESULT_NAK = 4
export const RESULT_STALL = 5
export const RESULT_TOGGLE = 6

/** Dies before this one may spoil the first byte of a packet that is sent again after a NAK (errata 3). */
export const REVISION_CLEAN = 0x13
