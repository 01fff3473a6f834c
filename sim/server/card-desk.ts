/** The card as a PC sees it, for the page: messages to be listed and heard, a greeting to be put on it, the image itself. */

import { createReadStream } from "node:fs"
import { pipeline } from "node:stream/promises"
import { createGzip } from "node:zlib"
import { addFiles } from "../card/add-files.ts"
import { CardError } from "../card/card-error.ts"
import { Attribute } from "../card/directory-entry.ts"
import { type CardTime } from "../card/fat-time.ts"
import { listFiles, readFile, type CardItem } from "../card/reader.ts"
import { decodeWav, encodeWav16, WavError } from "../audio/wav.ts"
import { type CardMessage } from "../protocol/messages.ts"
import { refuse, SAFE_HEADERS } from "./assets.ts"
import { readBody, sendJson, sendWav, type Route, type Routes } from "./routes.ts"

const FOLDER = "AFTERBEEP/messages/"
const GREETING = "AFTERBEEP/greetings/default.wav"
/** A minute of 48 kHz, stereo, 16 bits, is what the machine takes. */
const GREETING_BYTES_MAX = 12_000_000

export interface CardDeskOptions {
    readonly cardPath: string
    /** Do something while the card is out of the slot. Waits: until it is in again. */
    readonly withCardOut: (act: () => void) => Promise<void>
    /** Local time, for entries on the card. */
    readonly now: () => CardTime
}

export class CardDesk {
    readonly routes: Routes = new Map<string, Route>([
        ["/card/messages", this.get((_, response) => sendJson(response, this.messages()))],
        ["/card/message", this.get((url, response) => this.sendMessage(url, response))],
        ["/card/image", { method: "GET", answer: (_, __, response) => this.sendImage(response) }],
        [
            "/card/greeting",
            { method: "POST", answer: (_, request, response) => this.take(request, response) },
        ],
    ])

    constructor(private readonly options: CardDeskOptions) {}

    /** All messages that a PC shows, oldest first. */
    messages(): CardMessage[] {
        return this.items().map(({ name, attributes }) => ({
            name: name.slice(FOLDER.length),
            isHeard: (attributes & Attribute.Archive) !== 0,
            isKept: (attributes & Attribute.ReadOnly) !== 0,
        }))
    }

    private items(): CardItem[] {
        return listFiles(this.options.cardPath)
            .filter(({ name, isFolder }) => !isFolder && name.startsWith(FOLDER))
            .filter(
                ({ name, attributes }) => /\.wav$/i.test(name) && !(attributes & Attribute.Hidden)
            )
            .sort((a, b) => (a.name < b.name ? -1 : 1))
    }

    private get(answer: (url: URL, response: Parameters<typeof refuse>[0]) => void): Route {
        return {
            method: "GET",
            answer: async (url, _, response) => {
                try {
                    answer(url, response)
                } catch (error) {
                    // A card that is being written, or damaged: so it is for a PC, too.
                    if (!(error instanceof CardError || error instanceof WavError)) throw error
                    refuse(response, 409, error.message)
                }
            },
        }
    }

    /** Only what is in the list can be asked for, whatever the name. */
    private sendMessage(url: URL, response: Parameters<typeof refuse>[0]): void {
        const asked = FOLDER + (url.searchParams.get("name") ?? "")
        const item = this.items().find(({ name }) => name === asked)
        if (!item) return refuse(response, 404, "there is no such message")
        const samples = decodeWav(readFile(this.options.cardPath, item.name), "message")
        sendWav(response, encodeWav16(samples))
    }

    /** Packed, for most of a card is nothing. */
    private async sendImage(response: Parameters<typeof refuse>[0]): Promise<void> {
        response.writeHead(200, {
            ...SAFE_HEADERS,
            "content-type": "application/gzip",
            "content-disposition": 'attachment; filename="card.img.gz"',
        })
        const image = createReadStream(this.options.cardPath, { highWaterMark: 1 << 20 })
        await pipeline(image, createGzip({ level: 1, chunkSize: 1 << 18 }), response)
    }

    private async take(
        request: Parameters<Route["answer"]>[1],
        response: Parameters<typeof refuse>[0]
    ): Promise<void> {
        const bytes = await readBody(request, response, GREETING_BYTES_MAX)
        if (!bytes) return
        const { cardPath, withCardOut, now } = this.options
        try {
            decodeWav(bytes, "greeting")
            await withCardOut(() => addFiles(cardPath, [{ name: GREETING, bytes }], now()))
            response.writeHead(204, SAFE_HEADERS).end()
        } catch (error) {
            if (!(error instanceof CardError || error instanceof WavError)) throw error
            refuse(response, 409, error.message)
        }
    }
}
