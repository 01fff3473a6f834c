/** Finds busy and congestion tone in the loudness of a line: equal bursts of one tone, again and again. */
import { BLOCK_BYTES, PAUSE_DEPTH, SOUND_LEVEL } from "./levels"

/** Blocks of the shortest burst or pause (RU congestion: 175 ms) and of the longest. */
const PART_BLOCKS_MIN = 7
const PART_BLOCKS_MAX = 50
/** Bursts of one tone are as loud as each other within 3 dB: an unsigned sample of a faint one has few steps. */
const LEVEL_TOLERANCE = 6
/**
 * From block to block a tone's loudness changes by 1.5 dB on average at most, a voice's and a string's by more; that of a
 * tone fainter than −30 dBm0 by 5 dB, where an unsigned sample has few steps.
 */
const STEP = 3
const FAINT_STEP = 10
const FAINT_LEVEL = 60
/** In this block of a burst its sign changes are counted: 2 × 15.75 ms × 350 … 620 Hz. */
const PITCH_BLOCK = 4
const CROSSINGS_MIN = 9
const CROSSINGS_MAX = 22
const CROSSINGS_TOLERANCE = 4
/** Three cycles of a burst and a pause; or three of two bursts and two pauses (UK congestion). */
const REPEATS_SIMPLE = 2
const REPEATS_DOUBLE = 4

/** Of each cycle: blocks of its burst (0: not of a tone), blocks of its pause, level, sign changes. */
const CYCLE_BYTES = 4
const CYCLES = 4

export class Cadence {
    /** Three equal cycles have been heard. */
    isMatched = false

    private readonly cycles = Buffer.alloc(CYCLES * CYCLE_BYTES)
    /** Where in `cycles` the one is that is heard now. */
    private at = 0
    private repeats = 0
    private repeatsDouble = 0
    private isOn = false
    /** Blocks of the burst or pause so far. */
    private blocks = 0
    private peak = 0
    private peakAge = 0
    private levelSum = 0
    private stepSum = 0
    private crossings = 0
    private previous = 0
    private beforePrevious = 0

    begin(): void {
        this.isMatched = this.isOn = false
        this.at = this.repeats = this.repeatsDouble = this.peak = this.blocks = 0
        this.cycles.fillAt(0, CYCLES * CYCLE_BYTES, 0)
    }

    /** The next block of sound, and how loud it is. */
    hear(level: number, sound: Buffer, atByte: number): void {
        if (level > this.peak) this.peak = level
        else if (++this.peakAge === 8) {
            // 4 dB a second: what was loud a while ago says nothing about now.
            this.peakAge = 0
            this.peak--
        }
        const isOn = level >= SOUND_LEVEL && level >= this.peak - PAUSE_DEPTH
        if (isOn !== this.isOn) this.turn(isOn)
        const blocks = ++this.blocks
        const { previous } = this
        if (isOn) {
            if (blocks === PITCH_BLOCK) this.crossings = crossingsIn(sound, atByte)
            // The block before is whole now: the first and the last of a burst are not.
            if (blocks > 2) this.levelSum += previous
            const step = previous - this.beforePrevious
            if (blocks > 3) this.stepSum += step < 0 ? -step : step
        }
        this.beforePrevious = previous
        this.previous = level
    }

    private turn(isOn: boolean): void {
        const { cycles, at, blocks } = this
        if (isOn) {
            cycles[at + 1] = blocks
            if (!isPart(blocks)) cycles[at] = 0
            this.repeats = this.isLike(1) ? this.repeats + 1 : 0
            this.repeatsDouble = this.isLike(2) ? this.repeatsDouble + 1 : 0
            if (this.repeats >= REPEATS_SIMPLE || this.repeatsDouble >= REPEATS_DOUBLE)
                this.isMatched = true
            this.at = (at + CYCLE_BYTES) & (CYCLES * CYCLE_BYTES - 1)
            this.levelSum = this.stepSum = 0
        } else {
            const level = Math.idiv(this.levelSum, blocks - 2)
            const isTone =
                isPart(blocks) &&
                this.stepSum <= blocks * (level > FAINT_LEVEL ? STEP : FAINT_STEP) &&
                this.crossings >= CROSSINGS_MIN &&
                this.crossings <= CROSSINGS_MAX
            cycles[at] = isTone ? blocks : 0
            cycles[at + 2] = level
            cycles[at + 3] = this.crossings
        }
        this.isOn = isOn
        this.blocks = 0
    }

    /** Whether the cycle that has just ended is like the one so many before. */
    private isLike(back: number): boolean {
        const { cycles, at } = this
        const other = (at - back * CYCLE_BYTES) & (CYCLES * CYCLE_BYTES - 1)
        return (
            cycles[at] !== 0 &&
            cycles[other] !== 0 &&
            isWithinFifth(cycles[at], cycles[other]) &&
            isWithinFifth(cycles[at + 1], cycles[other + 1]) &&
            isNear(cycles[at + 2], cycles[other + 2], LEVEL_TOLERANCE) &&
            isNear(cycles[at + 3], cycles[other + 3], CROSSINGS_TOLERANCE)
        )
    }
}

function isPart(blocks: number): boolean {
    return blocks >= PART_BLOCKS_MIN && blocks <= PART_BLOCKS_MAX
}

function isWithinFifth(a: number, b: number): boolean {
    return isNear(5 * a, 5 * b, a > b ? a : b)
}

function isNear(a: number, b: number, tolerance: number): boolean {
    return a - b <= tolerance && b - a <= tolerance
}

/** Changes of sign in a block, looking at every second sample: the one loop over samples, four times a second at most. */
function crossingsIn(sound: Buffer, atByte: number): number {
    const end = atByte + BLOCK_BYTES
    let sign = sound[atByte] & 0x80
    let crossings = 0
    // Two in a turn: the loop costs as much as what is in it. The first one is its own sign.
    for (let at = atByte; at < end; at += 4) {
        if ((sound[at] & 0x80) !== sign) {
            sign ^= 0x80
            crossings++
        }
        if ((sound[at + 2] & 0x80) !== sign) {
            sign ^= 0x80
            crossings++
        }
    }
    return crossings
}
