/** What a voice modem recognises in the sound of the line: keys, tones of the network, fax and modem tones, silence. */

import { SAMPLE_RATE_HZ } from "../../clock/audio-clock.ts"
import { DtmfDetector } from "../../dsp/dtmf-detector.ts"
import { Hush, SilenceMeter } from "../../dsp/silence-meter.ts"
import { ToneCadenceDetector } from "../../dsp/tone-cadence-detector.ts"
import { callProgressTones, MACHINE_TONES } from "../../dsp/tone-plans.ts"
import { type ReportRules } from "./profiles/modem-profile.ts"

/** Where a held key is told again and again, it is this often (vgetty: about 70 ms). */
const KEY_REPEAT_SAMPLES = 0.07 * SAMPLE_RATE_HZ
const KEY_BEGINS = "/"
const KEY_ENDS = "~"

export class LineEar {
    private dtmf: DtmfDetector
    private tones: ToneCadenceDetector
    private readonly silence: SilenceMeter
    private heldKey: string | undefined
    private heldSamples = 0
    /** The host wants to know of keys. */
    tellsKeys = true

    /** @param heard is told the code of what was recognised */
    constructor(
        private readonly rules: ReportRules,
        private readonly heard: (code: string) => void
    ) {
        const { silenceCode, quietCode } = rules
        this.silence = new SilenceMeter(kind =>
            heard(kind === Hush.Silence ? silenceCode : quietCode)
        )
        this.dtmf = this.makeDtmf()
        this.tones = this.makeTones("")
    }

    /** Forget everything and listen with the tone plan of `country`. */
    reset(country: string): void {
        this.heldKey = undefined
        this.dtmf = this.makeDtmf()
        this.tones = this.makeTones(country)
    }

    listen(block: Float32Array): void {
        this.dtmf.process(block)
        this.repeatHeldKey(block.length)
        this.tones.process(block)
    }

    /** Begin to measure silence: +VSD. */
    startSilence(thresholdDbm: number, intervalMs: number): void {
        this.silence.start(thresholdDbm, intervalMs)
    }

    listenForSilence(block: Float32Array): void {
        this.silence.process(block)
    }

    private keyDown(digit: string): void {
        if (!this.tellsKeys) return
        if (!this.rules.tellsHeldKeys) return this.heard(digit)
        this.heldKey = digit
        this.heldSamples = 0
        this.heard(KEY_BEGINS)
        this.heard(digit)
    }

    private repeatHeldKey(samples: number): void {
        if (this.heldKey === undefined) return
        this.heldSamples += samples
        if (this.heldSamples < KEY_REPEAT_SAMPLES) return
        this.heldSamples -= KEY_REPEAT_SAMPLES
        this.heard(this.heldKey)
    }

    private keyUp(): void {
        if (this.heldKey === undefined) return
        this.heldKey = undefined
        this.heard(KEY_ENDS)
    }

    private makeDtmf(): DtmfDetector {
        return new DtmfDetector({
            digitOn: digit => this.keyDown(digit),
            digitOff: () => this.keyUp(),
        })
    }

    private makeTones(country: string): ToneCadenceDetector {
        const codes = this.rules.soundCodes
        const specs = [...callProgressTones(country), ...MACHINE_TONES]
        const told = specs.filter(spec => codes[spec.name] !== undefined)
        return new ToneCadenceDetector(told, name => this.heard(codes[name]!))
    }
}
