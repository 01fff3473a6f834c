/**
 * Listens to the line while it is on-hook, for the caller ID, in the forms that the modem is set to (caller-id-forms.ts).
 */

import { SAMPLE_RATE_HZ } from "../../clock/audio-clock.ts"
import { FskDemodulator } from "../../dsp/fsk-demodulator.ts"
import { ToneCadenceDetector } from "../../dsp/tone-cadence-detector.ts"
import { ALERTING_TONE } from "../../dsp/tone-plans.ts"
import { callerFields, type CallerField, PacketAssembler, unformattedField } from "./caller-id.ts"
import { KeypadCallerId } from "./keypad-caller-id.ts"
import { type ModemSettings } from "./modem-settings.ts"

/** Longer than the pause between two rings in any country (5 s), and than the keys of any number. */
const LISTEN_SAMPLES = 6 * SAMPLE_RATE_HZ
/** The alerting tone comes soon after the reversal, the message soon after the tone. */
const ALERT_SAMPLES = 2 * SAMPLE_RATE_HZ
/** Value of +VCID. */
const UNFORMATTED = 2

/** What the ear waits for. */
enum Wait {
    Nothing,
    Alert,
    Message,
    Keys,
}

export class CallerIdEar {
    private readonly assembler: PacketAssembler
    private readonly keypad: KeypadCallerId
    private demodulator: FskDemodulator
    private alert: ToneCadenceDetector
    private wait = Wait.Nothing
    private samplesLeft = 0

    /** @param heard is told what the network said of the caller; then the ear stops */
    constructor(
        private readonly settings: ModemSettings,
        private readonly heard: (fields: readonly CallerField[]) => void
    ) {
        this.assembler = new PacketAssembler(packet => this.packetHeard(packet))
        this.keypad = new KeypadCallerId(fields => this.tell(fields))
        this.demodulator = new FskDemodulator(this.assembler)
        this.alert = this.makeAlert()
    }

    get isListening(): boolean {
        return this.wait !== Wait.Nothing
    }

    /** The polarity of the line on-hook has changed: a call may be announced. */
    lineReversed(): void {
        const forms = this.settings.callerIdForms
        this.keypad.start()
        this.alert = this.makeAlert()
        if (forms.includes("uk")) this.listen(Wait.Alert, ALERT_SAMPLES)
        else if (forms.includes("keypad")) this.listen(Wait.Keys, LISTEN_SAMPLES)
    }

    ringBegan(): void {
        if (this.wait === Wait.Keys) this.keypad.finish()
        this.stop()
    }

    /** In most countries it may come now. */
    ringEnded(): void {
        const forms = this.settings.callerIdForms
        if (forms.includes("bell") || forms.includes("etsi")) this.listenForMessage()
    }

    stop(): void {
        this.wait = Wait.Nothing
    }

    process(block: Float32Array): void {
        this.samplesLeft -= block.length
        if (this.wait === Wait.Message) this.demodulator.process(block)
        else if (this.wait === Wait.Alert) this.alert.process(block)
        else if (this.wait === Wait.Keys) this.keypad.process(block)
        if (this.samplesLeft <= 0) this.stop()
    }

    private listen(wait: Wait, samples: number): void {
        this.wait = wait
        this.samplesLeft = samples
    }

    private listenForMessage(): void {
        this.assembler.reset()
        this.demodulator = new FskDemodulator(this.assembler)
        this.listen(Wait.Message, LISTEN_SAMPLES)
    }

    private packetHeard(packet: Uint8Array): void {
        const isWhole = this.settings.get("+VCID") === UNFORMATTED
        const fields = isWhole ? [unformattedField(packet)] : callerFields(packet)
        if (fields) this.tell(fields)
        else this.stop()
    }

    private tell(fields: readonly CallerField[]): void {
        this.stop()
        this.heard(fields)
    }

    private makeAlert(): ToneCadenceDetector {
        return new ToneCadenceDetector([ALERTING_TONE], () => this.listenForMessage())
    }
}
