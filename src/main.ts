import * as ds from "@devicescript/core"
import "./cold/run-cold"
import { BoardPlatform } from "./platform/board"
import { SimPlatform } from "./platform/sim"
import { startMachine } from "./wiring"

/** The only entry, and the only place that asks where it runs. */
async function main(): Promise<void> {
    console.log("afterbeep starts at " + ds.millis() + " ms")
    await startMachine(ds.isSimulator() ? new SimPlatform() : new BoardPlatform())
}

await main()
