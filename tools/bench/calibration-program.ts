/** Firmware of the bench's own: what an empty turn of a loop and an empty transfer cost the virtual machine, in instructions. */

/** Turns of the loop in one piece of work, and transfers in one. */
export const TURNS = 1000
export const TRANSFERS = 4
/** Lengths of the transfers: the short one is answered in one report, the long one in three (services/sim-bus.md). */
export const LENGTHS = [2, 528] as const
export const LONG_REPORTS = 3
/** From one piece of work to the next; on the tick it sleeps on, whatever the work took. */
export const PERIOD_MS = 100

/** The pieces of work, one after the other; the first is to wake up and do nothing. Each is logged when it begins. */
export const NAMES = ["nothing", "short", "long", "turns"]

/** As the name of a file on the stage, beside src/main.ts, so that its imports are the firmware's. */
export const CALIBRATION_FILE = "src/calibration.ts"

export const CALIBRATION_PROGRAM = `import * as ds from "@devicescript/core"
import { Platform } from "./hal/platform"
import { BoardPlatform } from "./platform/board"
import { SimPlatform } from "./platform/sim"

const SLEEP_MS = ${PERIOD_MS - 5}

async function transfers(platform: Platform, tx: Buffer, rx: Buffer): Promise<void> {
    for (let i = 0; i < ${TRANSFERS}; i++) await platform.bridge.exchange(tx, rx)
}

async function main(): Promise<void> {
    // As in the firmware, which may run on a board, too: what it calls here is looked up.
    const platform: Platform = ds.isSimulator() ? new SimPlatform() : new BoardPlatform()
    await platform.initialise()
    const short = Buffer.alloc(${LENGTHS[0]})
    const shortAnswer = Buffer.alloc(${LENGTHS[0]})
    const long = Buffer.alloc(${LENGTHS[1]})
    const longAnswer = Buffer.alloc(${LENGTHS[1]})
    const names = [${NAMES.map(name => `"${name}"`).join(", ")}]
    let work = 0
    while (true) {
        await ds.sleep(SLEEP_MS)
        console.log(names[work])
        if (work === ${1}) await transfers(platform, short, shortAnswer)
        else if (work === ${2}) await transfers(platform, long, longAnswer)
        else if (work === ${3}) for (let i = 0; i < ${TURNS}; i++) {}
        work = (work + 1) & 3
    }
}

await main()
`
