import assert from "node:assert/strict"
import { test } from "node:test"
import { countsAt, difference, differenceBefore } from "../../../../tools/bench/storage/counts.ts"
import type { Moment } from "../../../../tools/bench/trial.ts"

function moment(commands: Record<string, number>, read: number, written: number): Moment {
    const stats = {
        bus: { cardBytes: 552 * read, cardTransfers: read, framesToFirmware: 0 },
        card: { commands, sectors: { read, written } },
    }
    return { stats } as unknown as Moment
}

const BOOTED = moment({ CMD0: 1, CMD8: 1, CMD55: 2, ACMD41: 2, CMD17: 3 }, 3, 0)
const LATER = moment(
    { CMD0: 1, CMD8: 1, CMD55: 3, ACMD41: 2, ACMD22: 1, CMD17: 5, CMD24: 2, CMD25: 4 },
    5,
    40
)

test("finding out which card it is does not count, and an application command counts twice", () => {
    assert.equal(countsAt(BOOTED).commands, 3)
    assert.deepEqual(difference(BOOTED, LATER), {
        commands: 2 + 2 + 4 + 2,
        written: 40,
        read: 2,
        programs: 6,
        cardBytes: 1104,
        cardTransfers: 2,
        frames: 0,
    })
})

test("what comes before a read is without the command for it", () => {
    assert.equal(differenceBefore(BOOTED, LATER).commands, 9)
})
