/** What a person calls a recording: who speaks in it, and for how long. */

import { type Recording } from "../../sim/protocol/messages.ts"
import { t, type TextName } from "../texts/texts.ts"

const SPEAKERS: Readonly<Record<string, TextName>> = {
    "first-call": "recordingFirstCall",
    "second-call": "recordingSecondCall",
}

/** A recording that the page does not know goes by the name of its file. */
export function recordingName({ name, seconds }: Recording): string {
    const who = SPEAKERS[name] ? t(SPEAKERS[name]) : name
    return t("recordingNamed", { who, n: Math.round(seconds) })
}
