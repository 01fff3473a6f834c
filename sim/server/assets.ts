/** What the server shows: the files of the page, by their exact names, and the headers of every answer. */

import { type ServerResponse } from "node:http"
import { extname } from "node:path"

/** Files of the page by name, as they were built; `index.html` is the page itself. */
export type PageFiles = ReadonlyMap<string, Uint8Array>

const TYPES: Readonly<Record<string, string>> = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".map": "application/json",
    ".svg": "image/svg+xml",
}

const POLICY = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
].join("; ")

export const SAFE_HEADERS = {
    "content-security-policy": POLICY,
    "permissions-policy": "microphone=(self), camera=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
} as const

/** A path is looked up as it stands, so that none leads out of the page. */
export function sendFile(files: PageFiles, path: string, response: ServerResponse): void {
    const name = path === "/" ? "index.html" : path.slice(1)
    const body = files.get(name)
    if (!body) return refuse(response, 404, "not found")
    const type = TYPES[extname(name)] ?? "application/octet-stream"
    response.writeHead(200, { ...SAFE_HEADERS, "content-type": type }).end(body)
}

export function refuse(response: ServerResponse, status: number, reason: string): void {
    const headers = { ...SAFE_HEADERS, "content-type": "text/plain; charset=utf-8" }
    response.writeHead(status, headers).end(`${reason}\n`)
}
