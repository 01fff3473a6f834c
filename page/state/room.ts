/** Speaking into the machine: by the microphone of this page, or by a recording. */

import { computed } from "@preact/signals"
import { roomVoice } from "./caller.ts"
import { pageName, send } from "./link.ts"
import { isOpen, roomHolder } from "./page-state.ts"
import { openMicrophone } from "./telephone.ts"

/** This page's microphone is held before the machine. */
export const isInRoom = computed(() => roomHolder.value === pageName)

/** Who is chosen to speak speaks into the machine; a microphone that does stops. */
export async function speakToMachine(): Promise<void> {
    if (!isOpen.value) return
    if (isInRoom.value) return send({ do: "room", isOpen: false })
    if (roomVoice.value !== "") return send({ do: "room-say", recording: roomVoice.value })
    if (await openMicrophone()) send({ do: "room", isOpen: true })
}
