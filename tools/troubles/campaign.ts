/** One trouble after the other, each on a new card. */

import { rmSync } from "node:fs"
import type { FirmwareFiles } from "../../sim/cli/firmware-file.ts"
import { Random } from "../../sim/clock/random.ts"
import { playStretch } from "../soak/stretch.ts"
import { judgeTrouble, RINGS } from "./judge.ts"
import { drawTrouble, type Bridge, type Kind } from "./trouble.ts"

export interface TroubleReport {
    readonly seed: number
    readonly bridge: Bridge
    readonly kind: Kind
    readonly momentMs: number
    readonly problems: readonly string[]
    readonly virtualSeconds: number
}

export interface TroublePlace {
    /** A new one is made there. */
    readonly card: string
    readonly firmware: FirmwareFiles
}

/** Waits: some seconds. */
export async function playTrouble(
    seed: number,
    bridge: Bridge,
    { card, firmware }: TroublePlace
): Promise<TroubleReport> {
    const trouble = drawTrouble(new Random(seed, "troubles"), bridge)
    rmSync(card, { force: true })
    const line = { modem: "conexant", country: "US", bridge, settings: { rings: RINGS } }
    const result = await playStretch([trouble], { card, firmware, seed, ...line }, () => {})
    const problems = judgeTrouble(trouble, result, card)
    const { kind, momentMs } = trouble
    return { seed, bridge, kind, momentMs, problems, virtualSeconds: result.virtualSeconds }
}
