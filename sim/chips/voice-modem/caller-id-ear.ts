/** Listens to the line while it is on-hook, for the caller ID between two rings. */

import { SAMPLE_RATE_HZ } from "../../clock/audio-clock.ts"
import { FskDemodulator } from "../../dsp/fsk-demodulator.ts"
import { callerFields, type CallerField, PacketAssembler, unformattedField } from "./caller-id.ts"
import { type ModemSettings } from "./modem-settings.ts"

/** Longer than the pause between two rings in any country (5 s). */
const LISTEN_SAMPLES = 6 * SAMPLE_RATE_HZ
/** Values of +VCID. */
const OFF = 0
const UNFORMATTED = 2

export class CallerIdEar {
    private readonly assembler: PacketAssembler
    private demodulator: FskDemodulator
    private samplesLeft = 0

    /** @param heard is told what the network said of the caller; then the ear stops */
    constructor(
        private readonly settings: ModemSettings,
        private readonly heard: (fields: readonly CallerField[]) => void
    ) {
        this.assembler = new PacketAssembler(packet => this.packetHeard(packet))
        this.demodulator = new FskDemodulator(this.assembler)
    }

    get isListening(): boolean {
        return this.samplesLeft > 0
    }

    /** A ring has ended, and now it may come. */
    ringEnded(): void {
        if (this.settings.get("+VCID") === OFF) return
        this.assembler.reset()
        this.demodulator = new FskDemodulator(this.assembler)
        this.samplesLeft = LISTEN_SAMPLES
    }

    stop(): void {
        this.samplesLeft = 0
    }

    process(block: Float32Array): void {
        this.samplesLeft = Math.max(0, this.samplesLeft - block.length)
        this.demodulator.process(block)
    }

    private packetHeard(packet: Uint8Array): void {
        this.stop()
        const isWhole = this.settings.get("+VCID") === UNFORMATTED
        const fields = isWhole ? [unformattedField(packet)] : callerFields(packet)
        if (fields) this.heard(fields)
    }
}
