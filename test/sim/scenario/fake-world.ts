/** A world without a machine: time, timeline and rules are real, everything else happens as a test tells it to. */

import { type RoomMouth } from "../../../sim/audio/room-voice.ts"
import { type VmEffort } from "../../../sim/vm/device-vm.ts"
import { Scheduler } from "../../../sim/clock/scheduler.ts"
import { type SectorChange } from "../../../sim/chips/sdcard/card-image.ts"
import { type CutVariant, type PowerCut } from "../../../sim/chips/sdcard/power-cut.ts"
import { type CallSpec } from "../../../sim/exchange/call-spec.ts"
import { type Handset } from "../../../sim/exchange/handset.ts"
import { RuleBook } from "../../../sim/report/rules.ts"
import { Timeline } from "../../../sim/report/timeline.ts"
import { type Fault, type FaultKind } from "../../../sim/scenario/faults.ts"
import {
    type RecordedSound,
    type SlotCard,
    type SoundListener,
    type VoiceReceive,
    type World,
    type WorldStats,
} from "../../../sim/scenario/world.ts"

/** The machine is busy for so long after each power-on. */
const BOOT_US = 50_000

export class FakeWorld implements World {
    readonly scheduler = new Scheduler()
    readonly timeline = new Timeline(this.scheduler)
    readonly rules = new RuleBook(this.timeline)
    readonly calls: CallSpec[] = []
    readonly receives: VoiceReceive[] = []
    readonly cuts: PowerCut[] = []
    readonly faults: (Fault | "end" | `end ${FaultKind}`)[] = []
    private armed: CutVariant | undefined
    /** Lets the armed cut happen. */
    cutPower: () => void = () => {}
    readonly soundListeners: SoundListener[] = []
    readonly handsets: (Handset | undefined)[] = []
    readonly mouths: RoomMouth[] = []
    isOn = false
    isClosed = false
    roomSound: RecordedSound = { samples: new Int16Array(0), pieces: [] }
    lineSound: RecordedSound = { samples: new Int16Array(0), pieces: [] }
    /** What a call sets off. */
    onCall: (callNumber: number) => void = () => {}
    private busyUntilUs = 0
    private isBusyForEver = false

    async runUntil(untilUs: number, isReached: () => boolean): Promise<void> {
        for (;;) {
            const dueUs = this.scheduler.nextDueUs()
            if (dueUs === undefined || dueUs > untilUs) break
            this.scheduler.step()
            if (isReached()) return
        }
        this.scheduler.runUntil(untilUs)
    }

    async powerOn(): Promise<void> {
        if (this.isOn) return
        this.isOn = true
        this.busyFor(BOOT_US)
        this.boot()
    }

    async powerOff(): Promise<void> {
        this.isOn = false
    }

    armedPowerCut(): CutVariant | undefined {
        return this.armed
    }

    armPowerCut(cut: PowerCut | undefined, onCut: () => void): void {
        if (cut) this.cuts.push(cut)
        this.armed = cut?.variant
        this.cutPower = () => {
            this.armed = undefined
            this.isOn = false
            onCut()
        }
    }

    removeCard(): void {
        this.timeline.emit("card", "remove")
    }

    insertCard(card: SlotCard | undefined): void {
        this.timeline.emit("card", "insert", { image: card?.imagePath ?? "the last one" })
    }

    changeCard(change: SectorChange): void {
        this.timeline.emit("card", "insert", { changed: change.size })
    }

    setFault(fault: Fault): void {
        this.faults.push(fault)
    }

    endFaults(): void {
        this.faults.push("end")
    }

    endFault(kind: FaultKind): void {
        this.faults.push(`end ${kind}`)
    }

    activeFaults(): readonly FaultKind[] {
        const last = this.faults.at(-1)
        return typeof last === "object" ? [last.kind] : []
    }

    liftTelephone(isUp: boolean): void {
        this.timeline.emit("exchange", isUp ? "pickup" : "putdown")
    }

    boot(): void {
        this.timeline.emit("machine", "boot")
    }

    placeCall(spec: CallSpec, handset?: Handset): number {
        this.calls.push(spec)
        this.handsets.push(handset)
        this.onCall(this.calls.length)
        return this.calls.length
    }

    listenToSound(listener: SoundListener): void {
        this.soundListeners.push(listener)
    }

    say(samples: Float32Array): void {
        this.timeline.emit("room", "speak-start", { samples: samples.length })
    }

    openMouth(mouth: RoomMouth): void {
        this.timeline.emit("room", "speak-start")
        this.mouths.push(mouth)
    }

    press(button: string): void {
        this.timeline.emit("panel", "press", { button })
    }

    release(button: string): void {
        this.timeline.emit("panel", "release", { button })
    }

    quietSinceUs(): number | undefined {
        if (this.isBusyForEver || this.busyUntilUs > this.scheduler.nowUs) return undefined
        return this.busyUntilUs
    }

    busyFor(us: number): void {
        this.busyUntilUs = Math.max(this.busyUntilUs, this.scheduler.nowUs + us)
    }

    busyForEver(): void {
        this.isBusyForEver = true
    }

    afterMs(ms: number, run: () => void): void {
        this.scheduler.after(ms * 1000, run)
    }

    heard(): RecordedSound {
        return this.lineSound
    }

    room(): RecordedSound {
        return this.roomSound
    }

    voiceReceives(): readonly VoiceReceive[] {
        return this.receives
    }

    heapUsedBytes(): number | undefined {
        return this.isOn ? 10_000 : undefined
    }

    effort(): VmEffort {
        return { wallMs: 0, steps: 0, wakes: 0, allocations: 0 }
    }

    displayPicture(): undefined {
        return undefined
    }

    stats(): WorldStats {
        return {
            bus: { transfers: 3, bytes: 40 },
            card: { commands: { CMD17: 2 }, sectors: { read: 2 } },
            modem: { chargedMs: 250 },
            heapPeakBytes: 12_000,
            heapLiveBytes: 9_000,
            heapSettledBytes: 8_000,
        }
    }

    async close(): Promise<void> {
        this.isClosed = true
    }

    /** The timeline as short lines, from `source` only where it is given: "1120.000 release". */
    story(source?: string): string[] {
        const events = this.timeline.events.filter(e => source === undefined || e.source === source)
        return events.map(e => `${e.tMs.toFixed(3)} ${e.event}`)
    }
}
