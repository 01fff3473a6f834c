/**
 * Sound between page and server: 8 kHz, 16 bits, in frames of 20 ms, the packet size of telephone voice.
 *
 * A message is a 32-bit number and then the samples of each channel, one channel after the other, little-endian.
 * From the page comes one channel, the mouth, and it counts its frames. To the page go four, or the last two of them where time
 * does not go on as on the wall, by the machine's time: frame n is what sounded from n times 20 ms on.
 */

export const LINE_RATE = 8000
export const FRAME_SAMPLES = 160
export const FRAME_MS = (1000 * FRAME_SAMPLES) / LINE_RATE
/** Channels of a frame that goes to the page: what is heard, then what is drawn. */
export const TO_PAGE = { ear: 0, speaker: 1, toModem: 2, fromModem: 3 } as const
export const TO_PAGE_CHANNELS = 4
/** The first of them are heard; the others alone are a frame that is only drawn. */
export const EAR_CHANNELS = 2
export const DRAWN_CHANNELS = TO_PAGE_CHANNELS - EAR_CHANNELS

const HEADER_BYTES = 4
const FULL_SCALE = 32767

export interface SoundFrame {
    readonly number: number
    /** 160 samples each, 1.0 = full scale. */
    readonly channels: Float32Array[]
}

export function frameBytes(channelCount: number): number {
    return HEADER_BYTES + 2 * FRAME_SAMPLES * channelCount
}

/** @param channels 160 samples each; what is beyond full scale is cut off */
export function encodeFrame(number: number, channels: readonly Float32Array[]): ArrayBuffer {
    const message = new ArrayBuffer(frameBytes(channels.length))
    const view = new DataView(message)
    view.setUint32(0, number, true)
    channels.forEach((samples, channel) => {
        const start = HEADER_BYTES + 2 * FRAME_SAMPLES * channel
        for (let i = 0; i < FRAME_SAMPLES; i++) {
            const clipped = Math.max(-1, Math.min(1, samples[i]!))
            view.setInt16(start + 2 * i, Math.round(clipped * FULL_SCALE), true)
        }
    })
    return message
}

/** Undefined where the message is not one whole frame: the peer is then broken, or hostile. */
export function decodeFrame(message: ArrayBuffer, channelCount: number): SoundFrame | undefined {
    if (message.byteLength !== frameBytes(channelCount)) return undefined
    const view = new DataView(message)
    const channels = Array.from({ length: channelCount }, (_, channel) => {
        const start = HEADER_BYTES + 2 * FRAME_SAMPLES * channel
        const sample = (_: unknown, i: number) => view.getInt16(start + 2 * i, true) / FULL_SCALE
        return Float32Array.from({ length: FRAME_SAMPLES }, sample)
    })
    return { number: view.getUint32(0, true), channels }
}
