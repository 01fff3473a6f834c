/** README.txt: what a person who opens the card on a PC should know. */
import { SECTOR_BYTES } from "../hal/block-device"
import { ATTRIBUTE_ARCHIVE } from "../fat/layout"
import { ensureFile } from "../fat/directory"
import { Volume } from "../fat/volume"

const TEXT = `Afterbeep, your answering machine

messages\\   one WAV file for each message. Delete, rename and copy as you like.
            The hidden files there keep room for the next ones: let them be.
greetings\\  default.wav is what callers hear: up to a minute of WAV,
            8 or 16 bits, 8, 16, 32 or 48 kHz, mono or stereo
settings.txt  for example the line "rings = 4"
calls.csv   every call, also without a message

Please eject the card before you take it out.
`

/** Make the file where there is none. @throws as the card does */
export async function ensureReadme(volume: Volume, folderCluster: number): Promise<void> {
    const fill = async (sector: number) => {
        volume.sector.fillAt(0, SECTOR_BYTES, 0)
        volume.sector.blitAt(0, TEXT, 0, TEXT.length)
        await volume.storeSector(sector)
    }
    const file = { sizeBytes: TEXT.length, attributes: ATTRIBUTE_ARCHIVE, fill }
    await ensureFile(volume, folderCluster, "README.txt", file)
}
