/** What the server answers beside the files of the page: paths that are known by name, each with one method. */

import { type IncomingMessage, type ServerResponse } from "node:http"
import { WavError } from "../audio/wav.ts"
import { CardError } from "../card/card-error.ts"
import { SECTORS_HEADER, type CardSectors } from "../protocol/messages.ts"
import { refuse, SAFE_HEADERS } from "./assets.ts"

export interface Route {
    readonly method: "GET" | "POST"
    /** Waits: until it has answered. What it throws is a fault of ours. */
    answer(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void>
}

export type Routes = ReadonlyMap<string, Route>

type Answer = Route["answer"]

/** A question that is answered from a card, which may be damaged, or be written just now: so it is for a PC, too. */
export function reading(
    answer: (url: URL, response: ServerResponse) => void | Promise<void>
): Route {
    return {
        method: "GET",
        answer: inWords((url, _, response) => Promise.resolve(answer(url, response))),
    }
}
/** Something that is brought; what is wrong with it is said in words. */
export function posting(answer: Answer): Route {
    return { method: "POST", answer: inWords(answer) }
}

/** What is wrong with a card or a sound is an answer, and no fault of ours. */
function inWords(answer: Answer): Answer {
    return async (url, request, response) => {
        try {
            await answer(url, request, response)
        } catch (error) {
            if (!(error instanceof CardError || error instanceof WavError)) throw error
            refuse(response, 409, error.message)
        }
    }
}

/** Headers of its own that an answer has. */
type Headers = Readonly<Record<string, string>>

/** Says from which sectors of the card an answer was read. */
export function fromSectors(sectors: readonly CardSectors[]): Headers {
    return { [SECTORS_HEADER]: JSON.stringify(sectors) }
}

export function sendJson(response: ServerResponse, value: unknown, own: Headers = {}): void {
    const headers = { ...SAFE_HEADERS, ...own, "content-type": "application/json; charset=utf-8" }
    response.writeHead(200, headers).end(JSON.stringify(value))
}

/** A file to be kept; a browser shows it nowhere. @param name of ours, never of a stranger's making */
export function sendDownload(
    response: ServerResponse,
    body: string | Uint8Array,
    name: string,
    own: Headers = {}
): void {
    const headers = {
        ...SAFE_HEADERS,
        ...own,
        "content-type": "application/octet-stream",
        "content-disposition": `attachment; filename="${name}"`,
    }
    response.writeHead(200, headers).end(body)
}

export function sendWav(response: ServerResponse, wav: Uint8Array): void {
    const headers = { ...SAFE_HEADERS, "content-type": "audio/wav", "content-length": wav.length }
    response.writeHead(200, headers).end(wav)
}

/**
 * The body of a request.
 *
 * @returns undefined where it is longer than `bytesMax`; the request was refused then
 */
export async function readBody(
    request: IncomingMessage,
    response: ServerResponse,
    bytesMax: number
): Promise<Buffer | undefined> {
    const chunks: Buffer[] = []
    let length = 0
    for await (const chunk of request as AsyncIterable<Buffer>) {
        length += chunk.length
        if (length > bytesMax) {
            refuse(response, 413, "too large")
            return undefined
        }
        chunks.push(chunk)
    }
    return Buffer.concat(chunks)
}
