import { type Random } from "../../clock/random.ts"

/**
 * The 12 MHz crystal and the PLL behind it. CHIPRES stops them, though not at once: a pulse that is too short leaves the
 * crystal running, and then there is no new edge of OSCOK to wait for.
 */

const START_MIN_US = 500
const START_MAX_US = 3000
/** CHIPRES for less than this does not stop it. */
const RUNS_ON_US = 1000

export class Oscillator {
    private runsFromUs: number | undefined
    private heldSinceUs: number | undefined
    private edgeUs: number | undefined

    constructor(private readonly random: Random) {}

    power(on: boolean, atUs: number): void {
        this.heldSinceUs = undefined
        this.runsFromUs = this.edgeUs = undefined
        if (on) this.start(atUs)
    }

    hold(atUs: number): void {
        this.heldSinceUs ??= atUs
    }

    letGo(atUs: number): void {
        if (this.heldSinceUs === undefined) return
        const heldUs = atUs - this.heldSinceUs
        this.heldSinceUs = undefined
        if (heldUs >= RUNS_ON_US) this.start(atUs)
    }

    isRunning(atUs: number): boolean {
        const isHeld = this.heldSinceUs !== undefined
        return !isHeld && this.runsFromUs !== undefined && atUs >= this.runsFromUs
    }

    /** Whether it has started by then, once each time. */
    takeEdge(untilUs: number): boolean {
        if (this.heldSinceUs !== undefined) return false
        if (this.edgeUs === undefined || untilUs < this.edgeUs) return false
        this.edgeUs = undefined
        return true
    }

    private start(atUs: number): void {
        this.runsFromUs = atUs + this.random.nextInteger(START_MIN_US, START_MAX_US)
        this.edgeUs = this.runsFromUs
    }
}
