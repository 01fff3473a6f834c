/** Which cards of an operation are booted from: every cut, and of equal cards the first. */

import { CardImage } from "../../sim/chips/sdcard/card-image.ts"
import { isSector } from "./log/card-log.ts"
import { cutStates } from "./log/cut-states.ts"
import { arrivedBytes, cardBefore, materialOf, type Material, type Workshop } from "./material.ts"
import type { FatFormat, Operation, ScriptName } from "./operations.ts"
import { Random } from "../../sim/clock/random.ts"
import type { Cut } from "./trial.ts"

export interface PlannedCut extends Cut {
    /** Equal for equal cards with equal flash. */
    readonly hash: string
    /** Bytes of the message under way that had come in by then; 0 where there is none. */
    readonly arrivedBytes: number
}

export interface PlannedOperation {
    readonly operation: Operation
    readonly format: FatFormat
    /** Writes of the operation. */
    readonly writes: number
    /** In the order of the writes; all variants of the ones that are tried. */
    readonly cuts: readonly PlannedCut[]
    /** Distinct cards among all cuts, tried or not. */
    readonly distinct: number
}

export interface PlanOptions {
    readonly isFull: boolean
    readonly seed: number
    /** Distinct cards of an operation, at most. */
    readonly cards: number
}

/** What is to be tried of the operations on one format. Waits: where cards and logs must be made first. */
export async function planOperations(
    shop: Workshop,
    operations: readonly Operation[],
    options: PlanOptions
): Promise<PlannedOperation[]> {
    const cuts = new Map<ScriptName, { material: Material; cuts: PlannedCut[] }>()
    const planned: PlannedOperation[] = []
    for (const operation of operations) {
        const { script } = operation
        if (!cuts.has(script)) cuts.set(script, await cutsOf(shop, script))
        const { material, cuts: all } = cuts.get(script)!
        const own = all.filter(({ position }) => isPartOf(operation, material, position))
        planned.push(plan(operation, shop.format, own, options))
    }
    return planned
}

function isPartOf({ parts }: Operation, material: Material, position: number): boolean {
    return parts === undefined || parts.includes(material.parts[position - 1]!)
}

function plan(
    operation: Operation,
    format: FatFormat,
    all: readonly PlannedCut[],
    { isFull, seed, cards }: PlanOptions
): PlannedOperation {
    const hashes = [...new Set(all.map(({ hash }) => hash))]
    const sample = Math.min(cards, (isFull ? undefined : operation.sample) ?? Infinity)
    const chosen = new Set(pick(hashes, sample, new Random(seed, operation.name)))
    return {
        operation,
        format,
        writes: new Set(all.map(({ position }) => position)).size,
        cuts: all.filter(({ hash }) => chosen.has(hash)),
        distinct: hashes.length,
    }
}

/** So many of them by chance, in their order. */
export function pick<T>(all: readonly T[], count: number, random: Random): T[] {
    if (count >= all.length) return [...all]
    const rest = all.map((_, index) => index)
    const chosen = Array.from({ length: count }, () => {
        const at = random.nextInteger(0, rest.length - 1)
        const [index] = rest.splice(at, 1)
        return index!
    })
    return chosen.sort((a, b) => a - b).map(index => all[index]!)
}

/** Of equal cards the first, in the order of the writes. */
export function representatives(cuts: readonly PlannedCut[]): PlannedCut[] {
    const byHash = new Map<string, PlannedCut>()
    for (const cut of cuts) if (!byHash.has(cut.hash)) byHash.set(cut.hash, cut)
    return [...byHash.values()]
}

async function cutsOf(shop: Workshop, script: ScriptName) {
    const material = await materialOf(shop, script)
    const { entries, flashes, reference, arrivedBytes: arrived } = material
    const card = new CardImage(material.base)
    shop.progress(`${script}: ${entries.filter(isSector).length} writes`)
    try {
        const before = cardBefore(material, card)
        const cuts: PlannedCut[] = []
        for (const { position, variant, hash, cutUs } of cutStates({
            before,
            entries,
            flashes,
            name: script,
        }))
            cuts.push({
                position,
                variant,
                hash,
                arrivedBytes: arrived ?? (reference ? arrivedBytes(reference, cutUs) : 0),
            })
        return { material, cuts }
    } finally {
        card.close()
    }
}
