/** Where devices are mounted: what is mounted is written to by somebody else as well. */
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, realpathSync } from "node:fs"

const LINUX_TABLE = "/proc/self/mounts"

/** The folder where a device, or a part of it, is mounted; undefined: it is not, or this system does not tell. */
export function mountedAt(devicePath: string): string | undefined {
    return findMount(realpathSync(devicePath), mountTable())
}

/** @param table lines "device folder …", as Linux has them, or "device on folder (…)" */
export function findMount(device: string, table: string): string | undefined {
    for (const line of table.split("\n")) {
        const [source, word, third] = line.split(" ")
        if (source === undefined || word === undefined || !isPartOf(source, device)) continue
        return (word === "on" ? third : word)?.replace(/\\(\d{3})/g, (_, octal: string) =>
            String.fromCharCode(parseInt(octal, 8))
        )
    }
    return undefined
}

/** "/dev/sdb1" and "/dev/mmcblk0p1" are parts of "/dev/sdb" and "/dev/mmcblk0", and a device is a part of itself. */
function isPartOf(source: string, device: string): boolean {
    const same = device.replace("/dev/rdisk", "/dev/disk")
    if (source === same) return true
    return source.startsWith(same) && /^[ps]?\d+$/.test(source.slice(same.length))
}

function mountTable(): string {
    if (existsSync(LINUX_TABLE)) return readFileSync(LINUX_TABLE, "utf8")
    return spawnSync("mount", { encoding: "utf8" }).stdout ?? ""
}
