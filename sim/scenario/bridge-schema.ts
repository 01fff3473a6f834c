/** Which chip is between the bus and the modem: `"bridge": "max3421e", "usb": { "device": "cx93010", "revision": "13" }`. */

import { USB_PROFILES } from "../chips/usb/profiles.ts"
import { type UsbPlan } from "../machine/usb-plan.ts"
import { isUsbFault } from "./faults.ts"
import { type JsonValue } from "./json-value.ts"
import { type Step } from "./scenario.ts"

export const BRIDGES = ["sc16is750", "max3421e"] as const
export type BridgeName = (typeof BRIDGES)[number]
const REVISIONS = ["01", "12", "13"] as const
/** USB devices that a modem of this name is in; any other is in one that is as it should be. */
const USUAL_DEVICES: Readonly<Record<string, string>> = {
    conexant: "cx93010",
    usr5637: "usr5637",
    "rd02-d400": "rd02-d400",
}
const ANY_DEVICE = "plain"

/** What is plugged in where nothing is said of it. @returns undefined: a UART */
export function usualUsb(bridge: BridgeName, modem: string): UsbPlan | undefined {
    if (bridge === "sc16is750") return undefined
    return { device: USUAL_DEVICES[modem] ?? ANY_DEVICE, revision: 0x13 }
}

/** @returns undefined: a UART */
export function parseBridge(
    bridge: JsonValue | undefined,
    usb: JsonValue | undefined,
    modem: string
): UsbPlan | undefined {
    const usual = usualUsb(bridge?.oneOf(BRIDGES) ?? "sc16is750", modem)
    if (usb && !usual) throw usb.problem('only a machine with "bridge": "max3421e" has it')
    return usb && usual ? parseUsb(usb, usual) : usual
}

function parseUsb(usb: JsonValue, usual: UsbPlan): UsbPlan {
    const members = usb.membersOf(["device", "revision"])
    const device = members.get("device")?.oneOf(Object.keys(USB_PROFILES))
    const revision = members.get("revision")?.oneOf(REVISIONS)
    return {
        device: device ?? usual.device,
        revision: revision ? Number.parseInt(revision, 16) : usual.revision,
    }
}

/** @throws ScenarioError where a fault of the USB port is to come, and there is none */
export function checkUsbFaults(
    root: JsonValue,
    usb: UsbPlan | undefined,
    steps: readonly Step[]
): void {
    const fault = steps.find(step => step.kind === "fault" && isUsbFault(step.fault.kind))
    if (usb || fault?.kind !== "fault") return
    throw root.problem(`fault "${fault.fault.kind}" needs "bridge": "max3421e"`)
}
