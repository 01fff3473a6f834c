import type { CardActivity } from "../chips/sdcard/card-activity.ts"
import type { WorldStats } from "../scenario/world.ts"
import type { Machine } from "./machine.ts"

/** Counts of the machine since its first power-on, as stats.json states them. */
export function machineStats(machine: Machine): WorldStats {
    const { spiBus, wires, simBus, slot, vm, modem } = machine
    const [bridge, card] = spiBus.traffic
    return {
        bus: {
            transfers: bridge!.transferCount + card!.transferCount,
            bytes: bridge!.byteCount + card!.byteCount,
            bridgeTransfers: bridge!.transferCount,
            cardTransfers: card!.transferCount,
            bridgeBytes: bridge!.byteCount,
            cardBytes: card!.byteCount,
            pauses: spiBus.pauses.transferCount,
            displayTransfers: wires.traffic.transferCount,
            displayBytes: wires.traffic.byteCount,
            displayBurstBytesMax: wires.traffic.burstBytesMax,
            framesFromFirmware: simBus.framesFromFirmware,
            framesToFirmware: simBus.framesToFirmware,
        },
        card: {
            commands: commandCounts(slot.activity),
            sectors: {
                read: slot.activity.sectorsRead,
                written: slot.activity.sectorsWritten,
                programs: slot.activity.programCount,
                erases: slot.activity.eraseCount,
            },
        },
        modem: { chargedMs: Math.round(modem.chargedUs) / 1000 },
        heapPeakBytes: vm.heapPeak.usedBytes,
        heapLiveBytes: vm.heapPeak.liveBytes,
        heapSettledBytes: vm.heapPeak.settledBytes,
    }
}

function commandCounts(activity: CardActivity): Record<string, number> {
    const counts: Record<string, number> = {}
    activity.commandCounts.forEach((count, number) => {
        if (count > 0) counts[`CMD${number}`] = count
    })
    activity.appCommandCounts.forEach((count, number) => {
        if (count > 0) counts[`ACMD${number}`] = count
    })
    return counts
}
