/** One sentence of the story that is told at the terminal. */

import { type LampChange } from "./lamp-watch.ts"

export type StoryMood = "plain" | "good" | "bad"

export interface StoryLine {
    readonly tMs: number
    readonly text: string
    readonly mood: StoryMood
    /** To stand below the text. */
    readonly fileName?: string
    /** To be drawn below the text. */
    readonly lamp?: readonly LampChange[]
}

/** An event, or anything else that has its time. */
export interface Moment {
    readonly tMs: number
}

export function plain({ tMs }: Moment, text: string): StoryLine {
    return { tMs, text, mood: "plain" }
}

export function good({ tMs }: Moment, text: string): StoryLine {
    return { tMs, text, mood: "good" }
}

export function bad({ tMs }: Moment, text: string): StoryLine {
    return { tMs, text, mood: "bad" }
}
