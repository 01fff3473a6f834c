/**
 * Band-limited resampling at a ratio that may change at any sample.
 *
 * A windowed sinc is read at the exact fractional position of each output sample, so that a step of some millionths in
 * the ratio bends the pitch inaudibly and never clicks. For whole files there is sim/audio/resample.ts.
 */

/** Table steps between two input samples; coefficients in between are interpolated linearly. */
const PHASES = 512
/** Shape of the window (Kaiser): stop band below −80 dB. */
const KAISER_BETA = 8
/** Zero crossings of the sinc on each side: at 8 kHz flat to 3.4 kHz, −80 dB from 4.6 kHz, 2.1 ms of delay. */
const CROSSINGS = 17

export class BendingResampler {
    private readonly halfWidth: number
    private readonly table: Float32Array
    private readonly history: Float32Array
    private readonly mask: number
    private written = 0
    private position: number

    /** @param step input samples for an output sample, nominally */
    constructor(private readonly step: number) {
        const cutoff = Math.min(1, 1 / step)
        this.halfWidth = Math.ceil(CROSSINGS / cutoff)
        this.table = kernel(this.halfWidth, cutoff)
        const size = 2 ** Math.ceil(Math.log2(4 * this.halfWidth + 4 * step + 256))
        this.history = new Float32Array(size)
        this.mask = size - 1
        this.position = -this.halfWidth
    }

    push(sample: number): void {
        this.history[this.written++ & this.mask] = sample
    }

    /** The next output sample lies within what was pushed. */
    get isReady(): boolean {
        return Math.floor(this.position) + this.halfWidth < this.written
    }

    /** @param stretch 1 is nominal; 1.0001 takes the input 100 ppm faster */
    read(stretch = 1): number {
        const { halfWidth, table, history, mask } = this
        const whole = Math.floor(this.position)
        const fraction = this.position - whole
        let sum = 0
        for (let k = 1 - halfWidth; k <= halfWidth; k++) {
            const at = Math.abs(k - fraction) * PHASES
            const cell = at | 0
            const left = table[cell]!
            const weight = left + (table[cell + 1]! - left) * (at - cell)
            sum += weight * history[(whole + k) & mask]!
        }
        this.position += this.step * stretch
        return sum
    }
}

function kernel(halfWidth: number, cutoff: number): Float32Array {
    const table = new Float32Array(halfWidth * PHASES + 2)
    for (let i = 0; i < halfWidth * PHASES; i++) {
        const x = i / PHASES
        const angle = Math.PI * cutoff * x
        const sinc = i === 0 ? 1 : Math.sin(angle) / angle
        const edge = x / halfWidth
        const window = bessel0(KAISER_BETA * Math.sqrt(1 - edge * edge)) / bessel0(KAISER_BETA)
        table[i] = cutoff * sinc * window
    }
    return table
}

/** Modified Bessel function of the first kind, order 0: the shape of Kaiser's window. */
function bessel0(x: number): number {
    let term = 1
    let sum = 1
    for (let k = 1; term > 1e-12 * sum; k++) {
        term *= (x / (2 * k)) ** 2
        sum += term
    }
    return sum
}
