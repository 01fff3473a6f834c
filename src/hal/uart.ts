/** First byte of what `Uart.read` gives; the bytes before belong to the driver. */
export const RECEIVED_AT = 1

/** Rate of the line after `initialise`. */
export const USUAL_BAUD = 115200

/** What a port tells of the chip that it is in. */
export interface PortFindings {
    /** The chip, and what it says of its silicon. */
    readonly name: string
    /** Of EXAM_TRIES values written and read back, how many came back wrong. */
    readonly wrongCount: number
    /** What its clock was measured as, or is by what the chip says; 0: it does not run, or nobody answers. */
    readonly clockKhz: number
    /** What that should be. */
    readonly usualKhz: number
}

/** Values that are written and read back. */
export const EXAM_TRIES = 64

/** Byte stream to one serial port with hardware flow control. */
export interface Uart {
    /** What is behind it, where that is known before it was asked: a USB device's vendor × 65536 + product; 0: a serial port. Valid after `initialise`. */
    readonly product: number
    /**
     * Reset and configure the port. May be called again at any time.
     *
     * @throws Fault Absent: no such chip answers
     * Waits: some 10 ms; up to some seconds where the modem has to be found on a bus of its own.
     */
    initialise(): Promise<void>
    /**
     * Put the chip to the test, whatever it was doing; `initialise` must follow.
     *
     * Never throws: where nobody answers, all values came back wrong. Waits: 0.2 s; up to 1.3 s where its clock is not as it should be.
     */
    examine(): Promise<PortFindings>
    /** Give the modem power, or take it away. @returns false: it can't be switched. Waits: for a few transfers. */
    switchPower(isOn: boolean): Promise<boolean>
    /** Go over to another rate, where there is one. Waits: for a few transfers. */
    setRate(baud: number): Promise<void>
    /**
     * True when something has arrived, or may have: costs no transfer, and may lag by four character times, or, where it must be
     * asked for, by some tens of ms.
     */
    hasInput(): boolean
    /**
     * Take what has arrived, or a part of it: at most 64 bytes, from byte RECEIVED_AT to the end of the buffer given.
     *
     * @returns undefined when nothing has arrived; the buffer is valid until the next call
     * Waits: for a few transfers.
     */
    read(): Promise<Buffer | undefined>
    /**
     * Hand over as much as there is room for; two bytes both or neither.
     *
     * @returns bytes taken, 0 … lengthBytes; fewer than that: the port is full
     * Waits: for four transfers for each packet of a USB modem, or for four in all.
     */
    write(from: Buffer, atByte: number, lengthBytes: number): Promise<number>
    /** True while the port's ring indicator (RI) is asserted. Waits: for one transfer. */
    isRinging(): Promise<boolean>
    /**
     * True where a ring has ended since this or `isRinging` was asked last: RI was released.
     *
     * @param ringMs a port that tells only when a ring begins says so that much later, once. 0: at once. Waits: for one transfer.
     */
    hasRung(ringMs: number): Promise<boolean>
}

/** Which of the ports that there may be is there; asked whenever the modem is set up. */
export interface UartFinder {
    /** Waits: some ms. */
    find(): Promise<Uart>
}
