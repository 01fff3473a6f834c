/** Listens to the line while it is on-hook, for the caller ID between two rings. */

import { SAMPLE_RATE_HZ } from "../../clock/audio-clock.ts"
import { FskDemodulator } from "../../dsp/fsk-demodulator.ts"
import { PacketAssembler } from "./caller-id.ts"

/** Longer than the pause between two rings in any country (5 s). */
const LISTEN_SAMPLES = 6 * SAMPLE_RATE_HZ

export class CallerIdEar {
    private readonly assembler: PacketAssembler
    private demodulator: FskDemodulator
    private samplesLeft = 0

    /** @param received is told a right packet, valid during the call; then the ear stops */
    constructor(received: (packet: Uint8Array) => void) {
        this.assembler = new PacketAssembler(packet => {
            this.stop()
            received(packet)
        })
        this.demodulator = new FskDemodulator(this.assembler)
    }

    get isListening(): boolean {
        return this.samplesLeft > 0
    }

    start(): void {
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
}
