/** The machine's counters at this moment, for curves: few of them, for they are asked for every second. */

import { type World } from "../scenario/world.ts"
import { refuse } from "./assets.ts"
import { reading, sendJson, type Routes } from "./routes.ts"

/** @param worldOf the run that goes on; undefined: none does */
export function gaugeRoutes(worldOf: () => World | undefined): Routes {
    const now = reading((_, response) => {
        const world = worldOf()
        if (!world) return refuse(response, 409, "no run goes on")
        const { bus, card } = world.stats()
        sendJson(response, {
            tMs: world.scheduler.nowUs / 1000,
            transfers: bus.transfers,
            bytes: bus.bytes,
            sectorsRead: card.sectors["read"] ?? 0,
            sectorsWritten: card.sectors["written"] ?? 0,
            heapUsedBytes: world.heapUsedBytes() ?? 0,
        })
    })
    return new Map([["/run/now", now]])
}
