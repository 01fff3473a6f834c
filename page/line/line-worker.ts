/**
 * Owns the socket for sound, away from the main thread: drawing a picture must never delay a frame.
 *
 * It is given the socket's address, and later, when the page may be heard, one end of a channel whose other end is in the
 * audio thread. What is drawn goes to the page.
 */
import {
    decodeFrame,
    DRAWN_CHANNELS,
    encodeFrame,
    TO_PAGE_CHANNELS,
} from "../../sim/protocol/frame.ts"

/** How long it waits after a lost connection before it tries again. */
const AGAIN_MS = 1000

export interface WorkerOrder {
    /** Connect to this address. */
    readonly url?: string
    /** Let this end be heard, and speak. */
    readonly audio?: MessagePort
}

let socket: WebSocket | undefined
let audio: MessagePort | undefined
let framesSent = 0

addEventListener("message", ({ data }: MessageEvent<WorkerOrder>) => {
    if (data.url !== undefined) connect(data.url)
    if (data.audio) join(data.audio)
})

function join(port: MessagePort): void {
    audio = port
    port.onmessage = (event: MessageEvent<Float32Array>) => {
        if (socket?.readyState === WebSocket.OPEN)
            socket.send(encodeFrame(framesSent++, [event.data]))
    }
}

function connect(url: string): void {
    socket = new WebSocket(url)
    socket.binaryType = "arraybuffer"
    socket.onmessage = (event: MessageEvent<ArrayBuffer>) => take(event.data)
    socket.onclose = () => {
        setTimeout(() => connect(url), AGAIN_MS)
    }
}

function take(message: ArrayBuffer): void {
    const frame = decodeFrame(message, TO_PAGE_CHANNELS) ?? decodeFrame(message, DRAWN_CHANNELS)
    if (!frame) return
    const { number, channels } = frame
    const [toModem, fromModem] = channels.splice(-DRAWN_CHANNELS)
    const buffers = channels.map(samples => samples.buffer)
    if (channels.length > 0) audio?.postMessage(channels, buffers)
    postMessage({ number, toModem, fromModem })
}
