/** The card as a PC sees it, for the page: its folders and files, what is done to them, greetings to be put on it, and its image. */

import { createReadStream } from "node:fs"
import { type ServerResponse } from "node:http"
import { pipeline } from "node:stream/promises"
import { createGzip } from "node:zlib"
import { addFiles } from "../card/add-files.ts"
import { Attribute } from "../card/directory-entry.ts"
import { removeFile, renameFile } from "../card/change-files.ts"
import { type CardTime } from "../card/fat-time.ts"
import { readFile, readFileWhole, readFolder, type CardItem } from "../card/reader.ts"
import { decodeWav, encodeWav16 } from "../audio/wav.ts"
import { type CardEntry } from "../protocol/messages.ts"
import { refuse, SAFE_HEADERS } from "./assets.ts"
import {
    fromSectors,
    posting,
    readBody,
    reading,
    sendDownload,
    sendJson,
    sendWav,
    type Route,
    type Routes,
} from "./routes.ts"

const GREETINGS = "AFTERBEEP/greetings/"
/** Names that the machine looks for. */
const GREETING_NAME =
    /^(default|announce-only|full|blocked|temporary|holiday|after-hours|caller-\d{1,20}|holiday-\d\d-\d\d)\.wav$/
/** A minute of 48 kHz, stereo, 16 bits, is what the machine takes. */
const GREETING_BYTES_MAX = 12_000_000
const UNSEEN = Attribute.Hidden | Attribute.VolumeLabel

export interface CardDeskOptions {
    readonly cardPath: string
    /** Do something while the card is out of the slot. Waits: until it is in again. */
    readonly withCardOut: (act: () => void) => Promise<void>
    /** Local time, for entries on the card. */
    readonly now: () => CardTime
}

export class CardDesk {
    readonly routes: Routes

    constructor(private readonly options: CardDeskOptions) {
        this.routes = new Map<string, Route>([
            ["/card/folder", reading((url, response) => this.sendFolder(url, response))],
            ["/card/file", reading((url, response) => this.sendFile(url, response))],
            ["/card/sound", reading((url, response) => this.sendSound(url, response))],
            ["/card/image", reading((_, response) => this.sendImage(response))],
            ["/card/greeting", this.greetingRoute],
            ["/card/remove", this.changing((path, _) => removeFile(options.cardPath, path))],
            [
                "/card/rename",
                this.changing((path, url) =>
                    renameFile(options.cardPath, path, url.searchParams.get("name") ?? "")
                ),
            ],
        ])
    }

    /** What a PC shows in a folder, folders first, by name; later messages have later names. */
    private sendFolder(url: URL, response: ServerResponse): void {
        const { items, sectors } = readFolder(this.options.cardPath, pathOf(url))
        const entries = items
            .filter(({ attributes }) => (attributes & UNSEEN) === 0)
            .map(entryOf)
            .sort((a, b) => Number(b.isFolder) - Number(a.isFolder) || (a.name < b.name ? -1 : 1))
        sendJson(response, entries, fromSectors(sectors))
    }

    private sendFile(url: URL, response: ServerResponse): void {
        const { content, sectors } = readFileWhole(this.options.cardPath, pathOf(url))
        sendDownload(response, content, "file", fromSectors(sectors))
    }

    /** As 16 bits at 8000 Hz, whatever it lies in on the card. */
    private sendSound(url: URL, response: ServerResponse): void {
        const path = pathOf(url)
        const samples = decodeWav(readFile(this.options.cardPath, path), path)
        sendWav(response, encodeWav16(samples))
    }

    /** Packed, for most of a card is nothing. */
    private async sendImage(response: ServerResponse): Promise<void> {
        response.writeHead(200, {
            ...SAFE_HEADERS,
            "content-type": "application/gzip",
            "content-disposition": 'attachment; filename="card.img.gz"',
        })
        const image = createReadStream(this.options.cardPath, { highWaterMark: 1 << 20 })
        await pipeline(image, createGzip({ level: 1, chunkSize: 1 << 18 }), response)
    }

    /** What is done to a file while the card is out of the slot. */
    private changing(act: (path: string, url: URL) => void): Route {
        return posting(async (url, _, response) => {
            await this.options.withCardOut(() => act(pathOf(url), url))
            response.writeHead(204, SAFE_HEADERS).end()
        })
    }

    private get greetingRoute(): Route {
        const { cardPath, withCardOut, now } = this.options
        return posting(async (url, request, response) => {
            const name = url.searchParams.get("name") ?? ""
            if (!GREETING_NAME.test(name)) return refuse(response, 409, "no name of a greeting")
            const bytes = await readBody(request, response, GREETING_BYTES_MAX)
            if (!bytes) return
            decodeWav(bytes, name)
            const file = { name: GREETINGS + name, bytes }
            await withCardOut(() => addFiles(cardPath, [file], now()))
            response.writeHead(204, SAFE_HEADERS).end()
        })
    }
}

function pathOf(url: URL): string {
    return url.searchParams.get("path") ?? ""
}

function entryOf(item: CardItem): CardEntry {
    const { name, isFolder, attributes, sizeBytes, firstCluster, at } = item
    const two = (n: number) => String(n).padStart(2, "0")
    return {
        name,
        isFolder,
        sizeBytes,
        firstCluster,
        at: `${at.year}-${two(at.month)}-${two(at.day)} ${two(at.hour)}.${two(at.minute)}`,
        isArchived: (attributes & Attribute.Archive) !== 0,
        isReadOnly: (attributes & Attribute.ReadOnly) !== 0,
        isSystem: (attributes & Attribute.System) !== 0,
    }
}
