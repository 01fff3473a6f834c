/** The server of the page, on the loopback address only: files, and the door of the two sockets. */

import { once } from "node:events"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { type AddressInfo } from "node:net"
import { type Duplex } from "node:stream"
import { WebSocketServer, type WebSocket } from "ws"
import { refuse, sendFile, SAFE_HEADERS, type PageFiles } from "./assets.ts"
import { Guard, urlOf } from "./guard.ts"
import { sendNoTokenPage } from "./no-token-page.ts"
import { type Routes } from "./routes.ts"

const ADDRESS = "127.0.0.1"
/** A frame of sound is 324 bytes, a command less. */
const MAX_MESSAGE_BYTES = 4096
const FORBIDDEN = "HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n"

/** Takes over a socket that was let in. */
export type SocketTaker = (socket: WebSocket, url: URL) => void

export interface WebServerOptions {
    /** Files of the page. */
    readonly files: PageFiles
    /** Of sockets, by path. */
    readonly takers: ReadonlyMap<string, SocketTaker>
    readonly routes: Routes
}

export class WebServer {
    readonly guard: Guard
    private readonly sockets = new WebSocketServer({
        noServer: true,
        maxPayload: MAX_MESSAGE_BYTES,
        perMessageDeflate: false,
    })

    private constructor(
        private readonly server: Server,
        private readonly options: WebServerOptions
    ) {
        this.guard = new Guard((server.address() as AddressInfo).port)
        server.on("request", (request, response) => this.answer(request, response))
        server.on("upgrade", (request, socket, head) => this.letIn(request, socket, head))
    }

    /**
     * @param port 0: one that is free
     * @throws NodeJS.ErrnoException: the port is taken, or not allowed
     */
    static async listen(port: number, options: WebServerOptions): Promise<WebServer> {
        const server = createServer()
        server.listen(port, ADDRESS)
        await once(server, "listening")
        return new WebServer(server, options)
    }

    /** End every connection. Waits: until the last one is gone. */
    async close(): Promise<void> {
        for (const socket of this.sockets.clients) socket.terminate()
        const closed = once(this.server, "close")
        this.server.close()
        this.server.closeAllConnections()
        await closed
    }

    private answer(request: IncomingMessage, response: ServerResponse): void {
        const verdict = this.guard.judge(request)
        const url = urlOf(request)
        if (verdict === "sign-in" && url) return this.signIn(url, response)
        if (verdict === "no-token" && url?.pathname === "/") return sendNoTokenPage(response)
        if (verdict !== "pass" || !url) return refuse(response, 403, verdict)
        const route = this.options.routes.get(url.pathname)
        if (request.method !== (route?.method ?? "GET")) return refuse(response, 405, "not so")
        if (!route) return sendFile(this.options.files, url.pathname, response)
        route.answer(url, request, response).catch((error: unknown) => {
            // Whoever asked may have gone; anything else is a fault, and the run goes on.
            if (!response.destroyed) console.error(error)
            response.destroy()
        })
    }

    /** The token leaves the address bar, the history, and what other pages are told. */
    private signIn(url: URL, response: ServerResponse): void {
        url.searchParams.delete("token")
        const location = url.pathname + url.search
        const headers = { ...SAFE_HEADERS, location, "set-cookie": this.guard.setCookie }
        response.writeHead(303, headers).end()
    }

    private letIn(request: IncomingMessage, raw: Duplex, head: Buffer): void {
        raw.on("error", () => raw.destroy())
        const url = urlOf(request)
        const taker = url && this.options.takers.get(url.pathname)
        if (!taker || this.guard.judge(request) !== "pass") return void raw.end(FORBIDDEN)
        this.sockets.handleUpgrade(request, raw, head, socket => {
            socket.on("error", () => socket.terminate())
            taker(socket, url)
        })
    }
}
