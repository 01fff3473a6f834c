/** What happens to the machine, drawn by lot: callers, its owner, and power failures. As steps of a scenario. */

import { join } from "node:path"
import type { Random } from "../../sim/clock/random.ts"
import { ROOT } from "../project.ts"

const STORY = join(ROOT, "sounds/callers/second-call.wav")
/** Nobody has such a number. */
const NUMBER_BASE = 1_000_000_000
/** An owner may have a hundred messages to hear. */
const IDLE = { wait: "idle", timeoutMs: 4 * 3_600_000 }
const HOLD_MS = 1500
const DOUBLE_GAP_MS = 150
/** Less than a message of `STORY` writes. */
const CUT_WRITES_MAX = 30
const CUT_VARIANTS = ["before", "torn-first", "torn-second", "zeros", "garbage", "stream-lost"]
/** By then a caller has been answered and has begun to speak; or not yet. */
const CUT_AFTER_ANSWER_MS_MAX = 12_000
/** Longer than a message, its announcement and the one after it. */
const LISTEN_MS_MAX = 20_000
const PAUSE_MS_MAX = 4000
/** Whoever rings sooner after somebody who gave up can't be told from him: his ring comes when the next one was due. */
const PAUSE_AFTER_RING_MS = 4500

export interface Deed {
    /** A word: what it was. */
    readonly kind: string
    readonly steps: readonly object[]
    /** Numbers of its calls, in the order in which they are placed. */
    readonly numbers: readonly string[]
    /** Power fails in it. */
    readonly isCut: boolean
}

/** Draws one deed after the other. Caller numbers are never drawn twice. */
export class Deeds {
    private callCount = 0

    /** @param pin the owner's code for access by telephone, which callers of these deeds know */
    constructor(
        private readonly random: Random,
        private readonly pin: string
    ) {}

    /** @param hasCuts power may fail */
    next(hasCuts: boolean): Deed {
        const table: (readonly [weight: number, make: () => Deed])[] = [
            [36, () => this.call("message", { audio: STORY })],
            [8, () => this.call("hung up while greeted", { audio: [], speakAfter: 800 })],
            [8, () => this.oneRing()],
            [4, () => this.call("says nothing", { then: { stay: 15_000 } })],
            [3, () => this.call("fax", { audio: { fax: true } })],
            [3, () => this.call("skips the greeting", this.typed("#", STORY))],
            [3, () => this.twoAtOnce()],
            [10, () => this.owner("listens", [{ press: "play" }])],
            [6, () => this.owner("stops", [...this.listening(), { press: "play" }])],
            [4, () => this.owner("goes on", [...this.listening(), this.double()])],
            [4, () => this.owner("deletes", [...this.listening(), this.hold()])],
            [2, () => this.owner("deletes what was heard", [{ hold: "delete", ms: HOLD_MS }])],
            [3, () => this.owner("keeps", [...this.listening(), this.double(), this.hold()])],
            [5, () => this.remote()],
            [3, () => this.quiet()],
        ]
        if (hasCuts)
            table.push(
                [3, () => this.cutByTime()],
                [3, () => this.cutAtWrite()],
                [2, () => this.cycle()]
            )
        return this.drawn(table)
    }

    private drawn(table: (readonly [number, () => Deed])[]): Deed {
        const total = table.reduce((sum, [weight]) => sum + weight, 0)
        let ticket = this.random.nextInteger(1, total)
        for (const [weight, make] of table) {
            ticket -= weight
            if (ticket <= 0) return make()
        }
        throw new Error("the table is empty")
    }

    private call(kind: string, spec: object): Deed {
        const number = this.nextNumber()
        const steps = [{ call: { number, ...spec } }, IDLE, this.pause()]
        return { kind, steps, numbers: [number], isCut: false }
    }

    private oneRing(): Deed {
        const deed = this.call("one ring", { maxRings: 1 })
        return { ...deed, steps: [...deed.steps, { wait: PAUSE_AFTER_RING_MS }] }
    }

    private typed(dtmf: string, ...then: unknown[]): object {
        return { audio: [{ dtmf }, { silenceMs: 2500 }, ...then], speakAfter: 1500 }
    }

    /** The second one is told that the line is busy, so the machine knows nothing of it. */
    private twoAtOnce(): Deed {
        const [first, second] = [this.nextNumber(), this.nextNumber()]
        const answered = { wait: { event: "answered", source: "caller", timeoutMs: 60_000 } }
        const calls = [{ call: { number: first, audio: STORY } }, answered]
        const steps = [...calls, { call: { number: second, audio: STORY } }, IDLE]
        return { kind: "two at once", steps, numbers: [first, second], isCut: false }
    }

    private owner(kind: string, keys: readonly object[]): Deed {
        return { kind, steps: [...keys, IDLE, this.pause()], numbers: [], isCut: false }
    }

    /** The owner calls, is known by the code, hears messages, and ends the call or just hangs up. */
    private remote(): Deed {
        const keys = ["2", "1", "3", "6", "9", "4", "5"]
        const deeds = Array.from({ length: this.random.nextInteger(1, 4) }, () => [
            { dtmf: keys[this.random.nextInteger(0, keys.length - 1)] },
            { silenceMs: this.random.nextInteger(300, 6000) },
        ])
        const end = this.random.nextInteger(0, 1) === 0 ? [{ dtmf: "8" }, { silenceMs: 2000 }] : []
        const audio = [{ dtmf: this.pin }, { silenceMs: 2500 }, ...deeds.flat(), ...end]
        return this.call("owner by telephone", { audio, speakAfter: 1500 })
    }

    private quiet(): Deed {
        const steps = [{ wait: this.random.nextInteger(1000, 120_000) }]
        return { kind: "nothing", steps, numbers: [], isCut: false }
    }

    private cutByTime(): Deed {
        const number = this.nextNumber()
        const steps = [
            { call: { number, audio: STORY } },
            { wait: { event: "off-hook", source: "exchange", timeoutMs: 90_000 } },
            { wait: this.random.nextInteger(0, CUT_AFTER_ANSWER_MS_MAX) },
            { power: "off" },
            { wait: 3000 },
            { power: "on" },
            IDLE,
        ]
        return { kind: "power fails in a call", steps, numbers: [number], isCut: true }
    }

    private cutAtWrite(): Deed {
        const { random } = this
        const number = this.nextNumber()
        const variant = CUT_VARIANTS[random.nextInteger(0, CUT_VARIANTS.length - 1)]
        const at = { cardWrite: random.nextInteger(1, CUT_WRITES_MAX), variant }
        const steps = [
            { power: "off", at },
            { call: { number, audio: STORY } },
            IDLE,
            { power: "on" },
            IDLE,
        ]
        return { kind: "power fails at a write", steps, numbers: [number], isCut: true }
    }

    private cycle(): Deed {
        const steps = [{ power: "cycle", offMs: 3000 }, IDLE]
        return { kind: "power fails in idle", steps, numbers: [], isCut: true }
    }

    private listening(): object[] {
        return [{ press: "play" }, { wait: this.random.nextInteger(300, LISTEN_MS_MAX) }]
    }

    private double(): object {
        return { press: "play", times: 2, gapMs: DOUBLE_GAP_MS }
    }

    private hold(): object {
        return { hold: "play", ms: HOLD_MS }
    }

    private pause(): object {
        return { wait: this.random.nextInteger(200, PAUSE_MS_MAX) }
    }

    private nextNumber(): string {
        this.callCount++
        return String(NUMBER_BASE + this.callCount)
    }
}
