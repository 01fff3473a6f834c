/** Nobody listens longer than they are spoken to. */

import { effect } from "@preact/signals"
import { isInRoom } from "./room.ts"
import { closeMicrophone, role } from "./telephone.ts"

/** From now on the microphone is closed when the call is over, or the machine listens to the room no more. */
export function watchMicrophone(): void {
    let wasUsed = false
    effect(() => {
        const isUsed = role.value === "caller" || isInRoom.value
        if (wasUsed && !isUsed) closeMicrophone()
        wasUsed = isUsed
    })
}
