/** Whether a message holds what the modem handed over: no sample lost, doubled or displaced. */

import assert from "node:assert/strict"

const SECTOR_BYTES = 512
/** So many bytes say where in the modem's sound the message begins; a marked byte is not among them. */
const PROBE_BYTES = 500

/**
 * The message is a contiguous run of the modem's bytes. The last byte of each sector may be one code beside it: it may not
 * be what erased sectors are.
 *
 * @param message sound of a message, from its first byte: that is the beginning of a sector
 */
export function assertContiguousRun(message: Uint8Array, modem: Uint8Array): void {
    assert.ok(message.length > PROBE_BYTES, `${message.length} bytes`)
    const from = Buffer.from(modem).indexOf(message.subarray(0, PROBE_BYTES))
    assert.ok(from >= 0, "the message begins with what the modem handed over")
    assert.ok(from + message.length <= modem.length, "the message is not longer than that")
    for (let i = 0; i < message.length; i++) {
        const beside = Math.abs(message[i]! - modem[from + i]!)
        const isLastOfSector = i % SECTOR_BYTES === SECTOR_BYTES - 1
        if (beside > (isLastOfSector ? 1 : 0))
            assert.fail(`byte ${i} of ${message.length} is ${message[i]}, not ${modem[from + i]}`)
    }
}
