/**
 * What others need for the same, as a study counted them on a simulated card that is never busy; recorded, not measured here.
 *
 * ChaN FatFs R0.16, SdFat 2.3.1; FAT32 of 32 GB unless it says otherwise, after a fresh mount.
 */

/** FatFs usual and best, SdFat usual and best; undefined: was not counted. */
type Recorded = readonly [Count, Count, Count, Count]
type Count = number | undefined
/** By the number of messages on the card. */
type ByCount = Readonly<Record<number, Recorded>>

/** The largest card of the study; ours has 8,000 at most. */
const LARGEST = 10_000

export const CONFIGURATIONS = {
    record: [
        "FatFs: 64-byte writes, f_sync each second; f_expand, header rewritten each 0.96 s, streaming driver",
        "SdFat: shared bus, 64-byte writes, sync each second; preAllocate, header rewritten each 0.96 s",
    ],
    play: [
        "FatFs: plain driver, 512-byte reads; streaming driver (8 commands with fastseek). 100 messages",
        "SdFat: shared bus, 512-byte reads; dedicated bus. 100 messages",
    ],
    list: [
        "FatFs: plain driver; streaming driver; names and dates only, no lengths. Headers: by name, f_open for each",
        "SdFat: dedicated bus; names and dates only. Headers: openNext for each",
    ],
    delete: ["FatFs: plain driver; streaming driver", "SdFat: shared bus; dedicated bus"],
    boot: [
        "FatFs: mount, free space (FAT32: FSInfo trusted; FAT16: counted), and a walk through the folder",
        "SdFat: shared bus; dedicated bus: mount and free space, which it always counts; no message is known yet",
        "neither looks for an interrupted call",
    ],
} as const

const RECORD = {
    commands: {
        10: [1153, 151, 2456, 146],
        100: [1170, 161, 2482, 152],
        1000: [1278, 153, 2658, 146],
        10000: [2422, 237, 4504, 190],
    },
    read: {
        10: [48, 7, 138, 5],
        100: [63, 25, 149, 17],
        1000: [173, 132, 239, 106],
        10000: [1317, 1282, 1162, 1032],
    },
    written: { 100: [1107, 1013, 1092, 1012] },
    bytesPerByte: {
        10: [1.27, 1.103, 1.378, 1.099],
        100: [1.289, 1.125, 1.392, 1.115],
        1000: [1.407, 1.238, 1.49, 1.208],
        10000: [2.661, 2.48, 2.519, 2.209],
    },
    programs: { 100: [1107, 139, 1092, 138], 1000: [1105, 137, 1090, 136] },
    rewrites: { 100: [163, 68, 149, 68] },
} as const satisfies Record<string, ByCount>

const PLAY = {
    commands: { 100: [949, 14, 1898, 14] },
    sectors: { 100: [949, 949, 949, 949] },
    bytes: { 100: [499_174, 489_810, 507_715, 489_817] },
} as const satisfies Record<string, ByCount>

const LIST = {
    commands: {
        10: [2, 4, undefined, 4],
        100: [8, 4, undefined, 4],
        1000: [64, 4, undefined, 4],
        10000: [636, 40, undefined, 40],
    },
    sectors: {
        10: [2, 2, undefined, 2],
        100: [8, 8, undefined, 8],
        1000: [64, 64, undefined, 64],
        10000: [636, 636, undefined, 636],
    },
    headerCommands: {
        10: [undefined, undefined, undefined, 24],
        100: [undefined, undefined, undefined, 216],
        1000: [undefined, undefined, undefined, 2128],
        10000: [undefined, undefined, undefined, 21_272],
    },
    headerSectors: {
        10: [32, 32, undefined, 12],
        100: [584, 584, undefined, 108],
        1000: [33_940, 33_940, undefined, 1064],
        10000: [3_195_824, 3_195_824, undefined, 10_636],
    },
} as const satisfies Record<string, ByCount>

const DELETE = {
    commands: { 1000: [38, 10, 76, 11], 10000: [323, 26, 646, 27] },
    readFirst: { 1000: [3, 3, 4, 4] },
    readMiddle: { 1000: [34, 34, 35, 35] },
    readLast: { 1000: [65, 65, 66, 66] },
    written: { 1000: [4, 4, 3, 3] },
    bytes: { 1000: [20_000, 19_734, 20_342, 19_731] },
} as const satisfies Record<string, ByCount>

const BOOT = {
    fat32Sectors: { 1000: [67, 67, 7609, 7609], 10000: [639, 639, 7609, 7609] },
    fat16Sectors: { 1000: [302, 302, 238, 238], 10000: [874, 874, 238, 238] },
    fat32Commands: {
        1000: [undefined, undefined, 15_218, 6],
        10000: [undefined, undefined, 15_218, 6],
    },
    fat16Commands: { 1000: [undefined, undefined, 476, 6], 10000: [undefined, undefined, 476, 6] },
} as const satisfies Record<string, ByCount>

export const LIBRARIES = { record: RECORD, play: PLAY, list: LIST, delete: DELETE, boot: BOOT }

/**
 * What stands behind a figure of ours.
 *
 * @param floor the least that any layout can do; undefined: not known
 * @param counted with other numbers of messages where this one was not counted, which is said
 */
export function besides(
    floor: number | undefined,
    counted: ByCount | undefined,
    messages: number
): string {
    const parts = floor === undefined ? [] : [`floor ${number(floor)}`]
    const found = counted && nearest(counted, messages)
    if (found) {
        const [fatUsual, fatBest, sdUsual, sdBest] = found.recorded
        parts.push(`FatFs ${pair(fatUsual, fatBest)}`, `SdFat ${pair(sdUsual, sdBest)}`)
        if (found.count !== messages) parts.push(`(at ${number(found.count)})`)
    }
    return parts.join("  ")
}

function nearest(counted: ByCount, messages: number) {
    const wanted = messages > 1000 ? LARGEST : messages
    const counts = Object.keys(counted).map(Number)
    const count = counts.sort(
        (a, b) => Math.abs(Math.log(a / wanted)) - Math.abs(Math.log(b / wanted))
    )[0]
    return count === undefined ? undefined : { count, recorded: counted[count]! }
}

function pair(usual: Count, best: Count): string {
    const texts = [usual, best].filter(each => each !== undefined).map(number)
    if (texts.length === 0) return "–"
    return texts[0] === texts[1] ? texts[0]! : texts.join(", ")
}

function number(value: number): string {
    return value.toLocaleString("en-US", { maximumFractionDigits: 3 })
}
