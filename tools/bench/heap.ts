/** The script heap at the worst moment of a call, a playback and a start on a card that is in use. */

import { GOALS } from "./goals.ts"
import type { BenchOptions } from "./options.ts"
import { callAndHearOut } from "./scenarios.ts"
import type { Figure } from "./table.ts"
import { playTrial } from "./trial.ts"

const TALK_SECONDS = 60

export async function measureHeap({ progress }: BenchOptions): Promise<Figure[]> {
    progress("call and playback")
    const trial = await playTrial(callAndHearOut({ talkSeconds: TALK_SECONDS }))
    const { heapPeakBytes, heapLiveBytes } = trial.moments.at(-1)!.stats
    return [
        {
            what: "peak, rubbish included",
            value: heapPeakBytes ?? NaN,
            unit: "B",
            goal: GOALS.heapBytes,
        },
        { what: "most in use after a collection", value: heapLiveBytes ?? NaN, unit: "B" },
    ]
}
