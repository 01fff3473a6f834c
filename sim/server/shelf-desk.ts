/** The cards beside the machine, for the page: which there are, new ones, others that are sent in, one put into the slot, named or thrown away. */

import { SAFE_HEADERS } from "./assets.ts"
import { NEW_CARD_MB, type CardShelf } from "./card-shelf.ts"
import { posting, reading, sendJson, type Routes } from "./routes.ts"

export interface ShelfDeskOptions {
    readonly shelf: CardShelf
    /** Do something while the card is out of the slot. Waits: until it is in again. */
    readonly withCardOut: (act: () => void) => Promise<void>
}

export class ShelfDesk {
    readonly routes: Routes

    constructor({ shelf, withCardOut }: ShelfDeskOptions) {
        this.routes = new Map([
            [
                "/cards",
                reading((_, response) =>
                    sendJson(response, {
                        cards: shelf.cards(),
                        slotLabel: shelf.slotLabel,
                        sizesMB: NEW_CARD_MB,
                    })
                ),
            ],
            [
                "/cards/new",
                posting(async (url, _, response) => {
                    const { searchParams } = url
                    const isReady = searchParams.get("ready") === "yes"
                    const place = shelf.make(Number(searchParams.get("sizeMB")), isReady)
                    sendJson(response, { place })
                }),
            ],
            [
                "/cards/image",
                posting(async (_, request, response) => {
                    const place = await shelf.take(request as AsyncIterable<Buffer>)
                    sendJson(response, { place })
                }),
            ],
            [
                "/cards/name",
                posting(async ({ searchParams }, _, response) => {
                    shelf.name(Number(searchParams.get("place")), searchParams.get("name") ?? "")
                    response.writeHead(204, SAFE_HEADERS).end()
                }),
            ],
            [
                "/cards/throw-away",
                posting(async ({ searchParams }, _, response) => {
                    shelf.throwAway(Number(searchParams.get("place")))
                    response.writeHead(204, SAFE_HEADERS).end()
                }),
            ],
            [
                "/cards/insert",
                posting(async (url, _, response) => {
                    const place = Number(url.searchParams.get("place"))
                    await withCardOut(() => shelf.swap(place))
                    response.writeHead(204, SAFE_HEADERS).end()
                }),
            ],
        ])
    }
}
