/** What the figures are measured against, and where that stands. Nothing else in the bench is a number known before. */

export interface Goal {
    readonly limit: number
    /** Whether the figure must not be more, or not be less. */
    readonly kind: "at most" | "at least"
    readonly source: string
}

const KB = 1024

function atMost(limit: number, source: string): Goal {
    return { limit, kind: "at most", source }
}

function atLeast(limit: number, source: string): Goal {
    return { limit, kind: "at least", source }
}

const NUMBERS = "docs/goals"

/** All of them with their reasons: docs/goals.md. */
export const GOALS = {
    offHookMs: atMost(150, NUMBERS),
    greetingMs: atMost(300, NUMBERS),
    buttonMs: atMost(250, NUMBERS),
    silenceMs: atMost(100, NUMBERS),
    commands: atMost(65, "G1"),
    commandsPerSecond: atMost(1.09, "G2"),
    sectorsWritten: atMost(940, "G3"),
    sectorsRead: atMost(0, "G4"),
    spiBytes: atMost(Math.floor(487_900 * 1.03), "G5 + 3 %"),
    programs: atMost(65, "G6"),
    writtenTwice: atMost(0, "G7"),
    fatWrites: atMost(0, "G7"),
    directoryWrites: atMost(1, "G7"),
    armingCommands: atMost(4, "G1 with arming"),
    armingWritten: atMost(1, "G3 with arming"),
    cutTailCommands: atMost(66, "G1 + 1"),
    cutTailWritten: atMost(941, "G3 + 1"),
    changeReads: atMost(1, "G12"),
    changeWrites: atMost(2, "G12"),
    changeBytes: atMost(1600 * 1.03, "G12 + 3 %"),
    playCommands: atMost(118, "G9"),
    playSectors: atMost(939, "G9"),
    bootWritten: atMost(0, NUMBERS),
    transfersPerSectorWritten: atMost(2, NUMBERS),
    transfersPerSectorRead: atMost(3, NUMBERS),
    framesRecording: atMost(450, NUMBERS),
    underruns: atMost(0, NUMBERS),
    heapBytes: atMost(40 * KB, NUMBERS),
    loadRecording: atMost(10, NUMBERS),
    loadPlaying: atMost(15, NUMBERS),
    loadTranslating: atMost(30, NUMBERS),
    speedRecording: atLeast(40, NUMBERS),
    speedIdle: atLeast(1000, NUMBERS),
    startSeconds: atMost(1.0, NUMBERS),
} as const satisfies Record<string, Goal>

/** docs/card-layout.md: half a byte for each slot, in the sectors of the index. */
const SLOTS_PER_INDEX_SECTOR = 832
const SLOTS_PER_FOLDER_SECTOR = 2

/** Goals that depend on how many slots a card has, each of which is a file in the folder, or on how many messages. */
export function mountGoal(slots: number): Goal {
    return atMost(7 + 2 * Math.ceil(slots / SLOTS_PER_INDEX_SECTOR), "G13")
}

export function indexGoals(slots: number) {
    const sectors = atMost(Math.ceil(slots / SLOTS_PER_INDEX_SECTOR) + 1, "G10")
    return { sectors, commands: atMost(2, "G10") }
}

export function folderGoals(slots: number) {
    const sectors = atMost(Math.ceil(slots / SLOTS_PER_FOLDER_SECTOR) + 1, "G10")
    return { sectors, commands: atMost(2, "G10") }
}

export function headerGoals(slots: number, messages: number) {
    const folderSectors = Math.ceil(slots / SLOTS_PER_FOLDER_SECTOR)
    return {
        sectors: atMost(messages + folderSectors + 1, "G11"),
        commands: atMost(messages + 2, "G11"),
    }
}

/** Between runs, collections come at other moments; a quarter of a bit for each of 8,000 slots would be as much. */
const HEAP_NOISE_BYTES = 256

/** Of the script heap: what is in use must not depend on what is on the card. */
export function growthGoal(): Goal {
    return atMost(HEAP_NOISE_BYTES, NUMBERS)
}
