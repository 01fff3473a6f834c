/** Who may spend how much of the 64 KB that a program's code can have, after the linker: docs/decisions/006. */

export interface BudgetLine {
    name: string
    /** Source paths that begin so are counted here; the first line that fits counts. */
    prefixes: string[]
    limitBytes: number
}

const KB = 1024

/** Functions and their table have 16-bit addresses. */
export const CODE_LIMIT_BYTES = 64 * KB
/** Pages of 4096 bytes that an ESP32's partition, and the simulator's, has for a program. */
export const IMAGE_LIMIT_BYTES = 55 * 4 * KB

/**
 * What each may have at most, with some 5 % of room above what it takes today; all lines together are what there is.
 *
 * The modem's driver is "phone": it speaks of calls and sound. What the machine hears and its list of calls are counted
 * with the app, and what the owner does and hears. The network is reserved for a later issue, and so is a part of display and USB host; what they need of the library
 * is in its line then, and has to come from theirs. Cold code (docs/decisions/017) is data, and not counted.
 */
export const BUDGET: BudgetLine[] = [
    {
        name: "phone and audio",
        prefixes: ["src/drivers/v253/", "src/audio/"],
        limitBytes: 7.875 * KB,
    },
    { name: "display", prefixes: ["src/display/"], limitBytes: 1.5 * KB },
    { name: "network", prefixes: ["src/net/"], limitBytes: 1.625 * KB },
    { name: "USB host", prefixes: ["src/drivers/max3421e/"], limitBytes: 3 * KB },
    { name: "greetings", prefixes: ["src/greeting/"], limitBytes: 2.125 * KB },
    { name: "FAT and slot store", prefixes: ["src/fat/", "src/store/"], limitBytes: 16.5 * KB },
    {
        name: "platform and drivers",
        prefixes: ["src/platform/", "src/drivers/", "src/hal/", "src/util/"],
        limitBytes: 8.625 * KB,
    },
    { name: "runner of cold code", prefixes: ["src/cold/"], limitBytes: 2.25 * KB },
    { name: "app", prefixes: ["src/"], limitBytes: 16.75 * KB },
    { name: "library", prefixes: [""], limitBytes: 3.625 * KB },
]

export interface Spending {
    name: string
    bytes: number
    /** Of functions that are data, which do not count (docs/decisions/017). */
    coldBytes: number
    limitBytes: number
    /** Folders or files below the line's prefixes, largest first. */
    parts: Part[]
}

export interface Part {
    name: string
    bytes: number
    coldBytes: number
}

export function spend(
    bytesByFile: ReadonlyMap<string, number>,
    coldByFile: ReadonlyMap<string, number> = new Map()
): Spending[] {
    const spendings = BUDGET.map(({ name, limitBytes }): Spending => ({
        name,
        limitBytes,
        bytes: 0,
        coldBytes: 0,
        parts: [],
    }))
    for (const path of new Set([...bytesByFile.keys(), ...coldByFile.keys()])) {
        const spending =
            spendings[BUDGET.findIndex(line => line.prefixes.some(each => path.startsWith(each)))]!
        const part = partOf(spending.parts, folderOf(path))
        for (const each of [spending, part]) {
            each.bytes += bytesByFile.get(path) ?? 0
            each.coldBytes += coldByFile.get(path) ?? 0
        }
    }
    for (const { parts } of spendings) parts.sort((a, b) => b.bytes - a.bytes)
    return spendings
}

function partOf(parts: Part[], name: string): Part {
    const known = parts.find(each => each.name === name)
    if (known) return known
    const fresh = { name, bytes: 0, coldBytes: 0 }
    parts.push(fresh)
    return fresh
}

function folderOf(path: string): string {
    const library = /^node_modules\/(@devicescript\/[^/]+)/.exec(path)
    if (library) return library[1]!
    return path.slice(0, path.lastIndexOf("/"))
}

/** What is over its limit, as sentences. */
export function overspent(spendings: Spending[], imageBytes: number): string[] {
    const problems = spendings
        .filter(each => each.bytes > each.limitBytes)
        .map(each => `${each.name}: ${each.bytes} bytes of code, ${each.limitBytes} are allowed`)
    const total = totalBytes(spendings)
    if (total > CODE_LIMIT_BYTES)
        problems.push(`all code: ${total} bytes, ${CODE_LIMIT_BYTES} are possible`)
    if (imageBytes > IMAGE_LIMIT_BYTES)
        problems.push(`image: ${imageBytes} bytes, the flash holds ${IMAGE_LIMIT_BYTES}`)
    return problems
}

export function totalBytes(spendings: Spending[]): number {
    return spendings.reduce((total, each) => total + each.bytes, 0)
}
