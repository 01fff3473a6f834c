import { AudioClock, BLOCK_SAMPLES } from "../../../../sim/clock/audio-clock.ts"
import { Random } from "../../../../sim/clock/random.ts"
import { Scheduler } from "../../../../sim/clock/scheduler.ts"
import { CONEXANT } from "../../../../sim/chips/voice-modem/profiles/conexant.ts"
import { type ModemProfile } from "../../../../sim/chips/voice-modem/profiles/modem-profile.ts"
import { VoiceModem } from "../../../../sim/chips/voice-modem/voice-modem.ts"
import { type ReceivedVoice } from "../../../../sim/chips/voice-modem/voice-streams.ts"
import { RuleBook } from "../../../../sim/report/rules.ts"
import { Timeline, type TimelineEvent } from "../../../../sim/report/timeline.ts"
import { SerialLine } from "../../../../sim/wire/serial-direction.ts"

const MS = 1000

/** A modem with power, a scripted host on its serial line, and a scripted telephone line. */
export class ModemBench {
    readonly scheduler = new Scheduler()
    readonly timeline = new Timeline(this.scheduler)
    readonly rules = new RuleBook(this.timeline)
    readonly line = new SerialLine()
    readonly modem: VoiceModem
    readonly hook: string[] = []
    readonly voices: ReceivedVoice[] = []
    /** Everything the modem said, and when each byte had arrived. */
    readonly heard: number[] = []
    readonly heardUs: number[] = []
    readonly toLine: number[] = []
    readonly toSpeaker: number[] = []
    beatCount = 0
    /** Sound on the pair, from the next beat on. */
    private sound: Float32Array = new Float32Array(0)
    private soundAt = 0
    private readonly block = new Float32Array(BLOCK_SAMPLES)

    constructor(
        private readonly profile: ModemProfile = CONEXANT,
        seed = 1
    ) {
        const audioClock = new AudioClock(this.scheduler, () => this.beat())
        this.modem = new VoiceModem({
            profile,
            line: this.line,
            hook: {
                offHook: () => this.hook.push("off"),
                onHook: () => this.hook.push("on"),
            },
            scheduler: this.scheduler,
            audioClock,
            timeline: this.timeline,
            rules: this.rules,
            random: new Random(seed, "modem"),
            faultRandom: new Random(seed, "modem-faults"),
            callNumber: () => 7,
        })
        this.modem.onReceived = voice => this.voices.push(voice)
        this.line.isDtrAsserted = true
        this.line.syncDte = untilUs => this.pull(untilUs)
        this.modem.power(true)
        this.run(500)
    }

    run(ms: number): void {
        this.scheduler.runUntil(this.scheduler.nowUs + ms * MS)
        this.pull(this.scheduler.nowUs)
    }

    send(bytes: ArrayLike<number> | string): void {
        const raw = typeof bytes === "string" ? Array.from(bytes, c => c.charCodeAt(0)) : bytes
        this.line.toDce.send(raw, this.scheduler.nowUs)
    }

    /** Send a command, wait (bounded) for what it answers, leave a polite pause. Answers the text since. */
    command(text: string, limitMs = 3000): string {
        const from = this.heard.length
        this.send(`${text}\r`)
        for (
            let ms = 0;
            ms < limitMs && !/(OK|ERROR|CONNECT|VCON|CARRIER)\r\n/.test(this.text(from));
            ms++
        )
            this.run(1)
        if (!this.text(from).includes("CONNECT")) this.run(this.profile.deafAfterResultUs / MS + 5)
        return this.text(from)
    }

    /** Echo off, class 8, off-hook. */
    answer(): void {
        this.command("ATE0")
        this.command("AT+FCLASS=8")
        this.command("AT+VLS=1")
    }

    text(from = 0): string {
        return String.fromCharCode(...this.heard.slice(from))
    }

    play(sound: Float32Array): void {
        this.sound = sound
        this.soundAt = 0
    }

    events(name: string): TimelineEvent[] {
        return this.timeline.events.filter(e => e.source === "modem" && e.event === name)
    }

    /** Codes of all events that were told. */
    codes(): string {
        return this.events("event")
            .map(e => e.fields["code"])
            .join("")
    }

    private beat(): void {
        this.beatCount++
        for (let i = 0; i < BLOCK_SAMPLES; i++) this.block[i] = this.sound[this.soundAt++] ?? 0
        this.modem.beat(this.block)
        this.toLine.push(...this.modem.toLine)
        this.toSpeaker.push(...this.modem.toSpeaker)
    }

    private pull(untilUs: number): void {
        const { toDte } = this.line
        for (let byte = toDte.take(untilUs); byte !== undefined; byte = toDte.take(untilUs)) {
            this.heard.push(byte)
            this.heardUs.push(toDte.lastTakenUs)
        }
    }
}

/** Voice data and events of a stream from the modem, taken apart by a decoder of its own. */
export function unshield(bytes: readonly number[]): { sound: number[]; codes: [string, number][] } {
    const sound: number[] = []
    const codes: [string, number][] = []
    for (let i = 0; i < bytes.length; i++) {
        if (bytes[i] !== 0x10) sound.push(bytes[i]!)
        else if (bytes[++i] === 0x10) sound.push(0x10)
        else if (bytes[i] === 0x1a) sound.push(0x10, 0x10)
        else codes.push([String.fromCharCode(bytes[i] ?? 0), sound.length])
        if (codes.at(-1)?.[0] === "\x03") break
    }
    return { sound, codes }
}

/** A sine of `levelDbm` dBm0; a full-scale sine is +3.14. */
export function sine(hz: number, ms: number, levelDbm: number): Float32Array {
    const peak = 10 ** ((levelDbm - 3.14) / 20)
    return Float32Array.from(
        { length: ms * 8 },
        (_, i) => peak * Math.sin((2 * Math.PI * hz * i) / 8000)
    )
}

/** A caller ID transmission: 300 bits of seizure, 180 of mark, then 8N1 (GR-30). */
export function fskPacket(
    packet: readonly number[],
    { markHz = 1200, spaceHz = 2200, levelDbm = -14 } = {}
): Float32Array {
    const bits: number[] = Array.from({ length: 300 }, (_, i) => i % 2)
    for (let i = 0; i < 180; i++) bits.push(1)
    for (const byte of packet)
        bits.push(0, ...[0, 1, 2, 3, 4, 5, 6, 7].map(k => (byte >> k) & 1), 1)
    for (let i = 0; i < 10; i++) bits.push(1)
    const peak = 10 ** ((levelDbm - 3.14) / 20)
    const sound = new Float32Array(Math.floor((bits.length * 8000) / 1200))
    let phase = 0
    for (let i = 0; i < sound.length; i++) {
        phase += (2 * Math.PI * (bits[Math.floor((i * 1200) / 8000)] ? markHz : spaceHz)) / 8000
        sound[i] = peak * Math.sin(phase)
    }
    return sound
}

export function hexBytes(text: string): number[] {
    return text.split(" ").map(byte => parseInt(byte, 16))
}
