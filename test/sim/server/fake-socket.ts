/** A socket of `ws` as far as the server uses it, which keeps what it was sent. */

import { EventEmitter } from "node:events"
import { type WebSocket } from "ws"
import { type ServerMessage } from "../../../sim/protocol/messages.ts"

export class FakeSocket extends EventEmitter {
    readonly texts: string[] = []
    readonly frames: ArrayBuffer[] = []
    bufferedAmount = 0
    closedWith: number | undefined

    send(data: string | ArrayBuffer): void {
        if (typeof data === "string") this.texts.push(data)
        else this.frames.push(data)
    }

    close(code?: number): void {
        this.closedWith = code ?? 1000
        this.emit("close")
    }

    /** What the page sends. */
    says(message: object | ArrayBuffer): void {
        if (message instanceof ArrayBuffer) this.emit("message", Buffer.from(message), true)
        else this.emit("message", Buffer.from(JSON.stringify(message)), false)
    }

    get messages(): ServerMessage[] {
        return this.texts.map(text => JSON.parse(text) as ServerMessage)
    }

    /** Of that kind only. */
    heard<Kind extends ServerMessage["kind"]>(
        kind: Kind
    ): Extract<ServerMessage, { kind: Kind }>[] {
        return this.messages.filter(
            (each): each is Extract<ServerMessage, { kind: Kind }> => each.kind === kind
        )
    }

    get asSocket(): WebSocket {
        return this as unknown as WebSocket
    }
}
