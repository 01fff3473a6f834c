/** Switches for what can go wrong with this machine, its line and its card: each by itself. */

import { CUT_VARIANTS, type CutVariant } from "../chips/sdcard/power-cut.ts"
import { FAULTS, isUsbFault, type Fault, type FaultKind } from "../scenario/faults.ts"
import { type World } from "../scenario/world.ts"
import { LASTING_FAULTS } from "../scenario/trouble-schema.ts"
import { type Stage } from "./stage.ts"

/** A state rather than a slip lasts until it is mended; every other fault strikes a few times, and is over then. */
const LASTING: readonly FaultKind[] = [...LASTING_FAULTS, "line-noise"]
const STRIKES: Readonly<Partial<Record<FaultKind, number>>> = {
    "card-stall": 5,
    "card-read-error": 3,
    "usb-noise": 20,
    "usb-nak": 20,
    "usb-timeout": 20,
    "usb-crc-error": 20,
    "usb-pid-error": 20,
    "usb-bus-error": 20,
    "usb-babble": 20,
}

/** What a switch of the page lets go wrong. */
export function faultOf(kind: FaultKind): Fault {
    const times = LASTING.includes(kind) ? "forever" : (STRIKES[kind] ?? 1)
    return { kind, times, ms: undefined, db: undefined }
}

/** Of USB: what a person can do to plug and cable. The rest is for scenarios. */
const AT_THE_PLUG: readonly FaultKind[] = ["usb-unplugged", "usb-noise", "usb-stall"]

/** The power fails at the next sector written to the card, and leaves this of it. */
export type PowerFault = `power-${CutVariant}`
const POWER_FAULTS: readonly PowerFault[] = CUT_VARIANTS.map(powerFaultOf)
/** All that a page may ask for. */
export const ALL_FAULTS: readonly (FaultKind | PowerFault)[] = [...FAULTS, ...POWER_FAULTS]

function powerFaultOf(variant: CutVariant): PowerFault {
    return `power-${variant}`
}

/** What can go wrong: a modem that hangs on a serial line has no USB plug. */
export function faultsOffered({
    bridge,
}: Pick<Stage, "bridge">): readonly (FaultKind | PowerFault)[] {
    const isAtHand = (kind: FaultKind): boolean =>
        !isUsbFault(kind) || (bridge === "max3421e" && AT_THE_PLUG.includes(kind))
    return [...FAULTS.filter(isAtHand), ...POWER_FAULTS]
}

/** What is wrong just now. */
export function activeFaults(world: World): readonly (FaultKind | PowerFault)[] {
    const variant = world.armedPowerCut()
    return [...world.activeFaults(), ...(variant === undefined ? [] : [powerFaultOf(variant)])]
}

/**
 * Between two turns only.
 *
 * @param name of `faultsOffered`, else nothing happens; "": all is well again
 */
export function breakOrMend(stage: Stage, name: string, isOn: boolean): void {
    if (name === "") return mendAll(stage)
    const variant = CUT_VARIANTS.find(each => powerFaultOf(each) === name)
    if (variant !== undefined)
        return stage.armPowerCut(isOn ? { cardWrite: 1, variant } : undefined)
    const kind = FAULTS.find(each => each === name)
    if (!kind || !faultsOffered(stage).includes(kind)) return
    stage.act(isOn ? { kind: "fault", fault: faultOf(kind) } : { kind: "endFault", fault: kind })
}

function mendAll(stage: Stage): void {
    stage.act({ kind: "endFaults" })
    if (stage.world.armedPowerCut() !== undefined) stage.armPowerCut(undefined)
}
