import type { SerialLine } from "../../wire/serial-direction.ts"
import { FIFO_DEPTH, type Receiver } from "./receiver.ts"
import * as reg from "./registers.ts"
import { InterruptCode } from "./registers.ts"
import type { Transmitter } from "./transmitter.ts"

/** Trigger levels in force. */
export interface Triggers {
    /** Characters. */
    readonly rx: number
    /** Spaces. */
    readonly tx: number
}

/** What asks for an interrupt, and which one IIR shows (data sheet Rev 9, section "Interrupts"). */
export class Interrupts {
    private hasRoom = false
    private wasBelowTrigger = false
    private wasCtsAsserted = true
    private hasCtsChanged = false

    constructor(
        private readonly line: SerialLine,
        private readonly receiver: Receiver,
        private readonly transmitter: Transmitter,
        private readonly triggers: () => Triggers
    ) {}

    /** Looks at what has changed since the last time. */
    update(): void {
        const isBelow = this.isBelowTrigger
        if (this.wasBelowTrigger && !isBelow) this.hasRoom = true
        this.wasBelowTrigger = isBelow
        const isAsserted = this.line.toDce.isAllowed
        if (isAsserted !== this.wasCtsAsserted) this.hasCtsChanged = true
        this.wasCtsAsserted = isAsserted
    }

    /** The pending interrupt of highest priority. */
    pending(ier: number, isCtsAutomatic: () => boolean, atUs: number): InterruptCode {
        const { receiver } = this
        const hasLineError = receiver.hasOverrun || receiver.errorCount > 0
        if (ier & reg.IER_LINE_STATUS && hasLineError) return InterruptCode.LineStatus
        const rxCode = ier & reg.IER_RX ? this.pendingRx(atUs) : InterruptCode.None
        if (rxCode !== InterruptCode.None) return rxCode
        if (ier & reg.IER_THR && this.hasRoom) return InterruptCode.Thr
        if (ier & reg.IER_MODEM_STATUS && this.hasCtsChanged && !isCtsAutomatic())
            return InterruptCode.ModemStatus
        return InterruptCode.None
    }

    /** When one can become pending that is not, going by what is on its way. */
    nextUs(ier: number): number | undefined {
        const triggers = this.triggers()
        const rxTrigger = ier & reg.IER_LINE_STATUS ? this.receiver.level + 1 : triggers.rx
        const needsRx = ier & (reg.IER_RX | reg.IER_LINE_STATUS)
        const rxUs = needsRx ? this.receiver.nextAlertUs(rxTrigger) : undefined
        const needsTx = ier & reg.IER_THR && this.isBelowTrigger
        const txUs = needsTx ? this.transmitter.nextRoomUs(triggers.tx) : undefined
        if (rxUs === undefined) return txUs
        return txUs === undefined ? rxUs : Math.min(rxUs, txUs)
    }

    /** IER[1] went from 0 to 1: no new interrupt while there is too little room. */
    onThrEnabled(): void {
        this.hasRoom = !this.isBelowTrigger
    }

    onThrWritten(): void {
        this.hasRoom = false
        this.wasBelowTrigger = this.isBelowTrigger
    }

    /** Reading IIR while it shows the THR interrupt takes that back. */
    onThrShown(): void {
        this.hasRoom = false
    }

    /** MSR[0]; reading takes it back. */
    takeCtsChange(): number {
        const delta = this.hasCtsChanged ? reg.MSR_DELTA_CTS : 0
        this.hasCtsChanged = false
        return delta
    }

    reset(): void {
        this.hasRoom = false
        this.hasCtsChanged = false
    }

    private pendingRx(atUs: number): InterruptCode {
        if (this.receiver.isTimedOut(atUs)) return InterruptCode.RxTimeOut
        return this.receiver.level >= this.triggers().rx ? InterruptCode.Rx : InterruptCode.None
    }

    private get isBelowTrigger(): boolean {
        return FIFO_DEPTH - this.transmitter.level < this.triggers().tx
    }
}
