import { type UsbProfile } from "./descriptors.ts"

/**
 * USB modems by name. The CX930xx ones follow a relative's dump: two configurations, the CDC descriptors behind the data
 * interface's endpoints. USR5637 is at full speed here, which nobody has published: its packets are 64 bytes then by USB 2.0.
 */

const CX930XX: UsbProfile = {
    name: "cx93010",
    vendor: 0x0572,
    product: 0x1349,
    usbVersion: 0x0110,
    controlPacketBytes: 64,
    configurationValue: 1,
    bulkIn: { address: 0x82, packetBytes: 64 },
    bulkOut: { address: 0x02, packetBytes: 64 },
    interrupt: { address: 0x81, packetBytes: 64, intervalMs: 128 },
    acmCapabilities: 0x07,
    currentMa: 100,
    hasMisplacedCdc: true,
    hasUnion: true,
    extraInterface: "second configuration",
    totalLengthError: 0,
    stallsUnaddressed: false,
    controlBusyUs: 1000,
    sendsEmptyPackets: true,
    attachUs: 150_000,
}

const USR5637: UsbProfile = {
    ...CX930XX,
    name: "usr5637",
    vendor: 0x0baf,
    product: 0x0303,
    usbVersion: 0x0200,
    configurationValue: 2,
    bulkIn: { address: 0x81, packetBytes: 64 },
    bulkOut: { address: 0x01, packetBytes: 64 },
    interrupt: { address: 0x82, packetBytes: 16, intervalMs: 10 },
    acmCapabilities: 0x06,
    currentMa: 360,
    hasMisplacedCdc: false,
    extraInterface: "none",
    controlBusyUs: 300,
    sendsEmptyPackets: false,
}

/** As the standards have it. */
const PLAIN: UsbProfile = {
    ...USR5637,
    name: "plain",
    vendor: 0x1209,
    product: 0x0002,
    configurationValue: 1,
    currentMa: 100,
}

/** What no modem is known to be in all, and each in something: small packets, no Union, an interface too many, a wrong length. */
const ODD: UsbProfile = {
    ...CX930XX,
    name: "odd",
    vendor: 0x1209,
    product: 0x0001,
    controlPacketBytes: 8,
    bulkIn: { address: 0x84, packetBytes: 64 },
    bulkOut: { address: 0x05, packetBytes: 16 },
    interrupt: { address: 0x86, packetBytes: 16, intervalMs: 20 },
    hasMisplacedCdc: false,
    hasUnion: false,
    extraInterface: "first",
    totalLengthError: 7,
    controlBusyUs: 20_000,
    attachUs: 600_000,
}

export const USB_PROFILES: Readonly<Record<string, UsbProfile>> = {
    cx93010: CX930XX,
    "rd02-d400": { ...CX930XX, name: "rd02-d400", product: 0x1324 },
    zoom3095: {
        ...CX930XX,
        name: "zoom3095",
        vendor: 0x0803,
        product: 0x3095,
        stallsUnaddressed: true,
    },
    usr5637: USR5637,
    plain: PLAIN,
    odd: ODD,
}
