/** The cards that lie beside the machine. */

import { signal } from "@preact/signals"
import { type ShelfCard, type ShelfList } from "../../sim/protocol/messages.ts"
import { send } from "./link.ts"
import { machine } from "./page-state.ts"
import { t } from "../texts/texts.ts"

export const shelf = signal<ShelfList>({ cards: [], slotLabel: "", sizesMB: [] })
/** What is being done, or was done last, in words; "": nothing. */
export const shelfNews = signal("")
/** Why the last thing was not done, in words; "": it was. */
export const shelfTrouble = signal("")

export async function readShelf(): Promise<void> {
    const answer = await fetch("/cards").catch(() => undefined)
    if (answer?.ok) shelf.value = (await answer.json()) as ShelfList
}

/** A new card, which lies beside the machine then. */
export async function makeCard(sizeMB: number, isReady: boolean): Promise<void> {
    await layDown(`/cards/new?sizeMB=${sizeMB}&ready=${isReady ? "yes" : "no"}`)
}

/** An image of somebody's own. */
export async function sendCard(image: Blob): Promise<void> {
    await layDown("/cards/image", image)
}

/** That card goes into the slot, and the one that was there to its place. */
export async function insertCard(place: number): Promise<void> {
    const wasOut = !machine.value.hasCard
    const answer = await post(`/cards/insert?place=${place}`)
    if (answer && wasOut) send({ do: "card" })
    if (answer) shelfNews.value = t("cardChanged")
    await readShelf()
}

/** @param name what it is called from now on; "": nothing */
export async function nameCard(
    { place, name: file, label }: ShelfCard,
    name: string
): Promise<void> {
    const answer = await post(`/cards/name?place=${place}&name=${encodeURIComponent(name.trim())}`)
    if (answer) shelfNews.value = t("cardNamed", { name: label ?? file })
    await readShelf()
}

/** It is gone for ever, with all that is on it. */
export async function throwCardAway({ place, name, label }: ShelfCard): Promise<void> {
    if (await post(`/cards/throw-away?place=${place}`))
        shelfNews.value = t("cardGone", { name: label ?? name })
    await readShelf()
}

async function layDown(url: string, body?: Blob): Promise<void> {
    const answer = await post(url, body)
    await readShelf()
    if (!answer) return
    const { place } = (await answer.json()) as { place: number }
    const card = shelf.value.cards.find(each => each.place === place)
    shelfNews.value = t("cardLaid", { name: card?.name ?? "" })
}

/** @returns undefined: it was not done, and `shelfTrouble` says why */
async function post(url: string, body?: Blob): Promise<Response | undefined> {
    shelfNews.value = t("cardBusy")
    shelfTrouble.value = ""
    const answer = await fetch(url, { method: "POST", body: body ?? null }).catch(() => undefined)
    if (answer?.ok) return answer
    shelfNews.value = ""
    shelfTrouble.value = (await answer?.text()) ?? t("noAnswer")
    return undefined
}
