/**
 * What the scenario runner needs from the simulated world: the machine, the line it hangs on, and what they leave
 * behind. The runner knows nothing of chips, sound or the VM; the world knows nothing of steps.
 */

import { type RoomMouth } from "../audio/room-voice.ts"
import { type SoundPiece } from "../audio/sound-recorder.ts"
import { type Scheduler } from "../clock/scheduler.ts"
import { type SectorChange, type SectorImage } from "../chips/sdcard/card-image.ts"
import { type CardKind } from "../chips/sdcard/card-kind.ts"
import { type CutVariant, type PowerCut } from "../chips/sdcard/power-cut.ts"
import { type CallSpec } from "../exchange/call-spec.ts"
import { type CallerIdForm } from "../exchange/caller-id-plan.ts"
import { type Handset } from "../exchange/handset.ts"
import { type ReleasePlan } from "../exchange/release-plan.ts"
import { type DisplayPlan } from "../machine/display-plan.ts"
import { type UsbPlan } from "../machine/usb-plan.ts"
import { type DisplayPicture } from "../panel/display-watch.ts"
import { type RuleBook } from "../report/rules.ts"
import { type Timeline } from "../report/timeline.ts"
import { type VmEffort } from "../vm/device-vm.ts"
import { type FlashMemory } from "../vm/flash-memory.ts"
import { type Fault, type FaultKind } from "./faults.ts"

/** What a world is made from. Everything was checked before: creating it fails only on a fault of the simulator. */
export interface WorldOptions {
    /** Start of every stream of chance. */
    readonly seed: number
    /** Country of the exchange: ring cadence, tones, caller ID. */
    readonly country: string
    /** Form of the caller ID; undefined: the country's own. */
    readonly callerId?: CallerIdForm | undefined
    /** What follows when a caller hangs up; undefined: the country's own. */
    readonly release?: ReleasePlan | undefined
    /** Profile of the modem. */
    readonly modem: string
    /** The machine can switch the modem's power; it can, unless said otherwise. */
    readonly hasModemSwitch?: boolean
    /** The bridge is a USB host; undefined: it is a UART. */
    readonly usb?: UsbPlan | undefined
    /** Wall clock of the exchange at the first power-on, local time. */
    readonly start: LocalTime
    /** The display; undefined: there is none. */
    readonly display?: DisplayPlan | undefined
    /** Disk image in the card slot, which exists; undefined: the slot is empty. */
    readonly cardPath: string | undefined
    /** What card that is; an ordinary one when absent. */
    readonly cardKind?: CardKind
    /** Card in the slot in the place of `cardPath`, kept by whoever made it. */
    readonly cardImage?: SectorImage
    /** Opens the image of each card that is put in; the plain file unless stated. */
    readonly openCard?: ((path: string) => SectorImage) | undefined
    /** The machine's flash, kept by whoever made it: what an earlier world has left there. Erased unless stated. */
    readonly flash?: FlashMemory | undefined
    /** Firmware image (.devs). */
    readonly firmwarePath: string
    /** Names for the stack traces of that image; undefined: there are none. */
    readonly firmwareDebugPath: string | undefined
}

/** A card that can be put into the slot. */
export interface SlotCard {
    /** Disk image, or whatever `WorldOptions.openCard` makes one of. */
    readonly imagePath: string
    readonly kind: CardKind
}

/** A local date and time of day to the second; months and days count from 1. */
export interface LocalTime {
    readonly year: number
    readonly month: number
    readonly day: number
    readonly hour: number
    readonly minute: number
    readonly second: number
}

export type CreateWorld = (options: WorldOptions) => Promise<World>

/**
 * One machine and its surroundings. A new world stands at 0 µs, without power; nothing in it has happened yet.
 *
 * Timeline events that the runner relies on: "machine boot" each time the firmware starts, and "machine panic" with
 * the field `stack`.
 */
export interface World {
    readonly scheduler: Scheduler
    readonly timeline: Timeline
    readonly rules: RuleBook

    /**
     * Let virtual time pass: run what is due, in order, and leave the clock at `untilUs`.
     *
     * Asked after each event run, `isReached` answering true ends it early, with the clock at that event.
     */
    runUntil(untilUs: number, isReached: () => boolean): Promise<void>

    /** Apply power now. Does nothing when it is on. Virtual time does not pass. */
    powerOn(): Promise<void>
    /** Remove power now; volatile state of every part is lost. Does nothing when it is off. */
    powerOff(): Promise<void>

    /**
     * Let power fail at a sector written to the card from now on, whatever card it is; the last one armed counts.
     *
     * @param cut undefined: none is armed any more
     * @param onCut told in the instant in which power is gone
     */
    armPowerCut(cut: PowerCut | undefined, onCut: () => void): void
    /** What the armed cut will leave of its sector; undefined: none is armed, or it has struck. */
    armedPowerCut(): CutVariant | undefined
    /** Pull the card out of the slot, in the middle of whatever it does. Does nothing where there is none. */
    removeCard(): void
    /**
     * Put a card into the slot, in the place of one that is there.
     *
     * @param card undefined: the one that was in the slot last; does nothing while it is there
     */
    insertCard(card: SlotCard | undefined): void
    /**
     * What a PC does to a card; nothing happens while one is in the slot.
     *
     * @param imagePath of that card; undefined: the one that was in the slot last
     */
    changeCard(change: SectorChange, imagePath?: string): void
    /** Let something go wrong from now on. */
    setFault(fault: Fault): void
    /** This is well again; nothing happens where it was. */
    endFault(kind: FaultKind): void
    /** All is well again. */
    endFaults(): void
    /** What is wrong just now. */
    activeFaults(): readonly FaultKind[]

    /**
     * A caller dials now. Calls are numbered from 1 in the order in which they were placed.
     *
     * @param handset who speaks and listens, and hangs up; undefined: the caller does what `spec` says
     */
    placeCall(spec: CallSpec, handset?: Handset): number
    /** Hear everything from now on, beat by beat; in silence there are no beats. */
    listenToSound(listener: SoundListener): void
    /** Somebody in the room says this now, or after what is being said; a microphone of the machine may hear it. */
    say(samples: Float32Array): void
    /** Somebody in the room speaks from now on for as long as they like, in the place of another one who does. */
    openMouth(mouth: RoomMouth): void
    /** Somebody in the house picks up another telephone on the line, or puts it down. Does nothing where that is so. */
    liftTelephone(isUp: boolean): void
    /** A finger goes down on a button, and stays. Also possible without power. */
    press(button: string): void
    release(button: string): void

    /**
     * Since when it has been quiet without a break, in µs; undefined while it is not.
     *
     * Quiet: no call and no ring, on-hook, no voice transmit or receive, no sound over −50 dBFS on line or speaker,
     * no card command but status polls. Busy moments between two questions count: the answer is then after them.
     */
    quietSinceUs(): number | undefined

    /** What caller `callNumber` heard, from the moment the call was placed. */
    heard(callNumber: number): RecordedSound
    /** What the loudspeaker played, from the first power-on; silence over 2 s is left out. */
    room(): RecordedSound
    /** What the modem handed over, by call, in the order of the voice receives. */
    voiceReceives(callNumber: number): readonly VoiceReceive[]
    /** The last picture on the display that was lit; undefined: there is none. */
    displayPicture(): DisplayPicture | undefined
    stats(): WorldStats
    /** Bytes of the script heap in use at this moment, rubbish included; undefined while no program runs. */
    heapUsedBytes(): number | undefined
    /** What the machine's work has cost on this computer so far. Differs from run to run: for no output of a run. */
    effort(): VmEffort

    /** Give everything back, write the card image out. Last call. */
    close(): Promise<void>
}

/** The sound of 5 ms, 40 samples each; valid only while it is told. */
export interface SoundBeat {
    /** When they began, virtual µs. */
    readonly atUs: number
    /** On the line, to the modem and from it. */
    readonly toModem: Float32Array
    readonly fromModem: Float32Array
    /** What the loudspeaker plays. */
    readonly speaker: Float32Array
}

export type SoundListener = (beat: SoundBeat) => void

/** Sound at 8000 Hz that was taken down beside the machine, as SoundRecorder keeps it. */
export interface RecordedSound {
    /** Linear samples of 16 bits. */
    readonly samples: Int16Array
    readonly pieces: readonly SoundPiece[]
}

/** The 8-bit codecs of voice modems. */
export type VoiceCodec = "ulaw" | "alaw" | "u8"

/** One voice receive: the sound as handed over, shielding (DLE) removed, one byte a sample. */
export interface VoiceReceive {
    readonly codec: VoiceCodec
    readonly bytes: Uint8Array
    readonly pieces: readonly SoundPiece[]
}

/** Counts since the first power-on. Keys of a record are kinds ("CMD25", "audio", …), in a stable order. */
export interface WorldStats {
    readonly bus: { readonly transfers: number; readonly bytes: number } & Readonly<
        Record<string, number>
    >
    readonly card: {
        readonly commands: Readonly<Record<string, number>>
        readonly sectors: Readonly<Record<string, number>>
    }
    readonly modem: {
        /** What the modem's profile has charged for commands: time that no firmware can save. */
        readonly chargedMs: number
    }
    /** Largest script heap in use, rubbish included; undefined where it was not measured. */
    readonly heapPeakBytes: number | undefined
    /** The most that was still in use after rubbish had been collected. */
    readonly heapLiveBytes: number | undefined
    /** What was still in use when rubbish was collected last. */
    readonly heapSettledBytes: number | undefined
}
