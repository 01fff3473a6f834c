/**
 * The only source of chance in the simulator: a seeded generator (SplitMix32 mixing, 32 bits of state).
 *
 * Every part takes its own stream by name, so that one part drawing more numbers does not change another's.
 */
export class Random {
    private state: number

    constructor(seed: number, streamName = "") {
        let hash = seed >>> 0
        for (const char of streamName) hash = mix((hash ^ char.charCodeAt(0)) >>> 0)
        this.state = hash
    }

    /** Uniform whole number of 32 bits. */
    nextUint32(): number {
        this.state = (this.state + 0x9e3779b9) >>> 0
        return mix(this.state)
    }

    /** Uniform in [0, 1). */
    nextUnit(): number {
        return this.nextUint32() / 0x100000000
    }

    /** Uniform whole number in [min, max]. */
    nextInteger(min: number, max: number): number {
        return min + Math.floor(this.nextUnit() * (max - min + 1))
    }

    /** Mean 0, standard deviation 1 (Box and Muller). */
    nextNormal(): number {
        const radius = Math.sqrt(-2 * Math.log(1 - this.nextUnit()))
        return radius * Math.cos(2 * Math.PI * this.nextUnit())
    }
}

function mix(value: number): number {
    let z = value >>> 0
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b) >>> 0
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35) >>> 0
    return (z ^ (z >>> 16)) >>> 0
}
