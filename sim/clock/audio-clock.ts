import { Scheduler, type Timer } from "./scheduler.ts"

/** Telephone sound: samples per second. */
export const SAMPLE_RATE_HZ = 8000
/** Sound moves through the simulator in blocks of 5 ms. */
export const BLOCK_SAMPLES = 40
export const BLOCK_US = 5000

/** Sound samples are floats, 1.0 = full scale; a sine at full scale is +3.14 dBm0 (ITU-T G.711, table 1). */
export const FULL_SCALE_SINE_DBM = 3.14

/** Peak amplitude of a sine of `levelDbm` dBm0. */
export function sinePeak(levelDbm: number): number {
    return 10 ** ((levelDbm - FULL_SCALE_SINE_DBM) / 20)
}

/**
 * The 5 ms beat at which sound moves, on multiples of 5 ms of virtual time.
 *
 * It beats only while somebody holds it, so that an idle machine costs nothing.
 * `beat` handles the 5 ms that begin now.
 */
export class AudioClock {
    private holders = new Set<string>()
    private timer: Timer | undefined

    constructor(
        private readonly scheduler: Scheduler,
        private readonly beat: () => void
    ) {}

    hold(name: string): void {
        this.holders.add(name)
        if (!this.timer) this.schedule()
    }

    release(name: string): void {
        this.holders.delete(name)
    }

    get isBeating(): boolean {
        return this.timer !== undefined
    }

    private schedule(): void {
        const nextUs = Math.ceil(this.scheduler.nowUs / BLOCK_US) * BLOCK_US
        this.timer = this.scheduler.at(nextUs, () => this.run())
    }

    private run(): void {
        if (this.holders.size === 0) {
            this.timer = undefined
            return
        }
        // The timer that runs stays until the next one is set: who holds during the beat must not start a second one.
        this.beat()
        this.timer = this.scheduler.after(BLOCK_US, () => this.run())
    }
}
