import * as ds from "@devicescript/core"
import { SpiBus } from "../../../src/hal/spi"

/** A bus on which time does not pass; counts what was waited, and lets others run as a transfer would. */
export class FakeBus implements SpiBus {
    pausedUs = 0

    async pause(us: number): Promise<void> {
        this.pausedUs += us
        await ds.sleep(0)
    }

    setClock(hz: number): void {}
}
