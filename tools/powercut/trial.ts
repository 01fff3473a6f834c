/** One script with all that is needed to boot from its cut cards and to judge them. */

import { join } from "node:path"
import { CardImage } from "../../sim/chips/sdcard/card-image.ts"
import type { CutVariant } from "../../sim/chips/sdcard/power-cut.ts"
import {
    OverlayImage,
    type Overlay,
    type ReadonlyOverlay,
} from "../../sim/chips/sdcard/overlay-image.ts"
import { BootBench, type Boot } from "./boot-bench.ts"
import { Fsck } from "./judge/fsck.ts"
import { Judge } from "./judge/judge.ts"
import { readLayout, type Sectors } from "./judge/fat-view.ts"
import { cutStates, type CutState } from "./log/cut-states.ts"
import { flashKey, type FlashContent } from "./log/flash-log.ts"
import { cardBefore, materialOf, type Material, type Workshop } from "./material.ts"
import { CALLER, SCRIPTS, type ScriptName } from "./operations.ts"
import { playScene } from "./scene.ts"
import { faultsOf, type SecondVerdict, type Verdict } from "./verdict.ts"

/** A place in a log. */
export interface Cut {
    readonly position: number
    readonly variant: CutVariant
}

/** Variants of a second cut: those that storage.md tried inside a recovery. */
export const SECOND_VARIANTS = ["before", "torn-first", "torn-second", "zeros"] as const

/** Each has a machine of its own, of some megabytes. */
const BENCHES_MAX = 6

/** @param sign 1 or −1 */
export function addEffort(a: Effort, b: Effort, sign = 1): Effort {
    return {
        boots: a.boots + sign * b.boots,
        bootMs: a.bootMs + sign * b.bootMs,
        bootCpuMs: a.bootCpuMs + sign * b.bootCpuMs,
        fsckRuns: a.fsckRuns + sign * b.fsckRuns,
    }
}

interface TrialParts {
    readonly name: ScriptName
    readonly shop: Workshop
    readonly material: Material
    readonly card: CardImage
    readonly base: Sectors
    readonly judge: Judge
    readonly fsck: Fsck | undefined
}

/** What a trial has cost. */
export interface Effort {
    readonly boots: number
    /** Of a clock, and of a processor. */
    readonly bootMs: number
    readonly bootCpuMs: number
    readonly fsckRuns: number
}

export class Trial {
    /** By the key of their flash, in the order in which they were used. */
    private readonly benches = new Map<string, BootBench>()
    private boots = 0
    private bootMs = 0
    private bootCpuMs = 0

    private constructor(private readonly parts: TrialParts) {}

    get material(): Material {
        return this.parts.material
    }

    /** @param scratch folder for a volume of its own */
    static async open(shop: Workshop, name: ScriptName, scratch: string): Promise<Trial> {
        const material = await materialOf(shop, name)
        const card = new CardImage(material.base)
        const image = new OverlayImage(card)
        const base = { peek: (lba: number) => image.peekBase(lba) }
        const { before, after, reference } = material
        const path = join(scratch, `${shop.format}-${name}.volume`)
        const fsck = Fsck.isInstalled()
            ? new Fsck(material.base, path, readLayout(base)!, base)
            : undefined
        const caller = SCRIPTS[name].isCall ? CALLER : undefined
        const judge = new Judge({ base, before, after, reference, caller, fsck })
        return new Trial({ name, shop, material, card, base, judge, fsck })
    }

    close(): void {
        this.parts.fsck?.close()
        this.parts.card.close()
    }

    /** What was done so far. */
    get effort(): Effort {
        const { boots, bootMs, bootCpuMs } = this
        return { boots, bootMs, bootCpuMs, fsckRuns: this.parts.fsck?.runs ?? 0 }
    }

    /** Every cut of the script, in the order of its writes. */
    states(isWanted?: (position: number) => boolean): Generator<CutState> {
        const { entries, flashes } = this.material
        const before = cardBefore(this.material, this.parts.card)
        const plan = { before, entries, flashes, name: this.parts.name }
        return cutStates(isWanted ? { ...plan, isWanted } : plan)
    }

    /** Boot from it and judge. @returns also the card, by what it differs from the base */
    async first(state: CutState): Promise<{ verdict: Verdict; boot: Boot; card: Overlay }> {
        const card: Overlay = new Map([...state.below, ...state.patch])
        const { complaints } = this.parts.judge.structure(card)
        const boot = await this.timedBoot(card, state.flash)
        return { verdict: this.verdictOf(boot, complaints), boot, card }
    }

    /** Every cut inside the boot from a card. @param card by which it differs from the base */
    secondStates(card: ReadonlyOverlay, { entries, flashes }: Boot): Generator<CutState> {
        const read = (lba: number) => card.get(lba) ?? this.parts.base.peek(lba)
        const before = { ...cardBefore(this.material, this.parts.card), overlay: card, read }
        const name = `${this.parts.name} again`
        return cutStates({ before, entries, flashes, name, variants: SECOND_VARIANTS })
    }

    /** Boot from them all, and judge. */
    async second(card: ReadonlyOverlay, boot: Boot): Promise<SecondVerdict> {
        const seen = new Set<string>()
        const bad: { at: string; why: string }[] = []
        let tried = 0
        for (const state of this.secondStates(card, boot)) {
            tried++
            if (seen.has(state.hash)) continue
            seen.add(state.hash)
            const { verdict } = await this.first(state)
            const why = faultsOf(verdict)
            if (why.length > 0) bad.push({ at: cutName(state), why: why.join("; ") })
        }
        return { tried, distinct: seen.size, bad }
    }

    /** After a boot another call is recorded: nothing may be linked twice, or be lost. @returns what is wrong */
    async recordAgain(boot: Boot): Promise<string[]> {
        const { steps } = SCRIPTS.room
        const { base } = this.material
        const { firmware } = this.parts.shop
        const flash = boot.flashes.at(-1)!.content
        const scene = { firmware, base, below: boot.overlay, flash, steps }
        const { overlay } = await playScene(scene)
        const complaints = this.parts.judge.afterAnotherCall(overlay)
        return complaints.map(each => `after another call: ${each}`)
    }

    private async timedBoot(card: ReadonlyOverlay, flash: FlashContent): Promise<Boot> {
        const bench = await this.benchFor(flash)
        const beganMs = performance.now()
        const beganCpu = process.cpuUsage()
        const boot = await bench.boot(card)
        const { user, system } = process.cpuUsage(beganCpu)
        this.bootMs += performance.now() - beganMs
        this.bootCpuMs += (user + system) / 1000
        this.boots++
        return boot
    }

    /** Those that were used last are kept: cuts one after the other mostly have the same. */
    private async benchFor(flash: FlashContent): Promise<BootBench> {
        const { benches } = this
        const { shop, card: base } = this.parts
        const key = flashKey(flash)
        const bench =
            benches.get(key) ?? (await BootBench.start({ firmware: shop.firmware, base, flash }))
        benches.delete(key)
        benches.set(key, bench)
        for (const other of benches.keys()) if (benches.size > BENCHES_MAX) benches.delete(other)
        return bench
    }

    private verdictOf(boot: Boot, before: readonly string[]): Verdict {
        const structure = this.parts.judge.structure(boot.overlay)
        const contents = this.parts.judge.contents(boot.overlay, structure)
        return {
            before,
            after: structure.complaints,
            damages: contents.damages,
            troubles: [...boot.troubles, ...contents.problems],
            ...(contents.call ? { call: contents.call } : {}),
            foundBytes: contents.foundBytes,
            wrongBytes: contents.wrongBytes,
            cost: { ...boot.toReady, commands: boot.mount.commands },
            readyCommands: boot.toReady.commands,
            writes: boot.entries.filter(each => !("count" in each)).length,
        }
    }
}

export function cutName({ position, variant }: Cut): string {
    return `${variant === "before" ? "prefix" : variant}:${position}`
}
