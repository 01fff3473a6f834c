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
 * with the app. Display and network are reserved for later issues; what they need of the library is in its line then,
 * and has to come from theirs.
 */
export const BUDGET: BudgetLine[] = [
    {
        name: "phone and audio",
        prefixes: ["src/drivers/v253/", "src/audio/"],
        limitBytes: 8 * KB,
    },
    { name: "display", prefixes: ["src/display/"], limitBytes: 2 * KB },
    { name: "network", prefixes: ["src/net/"], limitBytes: 1.25 * KB },
    { name: "greetings", prefixes: ["src/greeting/"], limitBytes: 2.625 * KB },
    { name: "FAT and slot store", prefixes: ["src/fat/", "src/store/"], limitBytes: 23.5 * KB },
    {
        name: "platform and drivers",
        prefixes: ["src/platform/", "src/drivers/", "src/hal/", "src/util/"],
        limitBytes: 8.25 * KB,
    },
    { name: "app", prefixes: ["src/"], limitBytes: 14.625 * KB },
    { name: "library", prefixes: [""], limitBytes: 3.625 * KB },
]

export interface Spending {
    name: string
    bytes: number
    limitBytes: number
    /** Folders or files below the line's prefixes, largest first. */
    parts: { name: string; bytes: number }[]
}

export function spend(bytesByFile: Map<string, number>): Spending[] {
    const spendings = BUDGET.map(({ name, limitBytes }): Spending => ({
        name,
        limitBytes,
        bytes: 0,
        parts: [],
    }))
    for (const [path, bytes] of bytesByFile) {
        const spending =
            spendings[BUDGET.findIndex(line => line.prefixes.some(each => path.startsWith(each)))]!
        spending.bytes += bytes
        addPart(spending.parts, folderOf(path), bytes)
    }
    for (const { parts } of spendings) parts.sort((a, b) => b.bytes - a.bytes)
    return spendings
}

function addPart(parts: { name: string; bytes: number }[], name: string, bytes: number): void {
    const known = parts.find(each => each.name === name)
    if (known) known.bytes += bytes
    else parts.push({ name, bytes })
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
