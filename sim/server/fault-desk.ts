/** Switches for what can go wrong with this machine, its line and its card: each by itself. */

import { FAULTS, isUsbFault, type Fault, type FaultKind } from "../scenario/faults.ts"
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

/** What can go wrong: a modem that hangs on a serial line has no USB plug. */
export function faultsOffered({ bridge }: Pick<Stage, "bridge">): readonly FaultKind[] {
    return FAULTS.filter(
        kind => !isUsbFault(kind) || (bridge === "max3421e" && AT_THE_PLUG.includes(kind))
    )
}

/**
 * Between two turns only.
 *
 * @param name of `faultsOffered`, else nothing happens; "": all is well again
 */
export function breakOrMend(stage: Stage, name: string, isOn: boolean): void {
    if (name === "") return stage.act({ kind: "endFaults" })
    const kind = faultsOffered(stage).find(each => each === name)
    if (!kind) return
    stage.act(isOn ? { kind: "fault", fault: faultOf(kind) } : { kind: "endFault", fault: kind })
}
