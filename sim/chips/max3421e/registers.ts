/** Maxim MAX3421E in host mode: registers and bits in the spelling of its data sheet (19-3953) and programming guide (AN3785). */

export const RCVFIFO = 1
export const SNDFIFO = 2
export const SUDFIFO = 4
export const RCVBC = 6
export const SNDBC = 7
export const USBIRQ = 13
export const USBIEN = 14
export const USBCTL = 15
export const CPUCTL = 16
export const PINCTL = 17
export const REVISION = 18
export const IOPINS1 = 20
export const IOPINS2 = 21
export const GPINIRQ = 22
export const GPINIEN = 23
export const GPINPOL = 24
export const HIRQ = 25
export const HIEN = 26
export const MODE = 27
export const PERADDR = 28
export const HCTL = 29
export const HXFR = 30
export const HRSL = 31

const NAMES: Readonly<Record<number, string>> = {
    [RCVFIFO]: "RCVFIFO",
    [SNDFIFO]: "SNDFIFO",
    [SUDFIFO]: "SUDFIFO",
    [RCVBC]: "RCVBC",
    [SNDBC]: "SNDBC",
    [USBIRQ]: "USBIRQ",
    [USBIEN]: "USBIEN",
    [USBCTL]: "USBCTL",
    [CPUCTL]: "CPUCTL",
    [PINCTL]: "PINCTL",
    [REVISION]: "REVISION",
    [IOPINS1]: "IOPINS1",
    [IOPINS2]: "IOPINS2",
    [GPINIRQ]: "GPINIRQ",
    [GPINIEN]: "GPINIEN",
    [GPINPOL]: "GPINPOL",
    [HIRQ]: "HIRQ",
    [HIEN]: "HIEN",
    [MODE]: "MODE",
    [PERADDR]: "PERADDR",
    [HCTL]: "HCTL",
    [HXFR]: "HXFR",
    [HRSL]: "HRSL",
}

/** "HXFR", or "R19" for what host mode does not have. */
export function registerName(register: number): string {
    return NAMES[register] ?? `R${register}`
}

export function isHostRegister(register: number): boolean {
    return NAMES[register] !== undefined
}

/** These exist only while MODE.HOST = 1. */
export function needsHostMode(register: number): boolean {
    return register >= HIRQ && register !== MODE
}

// Command byte.
export const COMMAND_WRITE = 0x02
export const COMMAND_RESERVED = 0x04

// USBIRQ.
export const OSCOK = 0x01

// USBCTL.
export const CHIPRES = 0x20
export const PWRDOWN = 0x10

// CPUCTL.
export const IE = 0x01

// PINCTL.
export const FDUPSPI = 0x10

// HIRQ, which is also the status byte.
export const HXFRDN = 0x80
export const FRAME = 0x40
export const CONDET = 0x20
export const SUSDN = 0x10
export const SNDBAV = 0x08
export const RCVDAV = 0x04
export const BUSEVENT = 0x01

// MODE.
export const PULLDOWNS = 0xc0
export const SEPIRQ = 0x10
export const SOFKAENAB = 0x08
export const HUBPRE = 0x04
export const LOWSPEED = 0x02
export const HOST = 0x01

// HCTL.
export const SNDTOG1 = 0x80
export const SNDTOG0 = 0x40
export const RCVTOG1 = 0x20
export const RCVTOG0 = 0x10
export const SIGRSM = 0x08
export const SAMPLEBUS = 0x04
export const BUSRST = 0x01

// HXFR.
export const TOKEN_HS = 0x80
export const TOKEN_ISO = 0x40
export const TOKEN_OUT = 0x20
export const TOKEN_SETUP = 0x10
export const ENDPOINT_BITS = 0x0f

// HRSL.
export const JSTATUS = 0x80
export const KSTATUS = 0x40
export const SNDTOGRD = 0x20
export const RCVTOGRD = 0x10

/** HRSL[3:0]. */
export enum Result {
    Success = 0,
    Busy = 1,
    BadRequest = 2,
    Nak = 4,
    Stall = 5,
    ToggleError = 6,
    PidError = 9,
    CrcError = 0xb,
    JError = 0xd,
    Timeout = 0xe,
    Babble = 0xf,
}
