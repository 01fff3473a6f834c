/** First byte of what `Uart.read` gives; the bytes before belong to the driver. */
export const RECEIVED_AT = 1

/** Rate of the line after `initialise`. */
export const USUAL_BAUD = 115200

/** Byte stream to one serial port with hardware flow control. */
export interface Uart {
    /**
     * Reset and configure the port. May be called again at any time.
     *
     * @throws Fault Absent: no such chip answers
     * Waits: some 10 ms.
     */
    initialise(): Promise<void>
    /** Go over to another rate. Waits: for a few transfers. */
    setRate(baud: number): Promise<void>
    /** True when something has arrived; costs no transfer, and may lag by four character times. */
    hasInput(): boolean
    /**
     * Take what has arrived, or a part of it: at most 64 bytes, from byte RECEIVED_AT to the end of the buffer given.
     *
     * @returns undefined when nothing has arrived; the buffer is valid until the next call
     * Waits: for two transfers at most.
     */
    read(): Promise<Buffer | undefined>
    /**
     * Hand over as much as there is room for; two bytes both or neither.
     *
     * @returns bytes taken, 0 … lengthBytes; fewer than that: the port is full
     * Waits: for four transfers at most.
     */
    write(from: Buffer, atByte: number, lengthBytes: number): Promise<number>
    /** True while the port's ring indicator (RI) is asserted. Waits: for one transfer. */
    isRinging(): Promise<boolean>
    /** True where RI was released since this or `isRinging` was asked last: a ring has ended. Waits: for one transfer. */
    hasRung(): Promise<boolean>
}
