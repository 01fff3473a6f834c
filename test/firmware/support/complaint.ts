import { inspect } from "../../../src/fat/inspection"
import { mountVolume } from "../../../src/fat/mount"
import { Volume } from "../../../src/fat/volume"
import { Fault } from "../../../src/util/fault"
import { RamDisk } from "./ram-disk"

/** What is to be said of a card before anything is written to it. */
export async function complaint(disk: RamDisk): Promise<string> {
    try {
        const volume = new Volume(disk)
        await mountVolume(volume)
        await inspect(volume)
    } catch (e) {
        if (e instanceof Fault) return e.message
    }
    return ""
}
