/** A telephone line with an exchange at one end and, at the other, somebody whom the test makes act. */
import { AudioClock } from "../../../sim/clock/audio-clock.ts"
import { Random } from "../../../sim/clock/random.ts"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { Exchange, type ExchangeOptions } from "../../../sim/exchange/exchange.ts"
import { CALL_DEFAULTS, type CallSpec } from "../../../sim/exchange/call-spec.ts"
import { type Subscriber } from "../../../sim/exchange/subscriber.ts"
import { Timeline, type EventFields } from "../../../sim/report/timeline.ts"

export class TestLine implements Subscriber {
    readonly scheduler = new Scheduler()
    readonly timeline = new Timeline(this.scheduler)
    readonly exchange: Exchange
    /** Everything that the subscriber was told, with the time in ms. */
    readonly told: string[] = []
    private readonly audioClock: AudioClock
    private readonly received: Float32Array[] = []
    private readonly toSend: Float32Array[] = []

    constructor(country = "US", network: Pick<ExchangeOptions, "callerId" | "release"> = {}) {
        this.audioClock = new AudioClock(this.scheduler, () => this.beat())
        this.exchange = new Exchange({
            ...network,
            country,
            scheduler: this.scheduler,
            audioClock: this.audioClock,
            timeline: this.timeline,
            random: new Random(1, "exchange"),
            wallStart: { year: 2026, month: 9, day: 12, hour: 19, minute: 42, second: 0 },
        })
        this.exchange.connect(this)
    }

    ringing(on: boolean): void {
        this.tell(`ringing ${on}`)
    }

    polarity(reversed: boolean): void {
        this.tell(`reversed ${reversed}`)
    }

    loopCurrent(flowing: boolean): void {
        this.tell(`loop ${flowing}`)
    }

    extension(offHook: boolean): void {
        this.tell(`extension ${offHook}`)
    }

    call(spec: Partial<CallSpec>): ReturnType<Exchange["placeCall"]> {
        return this.exchange.placeCall({ ...CALL_DEFAULTS, ...spec })
    }

    runUntil(ms: number): void {
        this.scheduler.runUntil(ms * 1000)
    }

    /** The subscriber sends this from now on, and silence after it. */
    send(sound: Float32Array): void {
        for (let at = 0; at < sound.length; at += 40) {
            const block = new Float32Array(40)
            block.set(sound.subarray(at, at + 40))
            this.toSend.push(block)
        }
    }

    /** Forget what the subscriber heard so far. */
    forgetSound(): void {
        this.received.length = 0
    }

    get heard(): Float32Array {
        const whole = new Float32Array(this.received.length * 40)
        this.received.forEach((block, i) => whole.set(block, i * 40))
        return whole
    }

    /** Events as "tMs name {fields}"; of one source, or of all. */
    events(source?: string): string[] {
        return this.timeline.events
            .filter(e => source === undefined || e.source === source)
            .map(e => `${e.tMs} ${e.event}${fieldText(e.fields)}`)
    }

    timeOf(event: string): number | undefined {
        return this.timeline.events.find(e => e.event === event)?.tMs
    }

    private tell(what: string): void {
        this.told.push(`${this.scheduler.nowUs / 1000} ${what}`)
    }

    private beat(): void {
        this.received.push(this.exchange.render().slice())
        this.exchange.consume(this.toSend.shift() ?? new Float32Array(40))
    }
}

function fieldText(fields: EventFields): string {
    return Object.entries(fields)
        .map(([key, value]) => ` ${key}=${value}`)
        .join("")
}
