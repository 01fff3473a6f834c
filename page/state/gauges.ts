/** Counters of bus, card and script heap over time: a sample each second, and what it means a second. */

/** Answer of `/run/now`. Counts since the first power-on; bytes of heap at this moment. */
export interface GaugeSample {
    readonly tMs: number
    readonly transfers: number
    readonly bytes: number
    readonly sectorsRead: number
    readonly sectorsWritten: number
    /** 0 while no program runs. */
    readonly heapUsedBytes: number
}

export const GAUGES = [
    "transfers",
    "bytes",
    "sectorsWritten",
    "sectorsRead",
    "heapUsedBytes",
] as const
export type Gauge = (typeof GAUGES)[number]

/** Ten minutes. */
const SAMPLES_MAX = 600

export interface GaugePoint {
    readonly tMs: number
    /** Each a second of the machine's time; the heap is bytes. */
    readonly values: Readonly<Record<Gauge, number>>
}

export class GaugeBook {
    readonly points: GaugePoint[] = []
    private before: GaugeSample | undefined

    /** Take a sample; one of an earlier time is of a new run. */
    add(sample: GaugeSample): void {
        const { before } = this
        this.before = sample
        if (before && sample.tMs < before.tMs) this.points.length = 0
        if (!before || sample.tMs <= before.tMs) return
        const seconds = (sample.tMs - before.tMs) / 1000
        const rate = (name: Exclude<Gauge, "heapUsedBytes">) =>
            (sample[name] - before[name]) / seconds
        this.points.push({
            tMs: sample.tMs,
            values: {
                transfers: rate("transfers"),
                bytes: rate("bytes"),
                sectorsWritten: rate("sectorsWritten"),
                sectorsRead: rate("sectorsRead"),
                heapUsedBytes: sample.heapUsedBytes,
            },
        })
        if (this.points.length > SAMPLES_MAX) this.points.shift()
    }

    /** Comma-separated, for a table of somebody's own. */
    toCsv(): string {
        const head = ["seconds", ...GAUGES].join(",")
        const rows = this.points.map(({ tMs, values }) =>
            [tMs / 1000, ...GAUGES.map(name => Math.round(values[name]))].join(",")
        )
        return [head, ...rows, ""].join("\n")
    }
}
