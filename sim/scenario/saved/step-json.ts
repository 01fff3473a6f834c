/** Steps that were done, as a scenario says them; sounds and sectors become files beside it. */

import { encodeWav16, encodeWavFloat } from "../../audio/wav.ts"
import { sampleToInt16 } from "../../audio/sound-recorder.ts"
import { RecordedMouth } from "../../audio/recorded-mouth.ts"
import { type RoomMouth } from "../../audio/room-voice.ts"
import { encodeSectors } from "../../card/sector-file.ts"
import { SAMPLE_RATE_HZ } from "../../clock/audio-clock.ts"
import {
    CALL_DEFAULTS,
    type CallEnd,
    type CallSpec,
    type SpeakAfter,
    type SpokenItem,
} from "../../exchange/call-spec.ts"
import { RecordedHandset } from "../../exchange/recorded-handset.ts"
import { type Fault } from "../faults.ts"
import { type Deed } from "../scenario.ts"
import { WITHOUT_TIMES } from "../trouble-schema.ts"
import { type PowerDeed } from "./dated-deed.ts"

/** Takes a file that the scenario names. */
export type AddFile = (name: string, content: Uint8Array) => void
type Json = Readonly<Record<string, unknown>>

const PRESS_DOWN_MS = 120
const FULL_SCALE = 32768

export class StepWriter {
    private soundCount = 0
    private callCount = 0
    private changeCount = 0

    /** The one that was in the slot last. */
    private lastCard = 0

    /** @param cards those of the run: their files, and how large they are */
    constructor(
        private readonly addFile: AddFile,
        private readonly cards: readonly { readonly name: string; readonly sectorCount: number }[]
    ) {}

    /** Undefined: nothing came of it. @param card that is put in or changed; undefined: the one that was in last */
    json(step: Deed | PowerDeed, card?: number): Json | undefined {
        switch (step.kind) {
            case "openMouth":
                return this.mouth(step.mouth)
            case "call":
                return this.call(step)
            case "say":
                return { say: this.sound(step.samples) }
            case "press":
                return pressJson(step)
            case "finger":
                return { finger: step.button, down: step.isDown }
            case "network":
                return { network: step.state }
            case "telephone":
                return { telephone: step.isUp ? "pickup" : "putdown" }
            case "powerOn":
            case "powerOff":
            case "powerCut":
                return powerJson(step)
            default:
                return this.trouble(step, card)
        }
    }

    private trouble(
        step: Extract<
            Deed,
            {
                readonly kind:
                    "removeCard" | "insertCard" | "changeCard" | "fault" | "endFault" | "endFaults"
            }
        >,
        card: number | undefined
    ): Json {
        switch (step.kind) {
            case "removeCard":
                return { card: "remove" }
            case "insertCard":
                if (step.card) throw new Error("a card that was put in by name can't be saved")
                return { card: this.insertion(card) }
            case "changeCard":
                return { card: this.change(step.change, card) }
            case "fault":
                return faultJson(step.fault)
            case "endFault":
                return { mend: step.fault }
            case "endFaults":
                return { fault: null }
        }
    }

    private mouth(mouth: RoomMouth): Json | undefined {
        if (!(mouth instanceof RecordedMouth)) throw new Error("nobody kept what was said")
        const { samples } = mouth
        if (samples.length === 0) return undefined
        return { say: this.sound(Float32Array.from(samples, sample => sample / FULL_SCALE)) }
    }

    private call({ spec, handset }: Extract<Deed, { readonly kind: "call" }>): Json {
        const { number, name, maxRings } = spec
        const caller = { number, name, maxRings }
        this.callCount++
        if (!handset) return { call: { ...caller, ...this.scripted(spec) } }
        if (!(handset instanceof RecordedHandset)) throw new Error("nobody kept what was said")
        return { call: { ...caller, handset: this.handset(handset) } }
    }

    private handset({ samples, keys }: RecordedHandset): Json {
        if (samples.length === 0) return {}
        const name = `call-${this.callCount}.wav`
        this.addFile(name, encodeWav16(samples))
        const marks = keys.map(({ atSample, digit }) => ({
            atMs: (1000 * atSample) / SAMPLE_RATE_HZ,
            key: digit,
        }))
        return { sound: name, ...(marks.length > 0 && { keys: marks }) }
    }

    private scripted({ audio, speakAfter, giveUpMs, levelDbm, then, mayWait }: CallSpec): Json {
        return {
            audio: audio.map(item => this.spoken(item)),
            speakAfter: speakAfterJson(speakAfter),
            giveUpMs,
            levelDbm,
            then: endJson(then),
            ...(mayWait !== CALL_DEFAULTS.mayWait && { waiting: mayWait }),
        }
    }

    private spoken(item: SpokenItem): unknown {
        switch (item.kind) {
            case "sound":
                return this.sound(item.samples)
            case "dtmf":
                return {
                    dtmf: item.digits,
                    onMs: item.onMs,
                    offMs: item.offMs,
                    levelDbm: item.levelDbm,
                }
            case "silence":
                return { silenceMs: item.silenceMs }
            case "fax":
                return { fax: true }
            case "data":
                return { data: true }
        }
    }

    private sound(samples: Float32Array): string {
        const name = `sound-${++this.soundCount}.wav`
        this.addFile(name, isOf16Bits(samples) ? encodeWav16(samples) : encodeWavFloat(samples))
        return name
    }

    private insertion(card: number | undefined): unknown {
        if (card === undefined) return "insert"
        this.lastCard = card
        return { replace: this.cards[card]!.name }
    }

    private change(sectors: ReadonlyMap<number, Uint8Array>, card: number | undefined): Json {
        const name = `card-change-${++this.changeCount}.sectors`
        const { sectorCount = 0 } = this.cards[card ?? this.lastCard] ?? {}
        this.addFile(name, encodeSectors(sectorCount, sectors))
        return { change: name, ...(card !== undefined && { of: this.cards[card]!.name }) }
    }
}

function isOf16Bits(samples: Float32Array): boolean {
    return samples.every(sample => sampleToInt16(sample) / FULL_SCALE === sample)
}

function powerJson(step: PowerDeed): Json {
    if (step.kind === "powerOn") return { power: "on" }
    return step.kind === "powerOff" ? { power: "off" } : { power: "off", at: step.cut ?? null }
}

function pressJson(press: Extract<Deed, { readonly kind: "press" }>): Json {
    const { button, times, downMs, gapMs } = press
    if (downMs !== PRESS_DOWN_MS) return { hold: button, ms: downMs }
    return times === 1 ? { press: button } : { press: button, times, gapMs }
}

function faultJson({ kind, times, ...options }: Fault): Json {
    const counted = WITHOUT_TIMES.includes(kind) ? {} : { times }
    return { fault: kind, ...counted, ...options }
}

function speakAfterJson(after: SpeakAfter): unknown {
    switch (after.kind) {
        case "beep":
        case "answer":
            return after.kind
        case "delay":
            return after.delayMs
        case "quiet":
            return { quietMs: after.quietMs }
    }
}

function endJson(end: CallEnd): unknown {
    switch (end.kind) {
        case "hangup":
            return end.kind
        case "stay":
            return { stay: end.stayMs }
        case "pickup":
            return { pickup: end.pickupMs }
    }
}
