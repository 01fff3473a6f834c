/** Goals of docs/goals.md for power cuts, G14 to G22 of the study that they come from and those of decision 035, and what a campaign reached. */

import { LOST_MAX_SECONDS, isDestroyed, max, sumCalls, type Row } from "./tally.ts"
import type { FatFormat } from "./operations.ts"
import type { SecondVerdict } from "./verdict.ts"

/** What one operation came to. */
export interface OperationResult {
    readonly name: string
    readonly format: FatFormat
    readonly isCall: boolean
    readonly isConstruction: boolean
    /** All of its distinct cards were tried. */
    readonly isWhole: boolean
    readonly writes: number
    readonly rows: readonly Row[]
    readonly seconds: readonly SecondVerdict[]
}

export interface Goal {
    readonly name: string
    readonly what: string
    readonly wanted: string
    readonly reached: string
    readonly isMet: boolean
}

/** Operations of which the study's own campaign consists. */
const RECORDING = ["record", "close", "log", "arm"]
const SOUND = ["record", "close"]
const STRUCTURE = /cross-linked|lost clusters|after another call/

const LIMITS = {
    destroyedCleanPercent: 99.7,
    lostMeanSeconds: 0.51,
    lostMaxSeconds: LOST_MAX_SECONDS,
    wrongBytes: 512,
    commands: 29,
    sectors: 3,
}

/** Only goals that the campaign has something to say about. */
export function goalsOf(results: readonly OperationResult[]): Goal[] {
    const tried = triedOf(results)
    const inService = triedOf(results.filter(({ isConstruction }) => !isConstruction))
    const soft = inService.filter(({ row }) => !isDestroyed(row.variant))
    const hard = tried.filter(
        ({ name, row }) => isDestroyed(row.variant) && RECORDING.includes(name)
    )
    // One write more or less of a folder says nothing without the thousand of the sound beside it.
    const hasSound = results.some(({ name, isWhole }) => name === "record" && isWhole)
    const sound = tried.filter(({ name }) => SOUND.includes(name))
    return [
        ...percentGoal("G14", "clean before recovery, sector whole, torn or reordered", soft, 100),
        ...percentGoal(
            "G15",
            "clean before recovery, sector destroyed, in a call",
            hasSound ? hard : [],
            LIMITS.destroyedCleanPercent
        ),
        ...afterGoals(tried),
        ...soundGoals(sound),
        ...costGoals(sound),
        ...callGoals(tried),
        ...secondGoals(results),
        ...structureGoals(results),
    ]
}

function triedOf(results: readonly OperationResult[]): Tried {
    const rows = results.flatMap(({ name, rows }) => rows.map(row => ({ name, row })))
    return rows.filter(({ row }) => row.tried > 0)
}

type Tried = { readonly name: string; readonly row: Row }[]

function percentGoal(name: string, what: string, tried: Tried, wanted: number): Goal[] {
    const count = sum(tried, row => row.tried)
    if (count === 0) return []
    const percent = (100 * sum(tried, row => row.cleanBefore)) / count
    return [goal(name, what, `${wanted} %`, `${percent.toFixed(2)} %`, percent >= wanted)]
}

function afterGoals(tried: Tried): Goal[] {
    const count = sum(tried, row => row.tried)
    if (count === 0) return []
    const percent = (100 * sum(tried, row => row.cleanAfter)) / count
    const damaged = sum(tried, row => row.damaged)
    const bad = sum(tried, row => row.bad.length)
    return [
        goal(
            "G15",
            "clean after recovery, all variants",
            "100 %",
            `${percent.toFixed(2)} %`,
            percent === 100
        ),
        goal("G16", "cuts that damage an earlier file", "0", String(damaged), damaged === 0),
        goal("", "cuts that end badly, for whatever reason", "0", String(bad), bad === 0),
    ]
}

function soundGoals(sound: Tried): Goal[] {
    const count = sum(sound, row => row.tried)
    if (count === 0) return []
    const mean = sum(sound, row => row.lostMean * row.tried) / count
    const most = max(sound.map(({ row }) => row.lostMax))
    const plain = sound.filter(({ row }) => /^(before|after|stream-lost)$/.test(row.variant))
    const wrong = max(sound.map(({ row }) => row.wrongBytesMax))
    const wrongPlain = max(plain.map(({ row }) => row.wrongBytesMax))
    const { lostMeanSeconds, lostMaxSeconds, wrongBytes } = LIMITS
    return [
        goal(
            "G17",
            "sound lost, mean",
            `${lostMeanSeconds} s`,
            seconds(mean),
            mean <= lostMeanSeconds
        ),
        goal(
            "G17",
            "sound lost, at most",
            `${lostMaxSeconds} s`,
            seconds(most),
            most <= lostMaxSeconds
        ),
        goal(
            "G18",
            "wrong sound, sector whole",
            "0 bytes",
            `${wrongPlain} bytes`,
            wrongPlain === 0
        ),
        goal(
            "G18",
            "wrong sound, sector destroyed",
            `${wrongBytes} bytes`,
            `${wrong} bytes`,
            wrong <= wrongBytes
        ),
    ]
}

function costGoals(sound: Tried): Goal[] {
    if (sound.length === 0) return []
    const commands = max(sound.map(({ row }) => row.commandsMax))
    const sectors = max(sound.map(({ row }) => row.sectorsMax))
    const clean = Math.min(...sound.map(({ row }) => row.commandsMin))
    const ready = max(sound.map(({ row }) => row.readyCommandsMax))
    const what = "a boot with a cut call, until it"
    return [
        goal(
            "G19",
            `${what} reads settings.txt (at best ${clean}; ${ready} until ready): commands`,
            String(LIMITS.commands),
            String(commands),
            commands <= LIMITS.commands
        ),
        goal(
            "G19",
            `${what} is ready: sectors written`,
            String(LIMITS.sectors),
            String(sectors),
            sectors <= LIMITS.sectors
        ),
    ]
}

function callGoals(tried: Tried): Goal[] {
    const { judged, unnamed, lost, doubled } = sumCalls(tried.map(({ row }) => row))
    if (judged === 0) return []
    const count = lost + doubled
    return [
        goal(
            "035",
            "cut calls whose message lacks number or name",
            "0",
            String(unnamed),
            unnamed === 0
        ),
        goal("035", "cut calls that are not listed once", "0", String(count), count === 0),
    ]
}

function secondGoals(results: readonly OperationResult[]): Goal[] {
    const seconds = results.flatMap(each => each.seconds)
    const tried = seconds.reduce((total, each) => total + each.tried, 0)
    if (tried === 0) return []
    const bad = seconds.reduce((total, each) => total + each.bad.length, 0)
    return [
        goal(
            "G20",
            `of ${tried} cuts inside a boot, those that end badly`,
            "0",
            String(bad),
            bad === 0
        ),
    ]
}

function structureGoals(results: readonly OperationResult[]): Goal[] {
    const firsts = results.flatMap(({ rows }) => rows.flatMap(row => row.bad))
    const seconds = results.flatMap(each => each.seconds.flatMap(({ bad }) => bad))
    const count = [...firsts, ...seconds].filter(({ why }) => STRUCTURE.test(why)).length
    return [
        goal(
            "G22",
            "cross-links and lost clusters after recovery",
            "0",
            String(count),
            count === 0
        ),
    ]
}

function goal(name: string, what: string, wanted: string, reached: string, isMet: boolean): Goal {
    return { name, what, wanted, reached, isMet }
}

function sum(tried: Tried, of: (row: Row) => number): number {
    return tried.reduce((total, { row }) => total + of(row), 0)
}

function seconds(value: number): string {
    return `${value.toFixed(3)} s`
}
