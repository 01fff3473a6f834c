/** The cards beside the machine: put one in, make a new one, bring one of your own, name it, throw it away. */

import { signal } from "@preact/signals"
import { type ShelfCard } from "../../sim/protocol/messages.ts"
import {
    insertCard,
    makeCard,
    nameCard,
    sendCard,
    shelf,
    shelfNews,
    shelfTrouble,
    throwCardAway,
} from "../state/shelf.ts"
import { t } from "../texts/texts.ts"
import { ActButton } from "./act-button.tsx"
import { AskButton } from "./ask-button.tsx"

const newSizeMB = signal(4096)
const isReady = signal(true)

export function CardShelfView() {
    const { cards, slotLabel } = shelf.value
    return (
        <section class="raised" aria-labelledby="shelf-heading">
            <h3 id="shelf-heading">{t("otherCards")}</h3>
            <p class="hint">{t("otherCardsHint")}</p>
            {slotLabel !== "" && <p>{t("cardInSlotNamed", { name: slotLabel })}</p>}
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

function CardBeside(card: ShelfCard) {
    const { place, name: file, label, sizeMB } = card
    const name = label ?? file
    return (
        <li class="row middle">
            <strong translate={false}>{name}</strong>
            <span class="hint" translate={false}>
                {label !== undefined && `${file}, `}
                {t("megabytes", { n: sizeMB })}
            </span>
            <ActButton onClick={() => void insertCard(place)}>
                {t("putThisInNamed", { name })}
            </ActButton>
            <AskButton
                question={t("nameQuestion", { name })}
                answer={t("nameIt")}
                initial={label ?? ""}
                onYes={newName => void nameCard(card, newName)}
            >
                {t("rename")}
            </AskButton>
            <AskButton
                question={t("throwQuestion", { name })}
                answer={t("throwIt")}
                onYes={() => void throwCardAway(card)}
            >
                {t("throwAway")}
            </AskButton>
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
