/** What the owner finds in the list of calls when something was wrong with the modem. docs/decisions/026. */
import * as ds from "@devicescript/core"
import { ReturnState } from "../calls/return-state"
import { MachineParts } from "./machine-parts"

const MS_PER_SECOND = 1000

/**
 * The modem is set up: where something was wrong with it, that gets a line among the calls, for some may be missing there.
 *
 * Its time is when the modem was well again, its seconds are how long it was not. Waits: for up to four sectors.
 */
export async function tellModemTrouble(parts: MachineParts): Promise<void> {
    const { line, storage, clock } = parts
    const trouble = line.takeTrouble()
    if (!trouble) return
    const seconds = Math.idiv(ds.millis() - trouble.sinceMs, MS_PER_SECOND)
    const outcome = "modem " + trouble.how
    console.log(`well again: ${outcome}, ${seconds} s`)
    if (!storage.isReady) return
    const state = ReturnState.NoNeed
    await storage.store.logCall({ number: "", name: "", at: clock.now(), outcome, seconds, state })
}
