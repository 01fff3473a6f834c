/** The script heap at the worst moment of a call, a playback and a start on a card that is in use. */

import { GOALS } from "./goals.ts"
import type { BenchOptions } from "./options.ts"
import { BRIDGES, BRIDGE_NAMES, type Bridge, callAndHearOut } from "./scenarios.ts"
import type { Figure } from "./table.ts"
import { playTrial } from "./trial.ts"

const TALK_SECONDS = 60

export async function measureHeap({ progress }: BenchOptions): Promise<Figure[]> {
    const figures: Figure[] = []
    for (const bridge of BRIDGES) {
        progress(`call and playback, ${bridge}`)
        figures.push(...(await measureBridge(bridge)))
    }
    return figures
}

async function measureBridge(bridge: Bridge): Promise<Figure[]> {
    const trial = await playTrial(callAndHearOut({ bridge, talkSeconds: TALK_SECONDS }))
    const { heapPeakBytes, heapLiveBytes } = trial.moments.at(-1)!.stats
    const heading = `with ${BRIDGE_NAMES[bridge]}`
    return [
        {
            what: "peak, rubbish included",
            value: heapPeakBytes ?? NaN,
            unit: "B",
            goal: GOALS.heapBytes,
            heading,
        },
        {
            what: "most in use after a collection",
            value: heapLiveBytes ?? NaN,
            unit: "B",
            goal: GOALS.heapBytes,
            heading,
        },
    ]
}
