/**
 * Owns the socket for sound, away from the main thread: drawing a picture must never delay a frame.
 *
 * It is given the socket's address, and one end of a channel whose other end is in the audio thread.
 */
import { decodeFrame, EAR_CHANNELS, encodeFrame } from "../../sim/protocol/frame.ts"

/** How long it waits after a lost connection before it tries again. */
const AGAIN_MS = 1000

export interface WorkerStart {
    readonly url: string
    readonly audio: MessagePort
}

addEventListener("message", ({ data }: MessageEvent<WorkerStart>) => {
    const { url, audio } = data
    let socket = connect()
    let number = 0
    audio.onmessage = (event: MessageEvent<Float32Array>) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(encodeFrame(number++, [event.data]))
    }

    function connect(): WebSocket {
        const fresh = new WebSocket(url)
        fresh.binaryType = "arraybuffer"
        fresh.onmessage = (event: MessageEvent<ArrayBuffer>) => {
            const frame = decodeFrame(event.data, EAR_CHANNELS)
            if (!frame) return
            audio.postMessage(
                frame.channels,
                frame.channels.map(samples => samples.buffer)
            )
        }
        fresh.onclose = () => {
            setTimeout(() => (socket = connect()), AGAIN_MS)
        }
        return fresh
    }
})
