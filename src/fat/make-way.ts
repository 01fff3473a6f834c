/** A file of a PC's that has to make way for one of the same name, which may be long: it is renamed where it stands. */
import { SECTOR_BYTES } from "../hal/block-device"
import { Fault, FaultCode } from "../util/fault"
import { archive } from "./archive"
import { Chain } from "./chain"
import { findEntry } from "./directory"
import { storeInFolder } from "./in-flight"
import { DIRECTORY_SECTORS_MAX, ENTRY_BYTES, LONG_UNIT_AT, LONG_UNITS } from "./layout"
import { NameSearch, shortForm } from "./names"
import { Volume } from "./volume"

/** "." and an extension of 3 letters. */
const EXTENSION_LENGTH = 4
const NUMBER_MAX = 9
const DIGIT_0 = 0x30

/**
 * Rename a file: default.wav becomes defaul1.wav, after-hours.wav after-hour1.wav, or gets the first other digit that is free.
 *
 * @param name of a file that is there, with an extension of 3 letters
 * @throws Fault Full: no such name is free; and as the card does. Waits: for the folder, once for each digit.
 */
export async function makeWay(volume: Volume, folder: number, name: string): Promise<void> {
    const stem = name.slice(0, -EXTENSION_LENGTH - 1)
    if (shortForm(name) !== undefined) {
        await archive(volume, folder, name, stem)
        return
    }
    for (let number = 1; number <= NUMBER_MAX; number++) {
        const wanted = stem + number + name.slice(-EXTENSION_LENGTH)
        if ((await findEntry(volume, folder, wanted)) !== undefined) continue
        return await putDigit(volume, folder, name, DIGIT_0 + number)
    }
    throw new Fault(FaultCode.Full, `too many files named ${name}`)
}

/** Change the last letter before the extension of a long name; the short one, and so the checksum, stays. */
async function putDigit(
    volume: Volume,
    folder: number,
    name: string,
    digit: number
): Promise<void> {
    const { sector } = volume
    const unit = name.length - EXTENSION_LENGTH - 1
    const order = 1 + Math.idiv(unit, LONG_UNITS)
    const chain = new Chain(volume, folder)
    const search = new NameSearch(name)
    let before = 0
    for (let i = 0; i < DIRECTORY_SECTORS_MAX; i++) {
        let from = await chain.sectorAt(i)
        if (from === undefined) return
        await volume.loadSector(from)
        for (let at = 0; at < SECTOR_BYTES; at += ENTRY_BYTES) {
            if (!search.seeEntry(sector, at)) continue
            let longAt = at - order * ENTRY_BYTES
            // Its long entries may have begun in the sector before.
            if (longAt < 0) {
                longAt += SECTOR_BYTES
                from = before
                await volume.loadSector(from)
            }
            sector.setAt(longAt + LONG_UNIT_AT[unit % LONG_UNITS], "u16", digit)
            return await storeInFolder(volume, from, folder, 0, 0)
        }
        before = from
    }
}
