/** The sockets that carry sound: frames go to every page, and come from those that have a microphone. */

import { type WebSocket } from "ws"
import { decodeFrame, encodeFrame } from "../protocol/frame.ts"

/** RFC 6455: the peer sends what is not understood. */
const NOT_UNDERSTOOD = 1003
/** A page that does not read for so long misses frames: half a second of them, at ten times the speed of real time, too. */
const WAITING_BYTES_MAX = 160_000

/** @param page name of the page that it comes from */
export type MouthFrame = (page: string, number: number, samples: Float32Array) => void

export class LineSockets {
    private readonly sockets = new Set<WebSocket>()

    constructor(private readonly onMouth: MouthFrame) {}

    add(socket: WebSocket, page: string): void {
        this.sockets.add(socket)
        socket.on("close", () => this.sockets.delete(socket))
        socket.on("message", (data: Buffer, isBinary) => {
            const frame = isBinary ? decodeFrame(bufferOf(data), 1) : undefined
            if (!frame) return socket.close(NOT_UNDERSTOOD)
            this.onMouth(page, frame.number, frame.channels[0]!)
        })
    }

    /** 20 ms of every channel, to everybody who listens. */
    send(number: number, channels: readonly Float32Array[]): void {
        if (this.sockets.size === 0) return
        const frame = encodeFrame(number, channels)
        for (const socket of this.sockets)
            if (socket.bufferedAmount < WAITING_BYTES_MAX) socket.send(frame)
    }
}

function bufferOf(data: Buffer): ArrayBuffer {
    const copy = new ArrayBuffer(data.length)
    new Uint8Array(copy).set(data)
    return copy
}
