/**
 * Descriptors of USB modems (USB 2.0, 9.6; CDC 1.2, 5.2.3): built from the few values in which they differ.
 *
 * Sources: dumps and driver tables of such modems, as far as somebody has published them; where none has, a relative's.
 */

export interface EndpointPlan {
    readonly address: number
    readonly packetBytes: number
}

export interface UsbProfile {
    readonly name: string
    readonly vendor: number
    readonly product: number
    /** Binary coded: 0x0110 is USB 1.1. */
    readonly usbVersion: number
    readonly controlPacketBytes: number
    readonly configurationValue: number
    readonly bulkIn: EndpointPlan
    readonly bulkOut: EndpointPlan
    readonly interrupt: EndpointPlan & { readonly intervalMs: number }
    /** Capabilities in the ACM descriptor. */
    readonly acmCapabilities: number
    readonly currentMa: number
    /** The CDC descriptors stand behind the endpoints of the data interface, and one of the country among them. */
    readonly hasMisplacedCdc: boolean
    /** Names the two interfaces. */
    readonly hasUnion: boolean
    /** A vendor's interface stands before all others; in the second configuration, behind them. */
    readonly extraInterface: "none" | "first" | "second configuration"
    /** Added to wTotalLength, which is a lie then. */
    readonly totalLengthError: number
    /** GET_DESCRIPTOR before SET_ADDRESS is stalled. */
    readonly stallsUnaddressed: boolean
    /** NAKs in a control transfer until it has an answer. */
    readonly controlBusyUs: number
    /** A packet of no bytes ends what ended with a full one. */
    readonly sendsEmptyPackets: boolean
    readonly attachUs: number
}

const DEVICE = 1
const CONFIGURATION = 2
const INTERFACE = 4
const ENDPOINT = 5
const CDC = 0x24
const BULK = 2
const INTERRUPT = 3
const CLASS_CDC = 2
const CLASS_DATA = 0x0a
const CLASS_VENDOR = 0xff
const ACM = 2
const AT_COMMANDS = 1
const BUS_POWERED = 0x80
/** Where the extra interface has its endpoints. */
const EXTRA_IN = 0x83
const EXTRA_OUT = 0x03

export function deviceDescriptor(profile: UsbProfile): Uint8Array {
    const { usbVersion, controlPacketBytes, vendor, product } = profile
    const count = profile.extraInterface === "second configuration" ? 2 : 1
    const head = [18, DEVICE, ...u16(usbVersion), CLASS_CDC, 0, 0, controlPacketBytes]
    return Uint8Array.of(...head, ...u16(vendor), ...u16(product), ...u16(0x0100), 0, 0, 0, count)
}

/** @param index 0 … ; undefined: there is no such configuration */
export function configurationDescriptor(
    profile: UsbProfile,
    index: number
): Uint8Array | undefined {
    const isExtra = profile.extraInterface === "second configuration"
    if (index > (isExtra ? 1 : 0)) return undefined
    const isFirst = profile.extraInterface === "first"
    const control = isFirst ? 1 : 0
    const body = [
        ...(isFirst ? extraInterface(0) : []),
        ...modemInterfaces(profile, control),
        ...(index === 1 ? extraInterface(2) : []),
    ]
    const interfaces = 2 + (isFirst || index === 1 ? 1 : 0)
    const total = 9 + body.length + profile.totalLengthError
    const value = profile.configurationValue + index
    const power = profile.currentMa >> 1
    const head = [9, CONFIGURATION, ...u16(total), interfaces, value, 0, BUS_POWERED, power]
    return Uint8Array.of(...head, ...body)
}

/** Number of the interface that takes the requests of the class. */
export function controlInterface(profile: UsbProfile): number {
    return profile.extraInterface === "first" ? 1 : 0
}

function modemInterfaces(profile: UsbProfile, control: number): number[] {
    const { bulkIn, bulkOut, interrupt, hasMisplacedCdc } = profile
    const cdc = cdcDescriptors(profile, control)
    const notices = endpoint(interrupt, INTERRUPT, interrupt.intervalMs)
    const head = [9, INTERFACE, control, 0, 1, CLASS_CDC, ACM, AT_COMMANDS, 0]
    const data = [9, INTERFACE, control + 1, 0, 2, CLASS_DATA, 0, 0, 0]
    const pipes = [...endpoint(bulkIn, BULK, 0), ...endpoint(bulkOut, BULK, 0)]
    return hasMisplacedCdc
        ? [...head, ...notices, ...data, ...pipes, ...cdc]
        : [...head, ...cdc, ...notices, ...data, ...pipes]
}

function cdcDescriptors(profile: UsbProfile, control: number): number[] {
    const header = [5, CDC, 0x00, 0x10, 0x01]
    const acm = [4, CDC, 0x02, profile.acmCapabilities]
    const union = profile.hasUnion ? [5, CDC, 0x06, control, control + 1] : []
    const calls = [5, CDC, 0x01, 0x03, control + 1]
    const country = profile.hasMisplacedCdc ? [6, CDC, 0x07, 0, 0x03, 0x48] : []
    return [...header, ...acm, ...union, ...calls, ...country]
}

function extraInterface(number: number): number[] {
    const pipe = (address: number) => endpoint({ address, packetBytes: 64 }, BULK, 0)
    const head = [9, INTERFACE, number, 0, 2, CLASS_VENDOR, 0xff, 0xff, 0]
    return [...head, ...pipe(EXTRA_IN), ...pipe(EXTRA_OUT)]
}

function endpoint(
    { address, packetBytes }: EndpointPlan,
    kind: number,
    interval: number
): number[] {
    return [7, ENDPOINT, address, kind, ...u16(packetBytes), interval]
}

function u16(value: number): number[] {
    return [value & 0xff, (value >> 8) & 0xff]
}
