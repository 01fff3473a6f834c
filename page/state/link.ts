/** The socket for everything but sound: says what the person does, hears what happens, and comes back when it is lost. */

import { EVENTS_PATH, type Command, type ServerMessage } from "../../sim/protocol/messages.ts"
import { loseLink, receive, refusal } from "./page-state.ts"

/** Waits between attempts, ms; the last one stays. */
const AGAIN_MS = [500, 1000, 2000, 4000, 8000]
const NAME_KEY = "afterbeep-page"

let socket: WebSocket | undefined
let attempts = 0

/** Name of this page, which it keeps when it is loaded again: a call goes on then. */
export const pageName = keptName()

export function connect(): void {
    const fresh = new WebSocket(
        `ws://${location.host}${EVENTS_PATH}?page=${encodeURIComponent(pageName)}`
    )
    socket = fresh
    fresh.onopen = () => (attempts = 0)
    fresh.onmessage = (event: MessageEvent<string>) =>
        receive(JSON.parse(event.data) as ServerMessage)
    fresh.onclose = () => {
        loseLink()
        const waitMs = AGAIN_MS[Math.min(attempts++, AGAIN_MS.length - 1)]
        setTimeout(connect, waitMs)
    }
}

export function send(command: Command): void {
    refusal.value = undefined
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(command))
}

function keptName(): string {
    const kept = sessionStorage.getItem(NAME_KEY)
    if (kept !== null) return kept
    const name = crypto.randomUUID()
    sessionStorage.setItem(NAME_KEY, name)
    return name
}
