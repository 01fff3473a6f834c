/** From sound to line or loudspeaker, in blocks. */
import { Codec, SAMPLE_RATE_HZ, SoundSource } from "../hal/sound"
import { SpiBus } from "../hal/spi"
import { VoiceLine } from "../hal/voice-line"
import { silenceOf } from "./silence"
import { Interrupter, StopReason } from "./stop-reason"
import { translate } from "./translate"

/** What is translated and handed over at a time. */
const PIECE_BYTES = 512
/** The modem plays 56 samples meanwhile, and holds a quarter of a second of them. */
const FULL_PAUSE_US = 7000
/** A modem that has taken so much fills its own store, and wants more before the card makes it wait: it comes at 11 a ms. */
const HUNGRY_BYTES = 40
/** Words are short, and opening one takes up to 80 ms: the store must be full again by the next. */
const HUNGRY_PAUSE_US = 4200
/** A modem that is told that this is all can't be stopped any more: it is told when it holds an eighth of what it could. */
const LAST_BYTES = 256

/** Plays to the line or the loudspeaker, and stops within milliseconds when it is told to. */
export class Player {
    /** @param block filled by one read: the more sectors it holds, the fewer commands the card needs */
    constructor(
        private line: VoiceLine,
        private bus: SpiBus,
        private block: Buffer
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
            const lengthBytes = Math.min(leftBytes, PIECE_BYTES)
            this.block.fillAt(0, lengthBytes, silenceOf(this.line.codec))
            const reason = await this.sendPiece(0, lengthBytes, until)
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
        while (true) {
            const lengthBytes = await sound.read(atByte, this.block)
            if (lengthBytes === 0) return await this.letSound(until)
            atByte += lengthBytes
            // A sound may be put together from several, each in its own codec.
            const reason = await this.sendBlock(lengthBytes, sound.codec, until)
            if (reason !== undefined) return reason
        }
    }

    /** All is handed over, and most of it can still be dropped. */
    private async letSound(until: Interrupter): Promise<StopReason | undefined> {
        while (this.line.aheadBytes() > LAST_BYTES) {
            await this.line.poll()
            const reason = until.check()
            if (reason !== undefined) return reason
            await this.bus.pause(FULL_PAUSE_US)
        }
        return undefined
    }

    private async sendBlock(
        lengthBytes: number,
        codec: Codec,
        until: Interrupter
    ): Promise<StopReason | undefined> {
        for (let at = 0; at < lengthBytes; at += PIECE_BYTES) {
            const pieceBytes = Math.min(lengthBytes - at, PIECE_BYTES)
            if (codec !== this.line.codec)
                translate(this.block, at, pieceBytes, codec, this.line.codec)
            const reason = await this.sendPiece(at, at + pieceBytes, until)
            if (reason !== undefined) return reason
        }
        return undefined
    }

    private async sendPiece(
        at: number,
        endByte: number,
        until: Interrupter
    ): Promise<StopReason | undefined> {
        while (at < endByte) {
            const taken = await this.line.transmit(this.block, at, endByte - at)
            at += taken
            await this.line.poll()
            const reason = until.check()
            if (reason !== undefined) return reason
            if (at < endByte)
                await this.bus.pause(taken >= HUNGRY_BYTES ? HUNGRY_PAUSE_US : FULL_PAUSE_US)
        }
        return undefined
    }
}
