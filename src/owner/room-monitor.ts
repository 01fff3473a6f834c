/** The owner hears by telephone what goes on in the room, and who is there hears that it begins. docs/decisions/018. */
import { StopReason } from "../audio/stop-reason"
import { MachineParts } from "../app/machine-parts"
import { RoomLink } from "../hal/voice-line"
import { OwnerKeys } from "./owner-keys"
import { Playback } from "./playback"

/** Said into the room and the line. */
const BEGINS = "room-monitor|hhh "
const IS_OVER = "menu|lh"
const NOT_THERE = "room-monitor-none|lll "
/** Why, for the log. */
const THE_SETTING = "room-monitor = no"
const THE_MODEM = "this modem has no speakerphone"
/** Then it is over, unless the owner asks for more. */
const ROOM_MS = 60000

/**
 * Tell the room, and let the owner hear it until a key is pressed, for a minute at most; or say that there is no such thing.
 *
 * @returns KeyPressed: `playback.command` is wanted next; or Finished
 * @throws Fault as modem and card do
 */
export async function hearRoom(
    { line, settings, lamp }: MachineParts,
    keys: OwnerKeys,
    playback: Playback
): Promise<StopReason> {
    if (!settings.isRoomHeard || !(await line.linkRoom(RoomLink.Loudspeaker))) {
        console.log("the room is not heard: " + (settings.isRoomHeard ? THE_MODEM : THE_SETTING))
        return await playback.tell(NOT_THERE)
    }
    const told = await playback.tell(BEGINS)
    // Whoever has not heard that to its end is not to be heard.
    const isOpen = told === StopReason.Finished && (await line.linkRoom(RoomLink.Speakerphone))
    if (isOpen) {
        console.log("the room is heard by telephone")
        lamp.setSteady(true)
        await keys.digit(ROOM_MS)
        lamp.setSteady(false)
    }
    await line.linkRoom(RoomLink.None)
    if (told !== StopReason.Finished) return told
    return await goOn(keys, playback, isOpen ? IS_OVER : NOT_THERE)
}

/** With what was typed since, also where the far end is gone. */
async function goOn(keys: OwnerKeys, playback: Playback, saying: string): Promise<StopReason> {
    const command = await keys.command(0)
    if (command === undefined) return await playback.tell(saying)
    playback.command = command
    return StopReason.KeyPressed
}
