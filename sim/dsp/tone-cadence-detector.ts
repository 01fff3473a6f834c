/**
 * Finds tones by frequency and cadence, from a table (tone-plans.ts): busy, congestion, dial, fax and modem tones.
 *
 * Every 10 ms a window of 30 ms is judged for each tone: the tone alone, quiet, or something between. The time between
 * goes half to the tone and half to the pause, so that lengths come out right whatever the level. Speech and music in
 * a pause, or beside the tone, end the match.
 */

import { powerOf } from "./level.ts"
import { ToneAnalyzer } from "./tone-analyzer.ts"
import { type ToneSpec } from "./tone-plans.ts"

const WINDOW = { windowSamples: 240, hopSamples: 80 }
const HOP_MS = 10
const FLOOR_DBM = -46
const TONE_POWER_MIN = powerOf(-46)
/** Part of all sound that the tones must be. */
const PURITY_MIN = 0.75
/** Two tones that sound together differ by at most 9 dB. */
const TWIST_MAX = 10 ** 0.9
/** A pause is 10 dB below the tone before it. */
const PAUSE_RATIO = 0.1
/** An edge passes through the window in three hops; more is a sound of its own. */
const EDGE_HOPS_MAX = 5
const PARTS_KEPT = 16

enum Judgement {
    Tone,
    Quiet,
    Between,
}

export class ToneCadenceDetector {
    private readonly analyzer: ToneAnalyzer
    private readonly trackers: CadenceTracker[]

    /** @param found is told the name of a tone when it is found, and again each `repeatMs` while it goes on */
    constructor(specs: readonly ToneSpec[], found: (name: string) => void) {
        const frequencies = [...new Set(specs.flatMap(spec => spec.frequenciesHz))]
        const analyzer = new ToneAnalyzer(frequencies, WINDOW, FLOOR_DBM)
        this.analyzer = analyzer
        this.trackers = specs.map(spec => {
            const tones = spec.frequenciesHz.map(hz => frequencies.indexOf(hz))
            return new CadenceTracker(spec, new TonePresence(analyzer, tones, spec), found)
        })
    }

    /** Listen to the next samples; any number of them. */
    process(block: Float32Array): void {
        let at = this.analyzer.advance(block, 0)
        while (at !== undefined) {
            for (const tracker of this.trackers) tracker.hop()
            at = this.analyzer.advance(block, at)
        }
    }
}

/** Whether one tone, or pair of tones, is all there is in the last window. */
class TonePresence {
    private toneLevel = 0

    constructor(
        private readonly analyzer: ToneAnalyzer,
        private readonly tones: readonly number[],
        private readonly spec: ToneSpec
    ) {}

    judge(): Judgement {
        const total = this.analyzer.totalPower
        if (this.isAlone(total)) {
            this.toneLevel = total
            return Judgement.Tone
        }
        const limit = Math.max(this.toneLevel * PAUSE_RATIO, TONE_POWER_MIN / 4)
        return total < limit ? Judgement.Quiet : Judgement.Between
    }

    private isAlone(total: number): boolean {
        let sum = 0
        let least = Infinity
        for (const tone of this.tones) {
            if (Math.abs(this.analyzer.offsetHz[tone]!) > this.spec.toleranceHz) return false
            const power = this.analyzer.power[tone]!
            sum += power
            least = Math.min(least, power)
        }
        if (least < TONE_POWER_MIN || sum - least > least * TWIST_MAX) return false
        return sum >= PURITY_MIN * total
    }
}

/** Follows sound and pause of one tone and compares their lengths with the cadence. */
class CadenceTracker {
    private state = Judgement.Between
    private stateHops = 0
    private edgeHops = 0
    private readonly partsMs = new Float64Array(PARTS_KEPT)
    /** Finished parts without a break; the last one is at (count − 1) mod PARTS_KEPT. The first is a sound. */
    private partCount = 0
    private hops = 0
    private reportedAtHop = -Infinity

    constructor(
        private readonly spec: ToneSpec,
        private readonly presence: TonePresence,
        private readonly found: (name: string) => void
    ) {}

    hop(): void {
        this.hops++
        const judgement = this.presence.judge()
        if (judgement === Judgement.Between) this.between()
        else if (judgement === this.state) this.goOn()
        else this.change(judgement)
        if (this.state === Judgement.Tone) this.reportSteady()
    }

    private between(): void {
        this.edgeHops++
        if (this.edgeHops <= EDGE_HOPS_MAX) return
        this.state = Judgement.Between
        this.stateHops = 0
        this.partCount = 0
    }

    private goOn(): void {
        this.stateHops += 1 + this.edgeHops
        this.edgeHops = 0
    }

    private change(to: Judgement): void {
        const isEdge = this.state !== Judgement.Between
        const halfEdge = isEdge ? this.edgeHops / 2 : 0
        const endedMs = (this.stateHops + halfEdge) * HOP_MS
        const from = this.state
        this.state = to
        this.stateHops = 1 + halfEdge
        this.edgeHops = 0
        if (isEdge) this.finishPart(from, endedMs)
    }

    private finishPart(kind: Judgement, lengthMs: number): void {
        if (this.partCount === 0 && kind === Judgement.Quiet) return
        this.partsMs[this.partCount % PARTS_KEPT] = lengthMs
        this.partCount++
        if (kind !== Judgement.Tone || this.spec.cadence.length === 0) return
        if (this.hasCadence()) this.report()
    }

    /** Whether the last parts fit the cadence, begun at any of its sounds. */
    private hasCadence(): boolean {
        const needed = this.spec.partsNeeded
        if (this.partCount < needed) return false
        for (let start = 0; start < this.spec.cadence.length; start += 2)
            if (this.fitsFrom(start)) return true
        return false
    }

    private fitsFrom(start: number): boolean {
        const { cadence, partsNeeded } = this.spec
        for (let part = 0; part < partsNeeded; part++) {
            const [minMs, maxMs] = cadence[(start + part) % cadence.length]!
            const ms = this.partsMs[(this.partCount - partsNeeded + part) % PARTS_KEPT]!
            if (ms < minMs || ms > maxMs) return false
        }
        return true
    }

    private reportSteady(): void {
        if (this.spec.cadence.length > 0 || this.stateHops * HOP_MS < this.spec.steadyMs) return
        this.report()
    }

    private report(): void {
        if ((this.hops - this.reportedAtHop) * HOP_MS < this.spec.repeatMs) return
        this.reportedAtHop = this.hops
        this.found(this.spec.name)
    }
}
