/**
 * I²C as its chips see it (NXP UM10204): address and direction, then bytes, each acknowledged by the chip.
 *
 *     startUs    set-up    START  address+W A  byte A  byte A … STOP    endUs
 */

/** One chip on the two wires. */
export interface TwoWireChip {
    readonly name: string
    /** 7 bits. */
    readonly address: number
    /** Everything between its address and STOP. Answers whether each byte was acknowledged. */
    write(bytes: Uint8Array, atUs: number): boolean
}

export interface TwoWireTraffic {
    transferCount: number
    /** With the addresses. */
    byteCount: number
    /** Most bytes from one transfer of the bridge to the next while sound comes in. */
    burstBytesMax: number
}

/** What the boards name (boards/). */
const CLOCK_HZ = 400_000
/** What a transfer costs before its first clock. Assumed: nobody has measured it. */
const SETUP_US = 60
/** Eight bits and the acknowledge. */
const BYTE_CLOCKS = 9
/** START and STOP. */
const FRAME_CLOCKS = 2

export class TwoWireBus {
    readonly traffic: TwoWireTraffic = { transferCount: 0, byteCount: 0, burstBytesMax: 0 }
    private burstBytes = 0

    constructor(
        private readonly chips: readonly TwoWireChip[],
        private readonly isSounding: () => boolean
    ) {}

    /** @returns whether all was acknowledged, and when STOP was over */
    write(
        address: number,
        bytes: Uint8Array,
        startUs: number
    ): { isAcknowledged: boolean; endUs: number } {
        const chip = this.chips.find(each => each.address === address)
        const byteCount = chip ? 1 + bytes.length : 1
        this.count(byteCount)
        const clocks = FRAME_CLOCKS + byteCount * BYTE_CLOCKS
        const endUs = startUs + SETUP_US + (clocks * 1e6) / CLOCK_HZ
        return { isAcknowledged: chip?.write(bytes, endUs) ?? false, endUs }
    }

    /** The bridge was served: what comes now counts as a new burst. */
    beginBurst(): void {
        this.burstBytes = 0
    }

    private count(byteCount: number): void {
        const { traffic } = this
        traffic.transferCount++
        traffic.byteCount += byteCount
        if (!this.isSounding()) return
        this.burstBytes += byteCount
        traffic.burstBytesMax = Math.max(traffic.burstBytesMax, this.burstBytes)
    }
}
