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
    playCommands: atMost(118, "G9"),
    playSectors: atMost(939, "G9"),
    bootSectors: atMost(9, "G13"),
    bootCommands: atMost(9, "G13"),
    transfersPerSectorWritten: atMost(2, NUMBERS),
    transfersPerSectorRead: atMost(3, NUMBERS),
    framesRecording: atMost(450, NUMBERS),
    heapBytes: atMost(40 * KB, NUMBERS),
    loadRecording: atMost(10, NUMBERS),
    loadPlaying: atMost(15, NUMBERS),
    loadTranslating: atMost(30, NUMBERS),
    speedRecording: atLeast(40, NUMBERS),
    speedIdle: atLeast(1000, NUMBERS),
    startSeconds: atMost(1.0, NUMBERS),
} as const satisfies Record<string, Goal>
