/** The hiss of a telephone line: white noise of a stated level, and the bursts of a bad contact. */
import { sinePeak } from "../clock/audio-clock.ts"
import { type Random } from "../clock/random.ts"
import { type Scheduler, type Timer } from "../clock/scheduler.ts"

/** A fault of the line. */
export interface NoiseBursts {
    /** dBm0 */
    readonly levelDbm: number
    /** Length of a burst, and of the pause after it; undefined: it stays. */
    readonly lengthMs: number | undefined
    /** How many bursts; Infinity: until it is ended. */
    readonly times: number
}

/** Loud, and speech can still be understood. */
const USUAL_DB = 30
const QUIET_DBM = -65
/** The loudest that a telephone channel carries. */
const LOUDEST_DBM = 3
const SHORTEST_MS = 5

/**
 * A fault as scenarios say it.
 *
 * @param db up to 0: the level in dBm0; over 0: so much over a line without a fault
 */
export function noiseBursts(
    times: number | "forever",
    ms: number | undefined,
    db: number = USUAL_DB
): NoiseBursts {
    return {
        levelDbm: Math.min(LOUDEST_DBM, db > 0 ? QUIET_DBM + db : db),
        lengthMs: ms === undefined ? undefined : Math.max(SHORTEST_MS, ms),
        times: times === "forever" ? Infinity : times,
    }
}

/** Adds noise whose samples are the sum of two uniform numbers: white, and cheap enough for every sample of a run. */
export class LineNoise {
    private scale: number
    private timer: Timer | undefined
    private hasFault = false

    /** @param quietDbm dBm0 of the line as it is without a fault */
    constructor(
        private readonly random: Random,
        private readonly scheduler: Scheduler,
        private readonly quietDbm: number
    ) {
        this.scale = scaleOf(quietDbm)
    }

    addTo(block: Float32Array): void {
        const { scale } = this
        for (let i = 0; i < block.length; i++) {
            const bits = this.random.nextUint32()
            block[i]! += scale * ((bits >>> 16) + (bits & 0xffff) - 0xffff)
        }
    }

    /** A fault goes on: a burst, or the pause before the next. */
    get isFaulty(): boolean {
        return this.hasFault
    }

    /** A fault begins now, in place of the one before. */
    startBursts(bursts: NoiseBursts): void {
        this.endBursts()
        this.hasFault = true
        this.burst(bursts, bursts.times)
    }

    /** The line is as quiet as without a fault. */
    endBursts(): void {
        this.scheduler.cancel(this.timer)
        this.hasFault = false
        this.scale = scaleOf(this.quietDbm)
    }

    private burst(bursts: NoiseBursts, timesLeft: number): void {
        this.scale = scaleOf(bursts.levelDbm)
        const { lengthMs } = bursts
        if (lengthMs === undefined) return
        this.timer = this.scheduler.after(lengthMs * 1000, () => {
            this.endBursts()
            if (timesLeft <= 1) return
            this.hasFault = true
            this.timer = this.scheduler.after(lengthMs * 1000, () =>
                this.burst(bursts, timesLeft - 1)
            )
        })
    }
}

function scaleOf(levelDbm: number): number {
    const rms = sinePeak(levelDbm) / Math.SQRT2
    // Two uniform numbers in [-1, 1) add up to a variance of 2/3.
    return rms / Math.sqrt(2 / 3) / 0x8000
}
