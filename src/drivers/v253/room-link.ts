/** Connects the room with a call: speakerphone, ITU-T V.253, where the modem has one. */
import { RoomLink } from "../../hal/voice-line"
import { AtChat } from "./at-chat"
import {
    ROUTE_LINE,
    ROUTE_SCREENING,
    ROUTE_SELECT,
    ROUTES_LIST,
    SPEAKERPHONE_OFF,
    SPEAKERPHONE_ON,
} from "./commands"

/** What a row connects begins with a microphone, and ends with the line; `M1` and `S1` are those outside the modem. */
const MICROPHONE = '"M'
const LINE = 'T"'

/**
 * Let the room take part in a call that is up, or not any more.
 *
 * @returns false: the modem lists no speakerphone, or refuses it; nothing has changed
 * @throws Fault TimedOut: the modem does not answer. Waits: for it.
 */
export async function linkRoom(chat: AtChat, link: RoomLink): Promise<boolean> {
    if (link === RoomLink.None) {
        await chat.ask(SPEAKERPHONE_OFF)
        return await chat.ask("AT" + ROUTE_LINE)
    }
    const label = await speakerphone(chat)
    if (label < 0) return false
    if (link === RoomLink.Loudspeaker) return await chat.ask("AT" + ROUTE_SCREENING)
    if (!(await chat.ask(ROUTE_SELECT + label))) return false
    await chat.ask(SPEAKERPHONE_ON)
    return true
}

/** The label of the first row for microphone, loudspeaker and line together; −1: there is none. */
async function speakerphone(chat: AtChat): Promise<number> {
    await chat.ask(ROUTES_LIST)
    for (const line of chat.lines) {
        const at = line.indexOf(MICROPHONE)
        if (at >= 0 && line.indexOf(LINE, at) > at)
            return parseInt(line.slice(line.indexOf(":") + 1))
    }
    return -1
}
