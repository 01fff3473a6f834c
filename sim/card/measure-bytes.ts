/** How large a file is, also where it is a device: of those, the file system tells no size. */
import { fstatSync, readFileSync, readSync } from "node:fs"

const SECTOR_BYTES = 512
/** 2 TiB: sector numbers have 32 bits. */
const SECTORS_MAX = 2 ** 32

/** @param file an open file descriptor */
export function measureBytes(file: number): number {
    const { size, rdev } = fstatSync(file)
    if (size > 0 || rdev === 0) return size
    return (sectorsOfLinux(rdev) ?? searchEnd(file)) * SECTOR_BYTES
}

function sectorsOfLinux(rdev: number): number | undefined {
    const major = (rdev >> 8) & 0xfff
    const minor = (rdev & 0xff) | ((rdev >> 12) & 0xfff00)
    try {
        return Number(readFileSync(`/sys/dev/block/${major}:${minor}/size`, "utf8"))
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error
        return undefined
    }
}

/** The last sector that can be read. */
function searchEnd(file: number): number {
    let inside = 0
    let beyond = SECTORS_MAX
    while (inside < beyond) {
        const middle = Math.floor((inside + beyond) / 2)
        if (canRead(file, middle)) inside = middle + 1
        else beyond = middle
    }
    return inside
}

function canRead(file: number, sector: number): boolean {
    const bytes = new Uint8Array(SECTOR_BYTES)
    try {
        return readSync(file, bytes, 0, SECTOR_BYTES, sector * SECTOR_BYTES) === SECTOR_BYTES
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EBADF") throw error
        return false
    }
}
