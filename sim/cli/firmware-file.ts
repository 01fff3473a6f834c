/** Finds the firmware image that is played. */

import { existsSync, readFileSync } from "node:fs"
import { ToolError } from "../../tools/project.ts"
import { ensureFirmware } from "../../tools/firmware.ts"
import { reasonOf } from "../card/system-words.ts"

/** First bytes of every DeviceScript image (bytecode format 2, DEVS_IMG_MAGIC0 and DEVS_IMG_MAGIC1). */
const MAGIC = Uint8Array.of(0x44, 0x65, 0x76, 0x53, 0x0a, 0x6e, 0x29, 0xf1)

export interface FirmwareFiles {
    readonly imagePath: string
    /** Names and lines for stack traces, where there is such a file. */
    readonly debugPath: string | undefined
}

/** The image can't be used, or its source does not compile. */
export class FirmwareError extends Error {
    constructor(message: string) {
        super(message)
        this.name = "FirmwareError"
    }
}

/**
 * @param path image to be played; undefined: the one of this project, built first where it is older than its source
 * @param named as whoever named it will know it
 * @throws FirmwareError
 * Waits: some seconds, where it is built.
 */
export async function findFirmware(
    path: string | undefined,
    named = `--firmware ${path}`
): Promise<FirmwareFiles> {
    if (path !== undefined) return givenFirmware(path, named)
    try {
        const { devsPath, debugPath } = await ensureFirmware()
        return { imagePath: devsPath, debugPath }
    } catch (error) {
        if (error instanceof ToolError) throw new FirmwareError(error.message)
        throw error
    }
}

function givenFirmware(path: string, named: string): FirmwareFiles {
    let image: Uint8Array
    try {
        image = readFileSync(path)
    } catch (error) {
        throw new FirmwareError(`${named}: can't be read: ${reasonOf(error)}`)
    }
    if (!MAGIC.every((byte, index) => image[index] === byte))
        throw new FirmwareError(
            `${named}: is not a DeviceScript image (.devs), as \`npm run build\` makes it`
        )
    const debugPath = path.replace(/\.devs$/, "-dbg.json")
    const isThere = debugPath !== path && existsSync(debugPath)
    return { imagePath: path, debugPath: isThere ? debugPath : undefined }
}
