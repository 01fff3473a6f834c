/** Firmware of the bench's own: what an empty turn of a loop and an empty transfer cost the virtual machine here, now. */

/** Turns of a loop in one piece; the VM ends a program that runs 131,071 instructions without a pause. */
export const TURNS_IN_ONE = 10_000
export const PIECES = 40
export const TRANSFERS = 1500
/** Lengths of the transfers, two of them, so that length and number can be told apart. */
export const LENGTHS = [2, 65] as const

/** As the name of a file on the stage, beside src/main.ts, so that its imports are the firmware's. */
export const CALIBRATION_FILE = "src/calibration.ts"

export const CALIBRATION_PROGRAM = `import * as ds from "@devicescript/core"
import { SimPlatform } from "./platform/sim"

const PAUSE_MS = 20

/** As full a heap as the firmware's: an allocation costs what the free block is long. */
const ballast: Buffer[] = []
for (let i = 0; i < 7; i++) ballast.push(Buffer.alloc(4096))

async function turns(): Promise<void> {
    for (let piece = 0; piece < ${PIECES}; piece++) {
        for (let i = 0; i < ${TURNS_IN_ONE}; i++) {}
        await ds.sleep(PAUSE_MS)
    }
}

async function transfers(platform: SimPlatform, lengthBytes: number): Promise<void> {
    const tx = Buffer.alloc(lengthBytes)
    const rx = Buffer.alloc(lengthBytes)
    for (let i = 0; i < ${TRANSFERS}; i++) await platform.bridge.exchange(tx, rx)
}

async function main(): Promise<void> {
    const platform = new SimPlatform()
    await platform.initialise()
    for (let round = 0; round < 2; round++) {
        await ds.sleep(PAUSE_MS)
        console.log("turns")
        await turns()
        await ds.sleep(PAUSE_MS)
        console.log("short")
        await transfers(platform, ${LENGTHS[0]})
        await ds.sleep(PAUSE_MS)
        console.log("long")
        await transfers(platform, ${LENGTHS[1]})
        await ds.sleep(PAUSE_MS)
        console.log("end")
    }
}

await main()
`
