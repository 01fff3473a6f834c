/** What a voice modem recognises in the sound of the line: keys, tones of the network, fax and modem tones, silence. */

import { DtmfDetector } from "../../dsp/dtmf-detector.ts"
import { Hush, SilenceMeter } from "../../dsp/silence-meter.ts"
import { ToneCadenceDetector } from "../../dsp/tone-cadence-detector.ts"
import { callProgressTones, MACHINE_TONES } from "../../dsp/tone-plans.ts"

export class LineEar {
    private dtmf: DtmfDetector
    private tones: ToneCadenceDetector
    private readonly silence: SilenceMeter

    /**
     * @param soundCodes shielded code of each tone that is told
     * @param heard is told the code of what was recognised
     */
    constructor(
        private readonly soundCodes: Readonly<Record<string, string>>,
        private readonly heard: (code: string) => void
    ) {
        this.silence = new SilenceMeter(kind => heard(kind === Hush.Silence ? "s" : "q"))
        this.dtmf = this.makeDtmf()
        this.tones = this.makeTones("")
    }

    /** Forget everything and listen with the tone plan of `country`. */
    reset(country: string): void {
        this.dtmf = this.makeDtmf()
        this.tones = this.makeTones(country)
    }

    listen(block: Float32Array): void {
        this.dtmf.process(block)
        this.tones.process(block)
    }

    /** Begin to measure silence: +VSD. */
    startSilence(thresholdDbm: number, intervalMs: number): void {
        this.silence.start(thresholdDbm, intervalMs)
    }

    listenForSilence(block: Float32Array): void {
        this.silence.process(block)
    }

    private makeDtmf(): DtmfDetector {
        return new DtmfDetector({ digitOn: digit => this.heard(digit), digitOff: () => {} })
    }

    private makeTones(country: string): ToneCadenceDetector {
        const specs = [...callProgressTones(country), ...MACHINE_TONES]
        const told = specs.filter(spec => this.soundCodes[spec.name] !== undefined)
        return new ToneCadenceDetector(told, name => this.heard(this.soundCodes[name]!))
    }
}
