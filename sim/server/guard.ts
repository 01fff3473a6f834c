/**
 * Who may talk to a server on the loopback address.
 *
 * The check of Host stops DNS rebinding; the check of Origin stops pages of other sites, since a browser always names the
 * origin of a WebSocket and of a request that changes something; the token stops other programs and users of this computer.
 */
import { randomBytes, timingSafeEqual } from "node:crypto"
import { type IncomingMessage } from "node:http"

export type Verdict = "pass" | "sign-in" | "bad-address" | "bad-host" | "bad-origin" | "no-token"
export type Asked = Pick<IncomingMessage, "headers" | "url" | "method">

const TOKEN_BYTES = 16

export class Guard {
    /** Fresh at each start, so that a stolen one is worth nothing later. */
    readonly token = randomBytes(TOKEN_BYTES).toString("base64url")
    private readonly hosts: readonly string[]
    /** Cookies ignore ports: the name carries ours, so that two simulators do not sign each other out. */
    private readonly cookieName: string

    constructor(private readonly port: number) {
        this.hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]
        this.cookieName = `afterbeep-${port}`
    }

    /** What a person opens. */
    get startUrl(): string {
        return `http://127.0.0.1:${this.port}/?token=${this.token}`
    }

    get setCookie(): string {
        return `${this.cookieName}=${this.token}; HttpOnly; SameSite=Strict; Path=/`
    }

    judge(request: Asked): Verdict {
        const { host = "", cookie = "" } = request.headers
        if (!this.hosts.includes(host)) return "bad-host"
        if (!isOwnOrigin(request, host)) return "bad-origin"
        const url = urlOf(request)
        if (!url) return "bad-address"
        const given = url.searchParams.get("token")
        if (url.pathname === "/" && given !== null && isSame(given, this.token)) return "sign-in"
        return isSame(readCookie(cookie, this.cookieName), this.token) ? "pass" : "no-token"
    }
}

/** Who asks only to be shown something need not say where from; all others must. */
function isOwnOrigin({ headers, method }: Asked, host: string): boolean {
    if (headers.origin !== undefined) return headers.origin === `http://${host}`
    return method === "GET" && headers.upgrade === undefined
}

/** Joined, not resolved: against a base, a target of `//` throws, and `//evil/x` changes the host. */
export function urlOf({ url }: Pick<IncomingMessage, "url">): URL | undefined {
    const text = `http://127.0.0.1${url}`
    return url?.startsWith("/") && URL.canParse(text) ? new URL(text) : undefined
}

function readCookie(header: string, name: string): string {
    for (const pair of header.split(";")) {
        const [key, value] = pair.trim().split("=")
        if (key === name) return value ?? ""
    }
    return ""
}

function isSame(a: string, b: string): boolean {
    const [left, right] = [Buffer.from(a), Buffer.from(b)]
    return left.length === right.length && timingSafeEqual(left, right)
}
