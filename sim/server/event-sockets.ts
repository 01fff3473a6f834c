/** The sockets of the pages that look on: what happens goes to all of them, and what is asked for comes from each. */

import { type WebSocket } from "ws"
import { type Command, type Refusal, type ServerMessage } from "../protocol/messages.ts"
import { parseCommand } from "./commands.ts"

export interface EventSocketsOptions {
    /** First word to a new page. */
    readonly hello: () => ServerMessage
    /** @returns why it is not done; undefined: it will be */
    readonly onCommand: (command: Command, page: string) => Refusal["reason"] | undefined
    /** The last socket of a page was closed. */
    readonly onGone: (page: string) => void
}

export class EventSockets {
    private readonly pages = new Map<WebSocket, string>()

    constructor(private readonly options: EventSocketsOptions) {}

    add(socket: WebSocket, page: string): void {
        this.pages.set(socket, page)
        socket.on("message", (data: Buffer, isBinary) => {
            const command = isBinary ? undefined : parseCommand(data.toString("utf8"))
            const reason = command ? this.options.onCommand(command, page) : "not-understood"
            if (reason) tell(socket, { kind: "refusal", reason })
        })
        socket.on("close", () => {
            this.pages.delete(socket)
            if (!this.isHere(page)) this.options.onGone(page)
        })
        tell(socket, this.options.hello())
    }

    get isEmpty(): boolean {
        return this.pages.size === 0
    }

    isHere(page: string): boolean {
        return [...this.pages.values()].includes(page)
    }

    send(message: ServerMessage): void {
        const text = JSON.stringify(message)
        for (const socket of this.pages.keys()) socket.send(text)
    }

    /** A new beginning for everybody. */
    greet(): void {
        this.send(this.options.hello())
    }
}

function tell(socket: WebSocket, message: ServerMessage): void {
    socket.send(JSON.stringify(message))
}
