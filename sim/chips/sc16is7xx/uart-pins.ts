import type { SerialLine } from "../../wire/serial-direction.ts"
import * as reg from "./registers.ts"

/**
 * Programmable pins of the SC16IS750 (data sheet Rev 7, IODir, IOState, IOControl): eight GPIO, of which GPIO5 is DTR# and
 * GPIO7 is RI#; CD# and DSR# are not wired.
 * Inputs are pulled up.
 */

const PULLED_UP = 0xff

export class UartPins {
    private directionBits = 0
    private stateBits = 0
    private controlBits = 0
    private isDtrSet = false
    private seenRingEnds = 0

    constructor(private readonly line: SerialLine) {}

    get direction(): number {
        return this.directionBits
    }

    get control(): number {
        return this.controlBits
    }

    get state(): number {
        return (this.stateBits & this.directionBits) | (PULLED_UP & ~this.directionBits)
    }

    setDirection(bits: number): void {
        this.directionBits = bits
        this.drive()
    }

    /** Only pins that are outputs already take the value: IODir first, then IOState. */
    setState(bits: number): void {
        this.stateBits = (this.stateBits & ~this.directionBits) | (bits & this.directionBits)
        this.drive()
    }

    setControl(bits: number): void {
        this.controlBits = bits
        this.drive()
    }

    /** MCR as written: its bit 0 is DTR. */
    setModemControl(mcr: number): void {
        this.isDtrSet = (mcr & reg.MCR_DTR) !== 0
        this.drive()
    }

    /** MSR[6] and MSR[2], which reading takes back: RI#, while IOControl[1] makes it a modem pin. */
    takeRingStatus(): number {
        const { isRiAsserted, ringEndCount } = this.line
        const hasEnded = ringEndCount !== this.seenRingEnds
        this.seenRingEnds = ringEndCount
        if ((this.controlBits & reg.IOCONTROL_MODEM_PINS) === 0) return 0
        return (isRiAsserted ? reg.MSR_RI : 0) | (hasEnded ? reg.MSR_DELTA_RI : 0)
    }

    reset(): void {
        this.directionBits = 0
        this.stateBits = 0
        this.controlBits = 0
        this.setModemControl(0)
    }

    /** MCR[0] drives DTR# if IOControl[1] is set, otherwise IOState does if IODir makes it an output. */
    private drive(): void {
        const isModemPin = (this.controlBits & reg.IOCONTROL_MODEM_PINS) !== 0
        const isLowOutput = (this.directionBits & ~this.stateBits & reg.GPIO_DTR) !== 0
        this.line.isDtrAsserted = isModemPin ? this.isDtrSet : isLowOutput
    }
}
