import assert from "node:assert/strict"
import { test } from "node:test"
import { type PanelMeaning, PANEL_MEANINGS } from "../../../page/view/panel-meanings.ts"
import { type TextName } from "../../../page/texts/texts.ts"
import { keyCard } from "../../../tools/key-card.ts"

/** What stands on the printed card where the page says this. */
const ON_CARD: Partial<Record<TextName, string>> = {
    meansNothing: "",
    meansNew: "the new messages",
    meansLouder: "louder",
    meansSofter: "softer",
    meansNext: "the next message",
    meansKeep: "keep for ever",
    meansAll: "all messages",
    meansAgain: "the message again; at its beginning the one before it",
    meansBack: "5 seconds back",
    meansDelete: "delete; again, while it says so: take that back",
    meansDeleteHeard: "delete all that were heard; new and kept ones stay",
    meansTakeBack: "take back what was deleted last",
    meansMemo: "record a memo",
    meansGreeting: "record a greeting",
    meansAnswering: "answering off, or on",
    meansGreetOnly: "messages are taken, or callers greeted only",
    meansReturned: "the caller was called back",
    meansNoReturn: "the caller need not be called back",
    meansNotReached: "the caller was called back, and not reached",
    meansReturnList: "who is to be called back",
    meansHearGreeting: "hear the greeting",
    meansPause: "pause, and go on",
}

function rowOf({ panelKey, idle, playing }: PanelMeaning): string {
    const key = panelKey[0]!.toUpperCase() + panelKey.slice(1)
    const cells = [...idle, ...playing].map(text => ON_CARD[text] ?? `${text} is in no table`)
    return `| ${[key, ...cells].join(" | ")} |`
}

test("the page says of each key what the printed card says; Play is the README's", () => {
    const rows = keyCard().split("\n")
    const missing = PANEL_MEANINGS.filter(({ panelKey }) => panelKey !== "play")
        .map(rowOf)
        .filter(row => !rows.includes(row))
    assert.deepEqual(missing, [])
    assert.equal(PANEL_MEANINGS.length, 7)
})
