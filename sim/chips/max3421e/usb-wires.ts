import { type UsbDevice } from "../../wire/usb-device.ts"
import { type UsbPort } from "../../wire/usb-port.ts"
import { BUSEVENT, CONDET, FRAME, JSTATUS, SUSDN } from "./registers.ts"

/**
 * What the host's end does to D+ and D− besides transactions: it sees devices come and go, resets the bus, and begins a frame
 * each millisecond. Brought up to date when somebody looks.
 */

const RESET_US = 50_000
const FRAME_US = 1000
const FIRST_FRAME_US = 1000
const SUSPEND_US = 3000
/** A change of the wires counts after so long. */
const STEADY_US = 25
/** Room for the end of a frame, and the start-of-frame packet. */
const END_OF_FRAME_US = 10
const START_OF_FRAME_US = 4

export class UsbWires {
    private resetFromUs: number | undefined
    private sofFromUs: number | undefined
    private idleFromUs = 0
    private countedFrames = 0
    private isSuspended = false

    constructor(private readonly port: UsbPort) {}

    /** Host mode begins: what is there already is no change. */
    start(atUs: number): void {
        this.stop(atUs)
        this.port.takeChange(atUs)
    }

    stop(atUs: number): void {
        this.resetFromUs = this.sofFromUs = undefined
        this.idleFromUs = atUs
        this.isSuspended = false
    }

    get isResetting(): boolean {
        return this.resetFromUs !== undefined
    }

    beginReset(atUs: number): void {
        this.resetFromUs ??= atUs
    }

    endReset(atUs: number): void {
        if (this.resetFromUs === undefined) return
        this.port.deviceAt(atUs)?.busReset(this.resetFromUs, atUs)
        this.resetFromUs = undefined
        this.idleFromUs = atUs
        this.isSuspended = false
    }

    setFrames(areWanted: boolean, atUs: number): void {
        if (areWanted === (this.sofFromUs !== undefined)) return
        this.sofFromUs = areWanted ? atUs + FIRST_FRAME_US : undefined
        this.countedFrames = 0
        this.idleFromUs = atUs
        if (areWanted) this.suspendIfIdle(this.sofFromUs!)
    }

    /** The first frame has begun. */
    hasFrames(atUs: number): boolean {
        return (
            this.sofFromUs !== undefined && this.resetFromUs === undefined && atUs >= this.sofFromUs
        )
    }

    /** When a transaction of this length can begin: in this frame, or behind the start of the next one. */
    whenFree(atUs: number, durationUs: number): number {
        const inFrameUs = (atUs - this.sofFromUs!) % FRAME_US
        if (inFrameUs < START_OF_FRAME_US) return atUs + START_OF_FRAME_US - inFrameUs
        if (inFrameUs + durationUs + END_OF_FRAME_US <= FRAME_US) return atUs
        return atUs + FRAME_US - inFrameUs + START_OF_FRAME_US
    }

    /** JSTATUS and KSTATUS: a device of full speed, or nothing. */
    lineState(atUs: number): number {
        return this.port.deviceAt(atUs) && !this.isResetting ? JSTATUS : 0
    }

    device(atUs: number): UsbDevice | undefined {
        return this.port.deviceAt(atUs)
    }

    /** Bits of HIRQ that have come up since this was asked last. */
    takeEvents(untilUs: number): number {
        let events = 0
        if (this.port.takeChange(untilUs - STEADY_US)) events |= CONDET
        if (this.resetFromUs !== undefined && untilUs >= this.resetFromUs + RESET_US) {
            this.endReset(this.resetFromUs + RESET_US)
            events |= BUSEVENT | CONDET
        }
        if (this.hasFrames(untilUs)) {
            const frames = 1 + Math.floor((untilUs - this.sofFromUs!) / FRAME_US)
            if (frames > this.countedFrames) events |= FRAME
            this.countedFrames = frames
        }
        const isIdle = this.sofFromUs === undefined && this.resetFromUs === undefined
        if (isIdle && this.suspendIfIdle(untilUs)) events |= SUSDN
        return events
    }

    private suspendIfIdle(untilUs: number): boolean {
        if (this.isSuspended || untilUs - this.idleFromUs < SUSPEND_US) return false
        const device = this.port.deviceAt(untilUs)
        if (!device) return false
        this.isSuspended = true
        device.suspend()
        return true
    }
}
