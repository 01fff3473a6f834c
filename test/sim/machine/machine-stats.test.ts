import assert from "node:assert/strict"
import { test } from "node:test"
import { CardActivity } from "../../../sim/chips/sdcard/card-activity.ts"
import { machineStats } from "../../../sim/machine/machine-stats.ts"
import type { Machine } from "../../../sim/machine/machine.ts"

/** A machine of which nothing is there but its counters. */
function machineWith(activity: CardActivity): Machine {
    const counters = {
        spiBus: {
            traffic: [
                { transferCount: 10, byteCount: 100 },
                { transferCount: 3, byteCount: 1600 },
            ],
            pauses: { transferCount: 7, byteCount: 90_000 },
        },
        wires: { traffic: { transferCount: 2, byteCount: 28, burstBytesMax: 14 } },
        simBus: { framesFromFirmware: 21, framesToFirmware: 20 },
        slot: { activity },
        vm: { heapPeak: { usedBytes: 40_000, liveBytes: 30_000, settledBytes: 29_000 } },
        modem: { chargedUs: 123_456 },
    }
    return counters as unknown as Machine
}

test("transfers are those of bridge and card together; pauses are none", () => {
    const { bus } = machineStats(machineWith(new CardActivity()))
    assert.equal(bus.transfers, 13)
    assert.equal(bus.bytes, 1700)
    assert.equal(bus["cardBytes"], 1600)
    assert.equal(bus["pauses"], 7)
    assert.equal(bus["displayTransfers"], 2)
    assert.equal(bus["displayBytes"], 28)
    assert.equal(bus["displayBurstBytesMax"], 14)
})

test("commands are named, application commands apart, and only those that were given", () => {
    const activity = new CardActivity()
    activity.commandCounts[25] = 4
    activity.commandCounts[55] = 2
    activity.appCommandCounts[41] = 2
    activity.sectorsWritten = 60
    const { card } = machineStats(machineWith(activity))
    assert.deepEqual(card.commands, { CMD25: 4, CMD55: 2, ACMD41: 2 })
    assert.equal(card.sectors["written"], 60)
})

test("heap and the modem's time are said as they are, in bytes and ms", () => {
    const stats = machineStats(machineWith(new CardActivity()))
    assert.equal(stats.heapPeakBytes, 40_000)
    assert.equal(stats.heapLiveBytes, 30_000)
    assert.equal(stats.heapSettledBytes, 29_000)
    assert.equal(stats.modem.chargedMs, 123.456)
})
