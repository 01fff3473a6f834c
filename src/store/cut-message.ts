/** The message of a call that was cut off before it was listed, as the mount has found it. docs/decisions/035. */
import { LoggedCall } from "../calls/call-log"
import { serialIn } from "../calls/call-note"
import { OUTCOME_BROKEN, OUTCOME_CUT, OUTCOME_CUT_MESSAGE } from "../calls/return-state"
import { SAMPLE_RATE_HZ } from "../hal/sound"
import { decodeSerial, soundLength } from "./message-header"
import { nameAt } from "./slot-entry"
import { SlotFolder } from "./slot-folder"
import { SlotState } from "./slot-state"

/**
 * Find it among the slots in which the mount has found something: it has a higher serial than all before the call. Its name
 * is the folder's `lastName` then, and `call` gets its seconds.
 *
 * @throws as the card does. Waits: for two sectors of each slot.
 */
export async function findCutMessage(
    folder: SlotFolder,
    slots: number[],
    note: string,
    call: LoggedCall
): Promise<void> {
    const { volume } = folder
    const before = serialIn(note)
    let bytes = 0
    for (let i = 0; i < slots.length; i++) {
        const slot = slots[i]
        await volume.loadSector(folder.startSector(slot))
        if ((decodeSerial(volume.sector) ?? 0) <= before) continue
        const lengthBytes = soundLength(volume.sector)
        const isMessage = (await folder.index.stateOf(slot)) >= SlotState.Moved
        if (isMessage && folder.lastName === "" && (await folder.seekEntry(slot)))
            folder.lastName = nameAt(volume.sector, folder.shortAt)
        bytes += lengthBytes
    }
    if (folder.lastName === "") return
    call.seconds = Math.idiv(bytes, SAMPLE_RATE_HZ)
    const { outcome } = call
    if (outcome === OUTCOME_CUT || outcome === OUTCOME_BROKEN) call.outcome = OUTCOME_CUT_MESSAGE
}
