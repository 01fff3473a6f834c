/**
 * The DeviceScript runtime: the image of the virtual machine for one kind of chip, to which board and program are added.
 *
 * Layout of an ESP32 image from its header on, as ESP-IDF's esp_image_header_t: byte 0 is 0xE9, bytes 12 and 13 are the
 * chip's number, little endian. What lies at the start of a whole-flash image is the bootloader, which has that header.
 */

import { existsSync, readFileSync } from "node:fs"
import { ToolError } from "../project.ts"

/** A kind of chip: what its runtime is called, where in flash it belongs, and what its images call it. */
interface ChipKind {
    readonly flashOffset: string
    readonly chipId: number
}

const CHIPS: Readonly<Record<string, ChipKind>> = {
    esp32: { flashOffset: "0x1000", chipId: 0 },
    esp32c3: { flashOffset: "0x0", chipId: 5 },
    esp32s3: { flashOffset: "0x0", chipId: 9 },
}

const RELEASES = "https://github.com/microsoft/devicescript-esp32/releases/latest/download"
const IMAGE_MAGIC = 0xe9
const CHIP_ID_AT = 12
const HEADER_BYTES = 24

/** The runtime's file name as it is published and as the CLI looks for it; it ends with its place in flash. */
export function runtimeName(archId: string): string {
    return `devicescript-${archId}-${archId}_bare-${chipOf(archId).flashOffset}.bin`
}

/** Where a person fetches it. */
export function runtimeUrl(archId: string): string {
    return `${RELEASES}/${runtimeName(archId)}`
}

/** Name of an image that is ready to be flashed; the flashing tool reads its place in flash from it. */
export function bundleName(board: string, archId: string): string {
    return `${board}-${chipOf(archId).flashOffset}.bin`
}

/** @throws ToolError where the file is not there, is no image, or is another chip's */
export function checkRuntime(path: string, archId: string): void {
    if (!existsSync(path)) throw new ToolError(`--runtime ${path}: there is no such file`)
    const image = readFileSync(path)
    if (image.length < HEADER_BYTES || image[0] !== IMAGE_MAGIC)
        throw new ToolError(
            `--runtime ${path}: not an ESP32 image (it does not begin with 0xE9); fetch ${runtimeUrl(archId)}`
        )
    const chipId = image.readUInt16LE(CHIP_ID_AT)
    if (chipId === chipOf(archId).chipId) return
    const other = Object.keys(CHIPS).find(each => CHIPS[each]!.chipId === chipId)
    throw new ToolError(
        `--runtime ${path}: is for ${other ?? `chip ${chipId}`}, and the board has an ${archId}; fetch ${runtimeUrl(archId)}`
    )
}

function chipOf(archId: string): ChipKind {
    const chip = CHIPS[archId]
    if (chip) return chip
    throw new ToolError(
        `archId "${archId}": no runtime is known for it; known: ${Object.keys(CHIPS).join(", ")}`
    )
}
