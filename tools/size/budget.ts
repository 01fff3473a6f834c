/** The code budget of DESIGN, "What the VM dictates": who may spend how much of the 64 KB. */

export interface BudgetLine {
    name: string
    /** Source paths that begin so are counted here; the first line that fits counts. */
    prefixes: string[]
    /** undefined: only the total limits it. */
    limitBytes: number | undefined
}

const KB = 1024

/** Functions and their table have 16-bit addresses. */
export const CODE_LIMIT_BYTES = 64 * KB
/** Pages of 4096 bytes that an ESP32's partition, and the simulator's, has for a program. */
export const IMAGE_LIMIT_BYTES = 55 * 4 * KB

/**
 * The modem's driver is "phone": it speaks of calls and sound; it knows four families of modems and has 1 KB of the
 * drivers' share for that. The store has 1 KB of the app's for recovery and the repair of damaged folders, half a one of
 * the reserve, and a quarter of the drivers'. What the machine hears and its list of calls are counted with the app, which
 * has 1.5 KB of the drivers' share and 1 KB of the reserve for them. Greetings of other WAV forms have 3.25 KB. Display
 * and network are reserved for later issues: before they come, the others must shrink, for all lines together are more
 * than there is (docs/decisions/006). The library's code has no line in the budget: it lives from what others leave.
 */
export const BUDGET: BudgetLine[] = [
    { name: "phone and audio", prefixes: ["src/drivers/v253/", "src/audio/"], limitBytes: 10 * KB },
    { name: "display", prefixes: ["src/display/"], limitBytes: 2 * KB },
    { name: "network", prefixes: ["src/net/"], limitBytes: 5 * KB },
    { name: "greetings", prefixes: ["src/greeting/"], limitBytes: 3.25 * KB },
    { name: "FAT and slot store", prefixes: ["src/fat/", "src/store/"], limitBytes: 18 * KB },
    {
        name: "platform and drivers",
        prefixes: ["src/platform/", "src/drivers/", "src/hal/", "src/util/"],
        limitBytes: 9.25 * KB,
    },
    { name: "app", prefixes: ["src/"], limitBytes: 20 * KB },
    { name: "library", prefixes: [""], limitBytes: undefined },
]

export interface Spending {
    name: string
    bytes: number
    limitBytes: number | undefined
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
        .filter(each => each.limitBytes !== undefined && each.bytes > each.limitBytes)
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
