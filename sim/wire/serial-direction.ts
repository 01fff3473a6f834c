/**
 * One direction of a serial line: bytes that a sender handed over, delivered to the receiver at line rate.
 *
 * Nothing is scheduled per byte. The receiver pulls what has arrived by a given time with `take`, and sets
 * `setAllowed` when its flow control (RTS or CTS) stops or starts the sender. Times are virtual µs, fractions allowed.
 * A byte takes 10 bit times (8N1). Flow control is looked at before each byte starts, and only by a sender that obeys it.
 */
export class SerialDirection {
    private bytes: number[] = []
    private readyUs: number[] = []
    private head = 0
    private lineFreeUs = 0
    private allowedSinceUs = 0
    private stoppedUs: number | undefined
    private byteUs = 10e6 / 115200
    /** Whether the sender looks at flow control at all (auto-CTS of a UART). */
    isFlowObeyed = true
    /** Called after bytes were handed over; the receiver may schedule itself (see lastArrivalUs). */
    onSend: (() => void) | undefined

    setBaud(baud: number): void {
        this.byteUs = 10e6 / baud
    }

    get byteTimeUs(): number {
        return this.byteUs
    }

    /** Hand bytes over at `nowUs`; they leave in order, as soon as line and flow control permit. */
    send(data: ArrayLike<number>, nowUs: number): void {
        for (let i = 0; i < data.length; i++) {
            this.bytes.push(data[i]!)
            this.readyUs.push(nowUs)
        }
        this.onSend?.()
    }

    /**
     * Flow control as the sender sees it from `atUs` on. A byte already started is finished.
     *
     * The receiver takes what has arrived by `atUs` before it calls this.
     */
    setAllowed(allowed: boolean, atUs: number): void {
        if (!allowed) this.stoppedUs ??= atUs
        else if (this.stoppedUs !== undefined) {
            this.allowedSinceUs = atUs
            this.stoppedUs = undefined
        }
    }

    get isAllowed(): boolean {
        return this.stoppedUs === undefined
    }

    /** When the next byte will have arrived completely; undefined if none can. */
    nextArrivalUs(): number | undefined {
        if (this.head >= this.bytes.length) return undefined
        const idleUs = Math.max(this.readyUs[this.head]!, this.lineFreeUs)
        if (!this.isFlowObeyed) return idleUs + this.byteUs
        const startUs = Math.max(idleUs, this.allowedSinceUs)
        if (this.stoppedUs !== undefined && startUs >= this.stoppedUs) return undefined
        return startUs + this.byteUs
    }

    /** When the last byte handed over will have arrived if nothing stops the line; undefined if none is pending. */
    lastArrivalUs(): number | undefined {
        const next = this.nextArrivalUs()
        if (next === undefined) return undefined
        return next + (this.bytes.length - this.head - 1) * this.byteUs
    }

    /** The next byte that has arrived completely by `untilUs`, or undefined. Its arrival time is `lastTakenUs`. */
    take(untilUs: number): number | undefined {
        const arrival = this.nextArrivalUs()
        if (arrival === undefined || arrival > untilUs) return undefined
        const byte = this.bytes[this.head++]!
        this.lineFreeUs = arrival
        if (this.head >= 4096) this.compact()
        return byte
    }

    /** End of the stop bit of the byte that `take` gave last. */
    get lastTakenUs(): number {
        return this.lineFreeUs
    }

    /** Bytes handed over and not yet arrived. Call `take` up to now first. */
    get pendingCount(): number {
        return this.bytes.length - this.head
    }

    /** Drop everything that has not arrived (reset, power off). */
    clear(): void {
        this.bytes = []
        this.readyUs = []
        this.head = 0
    }

    private compact(): void {
        this.bytes = this.bytes.slice(this.head)
        this.readyUs = this.readyUs.slice(this.head)
        this.head = 0
    }
}

/** The wires between a UART (DTE) and a modem (DCE), RTS and CTS folded into the two directions. */
export class SerialLine {
    readonly toDce = new SerialDirection()
    readonly toDte = new SerialDirection()
    /**
     * Set by each side: bring yourself up to date with what has arrived by `untilUs` (and set flow control as that
     * demands). The other side calls it before it looks at the line.
     */
    syncDce: (untilUs: number) => void = () => {}
    syncDte: (untilUs: number) => void = () => {}
    /** DTR as the DTE drives it; a modem without it does not answer. */
    isDtrAsserted = false
    /** How often RI has been released; see `indicateRing`. */
    ringEndCount = 0
    private isRi = false

    /** RI as the DCE drives it. */
    get isRiAsserted(): boolean {
        return this.isRi
    }

    indicateRing(on: boolean): void {
        if (this.isRi && !on) this.ringEndCount++
        this.isRi = on
    }
}
