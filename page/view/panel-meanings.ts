/** What each key of the machine means: docs/key-card.md, in few words. */

import { type PanelKey } from "../../sim/protocol/messages.ts"
import { type TextName } from "../texts/texts.ts"

export interface PanelMeaning {
    readonly panelKey: PanelKey
    readonly name: TextName
    /** Pressed and held while nothing plays, then while it does. */
    readonly idle: readonly [TextName, TextName]
    readonly playing: readonly [TextName, TextName]
}

/** Play first, as on the front. */
export const PANEL_MEANINGS: readonly PanelMeaning[] = [
    {
        panelKey: "play",
        name: "play",
        idle: ["meansNew", "meansRecordingOff"],
        playing: ["meansStop", "meansDelete"],
    },
    {
        panelKey: "next",
        name: "panelNext",
        idle: ["meansNew", "meansLouder"],
        playing: ["meansNext", "meansKeep"],
    },
    {
        panelKey: "repeat",
        name: "panelRepeat",
        idle: ["meansAll", "meansSofter"],
        playing: ["meansAgain", "meansBack"],
    },
    {
        panelKey: "delete",
        name: "panelDelete",
        idle: ["meansNothing", "meansDeleteHeard"],
        playing: ["meansDelete", "meansTakeBack"],
    },
    {
        panelKey: "record",
        name: "panelRecord",
        idle: ["meansMemo", "meansGreeting"],
        playing: ["meansMemo", "meansGreeting"],
    },
    {
        panelKey: "answer",
        name: "panelAnswer",
        idle: ["meansAnswering", "meansGreetOnly"],
        playing: ["meansReturned", "meansNoReturn"],
    },
    {
        panelKey: "menu",
        name: "panelMenu",
        idle: ["meansReturnList", "meansHearGreeting"],
        playing: ["meansPause", "meansNotReached"],
    },
]
