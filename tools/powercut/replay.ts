/** One cut alone, told at length. */

import {
    closeSync,
    fstatSync,
    ftruncateSync,
    mkdirSync,
    openSync,
    readSync,
    writeSync,
} from "node:fs"
import { join } from "node:path"
import type { ReadonlyOverlay } from "../../sim/chips/sdcard/overlay-image.ts"
import { WrongUsage } from "../project.ts"
import type { Boot } from "./boot-bench.ts"
import type { Campaign } from "./campaign.ts"
import { arrivedBytes } from "./material.ts"
import type { OnlyCut, PowercutOrder } from "./options.ts"
import { Trial, cutName, type Cut } from "./trial.ts"
import { faultsOf, type Verdict } from "./verdict.ts"

const SECTOR_BYTES = 512
const COPY_BYTES = 1 << 20

type ReplayOptions = Pick<PowercutOrder, "formats" | "keep"> & {
    /** Takes what was said last away. */
    readonly showProgress: (text: string) => void
}

/** @returns exit code: 1 where the cut ends badly */
export async function replay(
    campaign: Campaign,
    { operation, cut, second }: OnlyCut,
    { formats, keep: folder, showProgress }: ReplayOptions
): Promise<number> {
    const shop = campaign.shop(formats[0]!)
    const scratch = join(campaign.folder, "scratch")
    mkdirSync(scratch, { recursive: true })
    const trial = await Trial.open(shop, operation.script, scratch)
    showProgress("")
    try {
        const first = await tryFirst(trial, cut)
        const { reference, arrivedBytes: known } = trial.material
        const arrived = known ?? (reference ? arrivedBytes(reference, first.cutUs) : 0)
        tell(cutName(cut), first.verdict, first.boot, arrived)
        const last = second ? await trySecond(trial, first, second) : first
        if (second) tell(`${cutName(cut)}+${cutName(second)}`, last.verdict, last.boot, arrived)
        const again = operation.recordsAgain ? await trial.recordAgain(last.boot) : []
        for (const complaint of again) console.log(`  ${complaint}`)
        if (folder !== undefined)
            keep(folder, trial.material.base, { cut: last.card, booted: last.boot.overlay })
        return faultsOf(last.verdict).length + again.length > 0 ? 1 : 0
    } finally {
        trial.close()
    }
}

async function tryFirst(trial: Trial, cut: Cut) {
    for (const state of trial.states(position => position === cut.position))
        if (state.variant === cut.variant)
            return { ...(await trial.first(state)), cutUs: state.cutUs }
    throw new WrongUsage(`the operation has no write ${cut.position}`)
}

async function trySecond(
    trial: Trial,
    { card, boot }: { card: ReadonlyOverlay; boot: Boot },
    cut: Cut
) {
    for (const state of trial.secondStates(card, boot))
        if (state.position === cut.position && state.variant === cut.variant)
            return await trial.first(state)
    throw new WrongUsage(`the boot has no write ${cut.position}, or no such variant there`)
}

function tell(name: string, verdict: Verdict, boot: Boot, arrived: number): void {
    const list = (head: string, lines: readonly string[]) =>
        lines.length === 0 ? [] : [`  ${head}:`, ...lines.map(line => `    ${line}`)]
    const { cost, foundBytes, wrongBytes } = verdict
    const lines = [
        name,
        ...list("before recovery", verdict.before),
        ...list("the machine says", boot.warnings),
        `  until it is ready: ${verdict.readyCommands} commands, ${cost.commands} of them before it reads settings.txt, ` +
            `${cost.sectorsWritten} sectors written; ` +
            `${verdict.writes} by the end of its idle work, ${(boot.endUs / 1e6).toFixed(1)} s after power-on`,
        ...(arrived > 0
            ? [
                  `  sound: ${arrived} bytes had come in, ${foundBytes} are there, ${wrongBytes} of them wrong`,
              ]
            : []),
        ...callLines(verdict),
        ...list("after recovery", verdict.after),
        ...list("earlier files", verdict.damages),
        ...list("troubles", verdict.troubles),
    ]
    console.log(lines.join("\n"))
}

function callLines({ call }: Verdict): string[] {
    if (!call) return []
    const { messages, named, lines } = call
    return [
        `  the call: ${messages} messages, ${named} with number and name; ${lines} lines in calls.csv`,
    ]
}

/** Images of cards, each the base with what differs. */
function keep(
    folder: string,
    base: string,
    cards: Readonly<Record<string, ReadonlyOverlay>>
): void {
    mkdirSync(folder, { recursive: true })
    for (const [name, overlay] of Object.entries(cards)) {
        const path = join(folder, `${name}.img`)
        copySparse(base, path)
        const file = openSync(path, "r+")
        for (const [lba, bytes] of overlay)
            writeSync(file, bytes, 0, SECTOR_BYTES, lba * SECTOR_BYTES)
        closeSync(file)
        console.log(`kept: ${path}`)
    }
}

/** Zeros become holes. */
function copySparse(from: string, to: string): void {
    const source = openSync(from, "r")
    const copy = openSync(to, "w")
    const { size } = fstatSync(source)
    ftruncateSync(copy, size)
    const zeros = Buffer.alloc(COPY_BYTES)
    const chunk = Buffer.alloc(COPY_BYTES)
    for (let at = 0; at < size; at += COPY_BYTES) {
        const length = readSync(source, chunk, 0, COPY_BYTES, at)
        const isHole = chunk.compare(zeros, 0, length, 0, length) === 0
        if (!isHole) writeSync(copy, chunk, 0, length, at)
    }
    closeSync(source)
    closeSync(copy)
}
