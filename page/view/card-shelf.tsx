/** The cards beside the machine: put one in, make a new one, bring one of your own. */

import { signal } from "@preact/signals"
import { type ShelfCard } from "../../sim/protocol/messages.ts"
import { insertCard, makeCard, sendCard, shelf, shelfNews, shelfTrouble } from "../state/shelf.ts"
import { t } from "../texts/texts.ts"
import { ActButton } from "./act-button.tsx"

const newSizeMB = signal(4096)
const isReady = signal(true)

export function CardShelfView() {
    const { cards } = shelf.value
    return (
        <section class="raised" aria-labelledby="shelf-heading">
            <h3 id="shelf-heading">{t("otherCards")}</h3>
            <p class="hint">{t("otherCardsHint")}</p>
            {cards.length === 0 && <p>{t("noOtherCards")}</p>}
            <ul class="shelf">
                {cards.map(card => (
                    <CardBeside key={card.place} {...card} />
                ))}
            </ul>
            <NewCard />
            <label>
                {t("uploadCard")}
                <input
                    type="file"
                    accept=".img,.gz,.bin"
                    onChange={event => {
                        const [file] = event.currentTarget.files ?? []
                        if (file) void sendCard(file)
                        event.currentTarget.value = ""
                    }}
                />
            </label>
            <p aria-live="polite">{shelfNews.value}</p>
            {shelfTrouble.value !== "" && <p class="trouble">{shelfTrouble.value}</p>}
        </section>
    )
}

function CardBeside({ place, name, sizeMB }: ShelfCard) {
    return (
        <li class="row middle">
            <span translate={false}>{name}</span>
            <span class="hint">{t("megabytes", { n: sizeMB })}</span>
            <ActButton onClick={() => void insertCard(place)}>
                {t("putThisInNamed", { name })}
            </ActButton>
        </li>
    )
}

function NewCard() {
    return (
        <div class="row">
            <label>
                {t("newCardSize")}
                <select
                    value={newSizeMB.value}
                    onChange={event => (newSizeMB.value = Number(event.currentTarget.value))}
                >
                    {shelf.value.sizesMB.map(sizeMB => (
                        <option key={sizeMB} value={sizeMB}>
                            {t("megabytes", { n: sizeMB })}
                        </option>
                    ))}
                </select>
            </label>
            <label class="check">
                <input
                    type="checkbox"
                    checked={isReady.value}
                    onChange={() => (isReady.value = !isReady.value)}
                />
                {t("newCardReady")}
            </label>
            <ActButton onClick={() => void makeCard(newSizeMB.value, isReady.value)}>
                {t("makeCard")}
            </ActButton>
        </div>
    )
}
