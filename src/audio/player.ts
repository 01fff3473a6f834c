/** From sound to line or loudspeaker, in blocks. */
import { Codec, SAMPLE_RATE_HZ, SoundSource } from "../hal/sound"
import { SpiBus } from "../hal/spi"
import { VoiceLine } from "../hal/voice-line"
import { silenceOf } from "./silence"
import { Interrupter, StopReason } from "./stop-reason"
import { translate } from "./translate"

const BLOCK_BYTES = 512
/** The modem plays 48 samples meanwhile, and holds a quarter of a second of them. */
const FULL_PAUSE_US = 6000

/** Plays to the line or the loudspeaker, and stops within milliseconds when it is told to. */
export class Player {
    private block = Buffer.alloc(BLOCK_BYTES)

    constructor(
        private line: VoiceLine,
        private bus: SpiBus
    ) {}

    /**
     * @param leadInMs silence in front, so that a line that is still settling clips no word
     * @returns Finished when the last sample has sounded
     * @throws Fault as card and modem do; transmitting has ended then too
     */
    async play(sound: SoundSource, leadInMs: number, until: Interrupter): Promise<StopReason> {
        await this.line.startTransmit()
        let reason: StopReason | undefined = StopReason.Finished
        let hasEnded = false
        try {
            reason = await this.sendSilence(leadInMs, until)
            if (reason === undefined) reason = await this.sendSound(sound, until)
            hasEnded = true
        } finally {
            if (hasEnded && reason === undefined) await this.line.finishTransmit()
            else await this.line.cancelTransmit()
        }
        if (reason === undefined) reason = until.check()
        return reason === undefined ? StopReason.Finished : reason
    }

    private async sendSilence(
        lengthMs: number,
        until: Interrupter
    ): Promise<StopReason | undefined> {
        let leftBytes = Math.idiv(lengthMs * SAMPLE_RATE_HZ, 1000)
        while (leftBytes > 0) {
            const lengthBytes = leftBytes < BLOCK_BYTES ? leftBytes : BLOCK_BYTES
            this.block.fillAt(0, lengthBytes, silenceOf(this.line.codec))
            const reason = await this.sendBlock(lengthBytes, until)
            if (reason !== undefined) return reason
            leftBytes -= lengthBytes
        }
        return undefined
    }

    private async sendSound(
        sound: SoundSource,
        until: Interrupter
    ): Promise<StopReason | undefined> {
        let atByte = 0
        const codec: Codec = sound.codec
        while (true) {
            const lengthBytes = await sound.read(atByte, this.block)
            if (lengthBytes === 0) return undefined
            atByte += lengthBytes
            if (codec !== this.line.codec)
                translate(this.block, lengthBytes, codec, this.line.codec)
            const reason = await this.sendBlock(lengthBytes, until)
            if (reason !== undefined) return reason
        }
    }

    private async sendBlock(
        lengthBytes: number,
        until: Interrupter
    ): Promise<StopReason | undefined> {
        let at = 0
        while (at < lengthBytes) {
            const taken = await this.line.transmit(this.block, at, lengthBytes - at)
            at += taken
            await this.line.poll()
            const reason = until.check()
            if (reason !== undefined) return reason
            if (taken === 0) await this.bus.pause(FULL_PAUSE_US)
        }
        return undefined
    }
}
