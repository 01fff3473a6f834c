/**
 * Boots the real firmware from one card after the other, in one simulated machine that is put back each time to the moment
 * before it reads its card for the first time; by then it has read its own flash, so that each content of that has its own bench. docs/decisions/012 says why that may be trusted.
 */

import {
    OverlayImage,
    type Overlay,
    type ReadonlyOverlay,
} from "../../sim/chips/sdcard/overlay-image.ts"
import type { CardImage } from "../../sim/chips/sdcard/card-image.ts"
import { worldOptions } from "../../sim/cli/run-scenario.ts"
import type { FirmwareFiles } from "../../sim/cli/firmware-file.ts"
import { WorldSnapshot } from "../../sim/snapshot/world-snapshot.ts"
import type { TimelineEvent } from "../../sim/report/timeline.ts"
import type { World, WorldStats } from "../../sim/scenario/world.ts"
import { FlashMemory } from "../../sim/vm/flash-memory.ts"
import { createWorld } from "../../sim/world.ts"
import { ToolError } from "../project.ts"
import { clusterLba } from "./judge/fat-view.ts"
import { VolumeCheck } from "./judge/volume-check.ts"
import { CardLog, type LogEntry } from "./log/card-log.ts"
import { FlashLog, type FlashContent, type LoggedFlash } from "./log/flash-log.ts"
import { CAMPAIGN_CARD, SEED, scenarioOf } from "./scene.ts"

/** A machine that has not looked at its card by then never will. */
const FIRST_READ_MAX_US = 60_000_000
const POLL_US = 100_000
/** Idle work comes once a second; twice nothing, and there is no more of it. */
const QUIET_US = 2_400_000
/** From then on the machine also looks after card and modem, in the place of its idle work. */
const LOOKS_FROM_US = 12_000_000
const LOOKS_QUIET_US = 3_500_000
/** A boot that still works on the card by then does not end. */
const BOOT_MAX_US = 600_000_000
/** Commands that move data or erase, as storage.md counts them. */
const DATA_COMMANDS = [12, 17, 18, 24, 25, 32, 33, 38].map(number => `CMD${number}`)
const READY = /^ready: /

/** What the card was asked for. */
export interface BootCost {
    readonly commands: number
    readonly sectorsWritten: number
}

export interface Boot {
    /** What it wrote, to the end of its idle work. */
    readonly entries: readonly LogEntry[]
    /** What the card differs by from the base then. */
    readonly overlay: Overlay
    /** What flash held meanwhile; at the end, the last one. */
    readonly flashes: readonly LoggedFlash[]
    /** Until it reads settings.txt: the mount, which includes the recovery of a call that was cut off. */
    readonly mount: BootCost
    /** Until it is ready for calls: settings and greetings as well. */
    readonly toReady: BootCost
    readonly whole: BootCost
    readonly endUs: number
    /** Panics, restarts, broken rules of chips, a machine that never gets ready or never comes to rest. */
    readonly troubles: readonly string[]
    /** Warnings and errors in the machine's log. */
    readonly warnings: readonly string[]
    /** All that can be known of it, to be compared with that of another. */
    readonly trace: {
        readonly events: readonly TimelineEvent[]
        readonly stats: WorldStats
        readonly steps: number
    }
}

/** What boots: another card lies on its base each time. */
export interface BootMachine {
    readonly firmware: FirmwareFiles
    readonly base: CardImage
    /** At power-on; an erased one unless stated. */
    readonly flash?: FlashContent
}

export class BootBench {
    /** When the machine stands at in the snapshot, µs from power-on. */
    readonly startUs: number

    private constructor(
        readonly image: OverlayImage,
        private readonly observer: BootObserver,
        private readonly snapshot: WorldSnapshot
    ) {
        this.startUs = snapshot.atUs
    }

    /** @param machine its base stays open until the bench is no longer used */
    static async start(machine: BootMachine): Promise<BootBench> {
        const readUs = await firstReadUs(machine)
        const image = new OverlayImage(machine.base)
        const { world, observer } = await poweredOn(machine, image)
        await world.runUntil(readUs - 1, () => false)
        return new BootBench(image, observer, new WorldSnapshot(world, [image, observer]))
    }

    /** Objects that are put back for each boot. */
    get snapshotSize(): number {
        return this.snapshot.size
    }

    /** Boot from the base with `below` and `patch` on it, to the end of idle work. Neither is changed. */
    async boot(below: ReadonlyOverlay, patch?: ReadonlyOverlay): Promise<Boot> {
        this.snapshot.restore()
        this.image.load(below, patch)
        return await this.observer.observe()
    }
}

/** The same in a machine of its own, from power-on: what boots from the snapshot must be equal to. */
export async function freshBoot(machine: BootMachine, overlay: ReadonlyOverlay): Promise<Boot> {
    const readUs = await firstReadUs(machine)
    const image = new OverlayImage(machine.base)
    image.load(overlay)
    const { world, observer } = await poweredOn(machine, image)
    await world.runUntil(readUs - 1, () => false)
    const boot = await observer.observe()
    await world.close()
    return boot
}

/** Lets a machine that has power go on to the end of its idle work, and tells what it did. */
class BootObserver {
    private log = new CardLog(() => 0)
    private readonly flashLog: FlashLog
    private mountCost: BootCost | undefined
    private readyCost: BootCost | undefined

    /** @param settingsLba where the text of settings.txt begins */
    constructor(
        private readonly world: World,
        private readonly image: OverlayImage,
        private readonly flash: FlashMemory,
        settingsLba: number
    ) {
        this.flashLog = new FlashLog(() => world.scheduler.nowUs)
        flash.watch = content => this.flashLog.written(content)
        image.watch = {
            read: lba => {
                if (lba === settingsLba) this.mountCost ??= this.cost(-1)
            },
            written: (lba, bytes) => this.log.written(lba, bytes),
            filled: (lba, count, bytes) => this.log.filled(lba, count, bytes),
        }
        world.timeline.listen(event => this.notice(event))
    }

    async observe(): Promise<Boot> {
        const { world, image } = this
        this.log = new CardLog(() => world.scheduler.nowUs)
        this.flashLog.begin(this.flash.content)
        this.mountCost = this.readyCost = undefined
        const from = this.cost()
        const eventCount = world.timeline.events.length
        const isAtRest = await this.runToRest()
        const events = world.timeline.events.slice(eventCount)
        const whole = minus(this.cost(), from)
        const ready = this.readyCost
        const toReady = ready ? minus(ready, from) : whole
        const troubles = [
            ...events.filter(isTrouble).map(describe),
            ...(ready ? [] : ["it never got ready"]),
            ...(isAtRest ? [] : ["its work on the card does not end"]),
        ]
        return {
            entries: this.log.entries,
            overlay: image.save(),
            flashes: this.flashLog.entries,
            mount: this.mountCost ? minus(this.mountCost, from) : toReady,
            toReady,
            whole,
            endUs: world.scheduler.nowUs,
            troubles,
            warnings: events.filter(isWarning).map(each => String(each.fields["text"])),
            trace: { events, stats: world.stats(), steps: world.effort().steps },
        }
    }

    private async runToRest(): Promise<boolean> {
        const { scheduler } = this.world
        while (scheduler.nowUs < BOOT_MAX_US) {
            await this.world.runUntil(scheduler.nowUs + POLL_US, () => false)
            const quietUs = scheduler.nowUs < LOOKS_FROM_US ? QUIET_US : LOOKS_QUIET_US
            const sinceUs = this.world.quietSinceUs()
            if (this.readyCost && sinceUs !== undefined && scheduler.nowUs - sinceUs >= quietUs)
                return true
        }
        return false
    }

    private notice({ source, event, fields }: TimelineEvent): void {
        if (source === "card" && event === "write") this.log.runEnded()
        if (source === "machine" && event === "log" && READY.test(String(fields["text"])))
            this.readyCost ??= this.cost()
    }

    /** @param more commands than the card has had */
    private cost(more = 0): BootCost {
        const { commands, sectors } = this.world.stats().card
        const count = DATA_COMMANDS.reduce((sum, name) => sum + (commands[name] ?? 0), more)
        return { commands: count, sectorsWritten: sectors["written"] ?? 0 }
    }
}

function settingsLba(base: CardImage): number {
    const card = { peek: (lba: number) => base.read(lba) }
    const volume = new VolumeCheck(card)
    const { files } = volume.check(card, new Map())
    const file = files.find(({ path }) => path === "AFTERBEEP/settings.txt")
    if (!file) throw new ToolError("the card of a campaign has no settings.txt")
    return clusterLba(volume.layout, file.firstCluster)
}

async function poweredOn({ firmware, base, flash: content }: BootMachine, image: OverlayImage) {
    const flash = new FlashMemory(content)
    const world = await poweredWorld(firmware, image, flash)
    return { world, observer: new BootObserver(world, image, flash, settingsLba(base)) }
}

async function poweredWorld(
    firmware: FirmwareFiles,
    cardImage: OverlayImage,
    flash: FlashMemory
): Promise<World> {
    const options = worldOptions(scenarioOf([]), SEED, undefined, firmware)
    const world = await createWorld({ ...options, cardKind: CAMPAIGN_CARD, cardImage, flash })
    await world.powerOn()
    return world
}

/** When the machine reads a sector for the first time; until then it can't know what is on the card. */
async function firstReadUs({ firmware, base, flash }: BootMachine): Promise<number> {
    let atUs: number | undefined
    class Probe extends OverlayImage {
        override read(lba: number): Uint8Array {
            atUs ??= world.scheduler.nowUs
            return super.read(lba)
        }
    }
    const world = await poweredWorld(firmware, new Probe(base), new FlashMemory(flash))
    await world.runUntil(FIRST_READ_MAX_US, () => atUs !== undefined)
    await world.close()
    if (atUs === undefined) throw new ToolError("the firmware never reads its card")
    return atUs
}

function minus(a: BootCost, b: BootCost): BootCost {
    return {
        commands: a.commands - b.commands,
        sectorsWritten: a.sectorsWritten - b.sectorsWritten,
    }
}

function isTrouble({ source, event }: TimelineEvent): boolean {
    return (
        (source === "machine" && (event === "panic" || event === "boot")) ||
        (source === "sim" && event === "violation")
    )
}

function describe({ event, fields }: TimelineEvent): string {
    return `${event}: ${Object.values(fields).join(" ")}`
}

function isWarning({ source, event, fields }: TimelineEvent): boolean {
    return source === "machine" && event === "log" && fields["level"] !== "log"
}
