/** Makes a modem of a USB device: USB 2.0, chapter 9; CDC PSTN 1.2. Finds it by its classes, for Unions are often wrong. */
import * as ds from "@devicescript/core"
import { Fault, FaultCode } from "../../util/fault"
import { UsbHost } from "./usb-host"

// Requests: type and code.
const TO_DEVICE = 0x00
const SET_ADDRESS = 5
const SET_CONFIGURATION = 9
const TO_MODEM = 0x21
const SET_LINE_CODING = 0x20
const SET_CONTROL_LINE_STATE = 0x22
const DTR_AND_RTS = 3
/** 115,200 baud, 8N1: USB modems do not care, but some hosts' guides do. */
const LINE_CODING = hex`00 c2 01 00 00 00 08`

const DESCRIPTOR_DEVICE = 1
const DESCRIPTOR_CONFIGURATION = 2
const DESCRIPTOR_INTERFACE = 4
const DESCRIPTOR_ENDPOINT = 5
const CLASS_CDC = 2
const CLASS_DATA = 10
const BULK = 2
const INTERRUPT = 3
/** The parts of a modem come first; what is behind so many bytes is of no use here. */
const CONFIGURATION_BYTES_MAX = 128

const ADDRESS = 1
const ADDRESS_MS = 10

/** Where a modem's pipes are. */
export interface Pipes {
    /** Interface that takes requests; -1: none. */
    control: number
    /** Endpoints; 0: none. */
    bulkIn: number
    bulkOut: number
    notices: number
    inBytes: number
    outBytes: number
    /** Vendor × 65536 + product. */
    product: number
}

/**
 * Give the device its address first, for some tell nothing before that; then find the modem in it, and raise DTR.
 *
 * @throws Fault Absent: it does not answer; Protocol: it is no modem. Waits: some 50 ms
 */
export async function enumerate(host: UsbHost): Promise<Pipes> {
    if (!(await host.tell(TO_DEVICE, SET_ADDRESS, ADDRESS, 0)))
        throw new Fault(FaultCode.Absent, "USB device takes no address")
    host.address = ADDRESS
    await ds.sleep(ADDRESS_MS)
    host.controlBytes = 8
    const head = Buffer.alloc(9)
    // How long packets are is in the first 8 bytes, and who it is behind them.
    const device = Buffer.alloc(12)
    if ((await host.describe(DESCRIPTOR_DEVICE, device)) < 8) throw noModem()
    host.controlBytes = device[7]
    if ((await host.describe(DESCRIPTOR_CONFIGURATION, head)) < 9) throw noModem()
    const totalBytes = head[2] | (head[3] << 8)
    const bytes = Buffer.alloc(Math.min(totalBytes, CONFIGURATION_BYTES_MAX))
    const count = await host.describe(DESCRIPTOR_CONFIGURATION, bytes)
    const pipes = findPipes(bytes, count)
    pipes.product = (device[8] | (device[9] << 8)) * 65536 + (device[10] | (device[11] << 8))
    if (pipes.control < 0 || pipes.bulkIn === 0 || pipes.bulkOut === 0) throw noModem()
    if (!(await host.tell(TO_DEVICE, SET_CONFIGURATION, head[5], 0))) throw noModem()
    // Whether it takes these or not: some modems do without, and tell no truth about it.
    await host.tellMore(TO_MODEM, SET_LINE_CODING, pipes.control, LINE_CODING)
    await host.tell(TO_MODEM, SET_CONTROL_LINE_STATE, DTR_AND_RTS, pipes.control)
    return pipes
}

function findPipes(bytes: Buffer, count: number): Pipes {
    const pipes: Pipes = {
        control: -1,
        bulkIn: 0,
        bulkOut: 0,
        notices: 0,
        inBytes: 0,
        outBytes: 0,
        product: 0,
    }
    let inClass = 0
    let at = 0
    while (at + 1 < count) {
        const lengthBytes = bytes[at]
        if (lengthBytes < 2 || at + lengthBytes > count) break
        const kind = bytes[at + 1]
        if (kind === DESCRIPTOR_INTERFACE) {
            inClass = bytes[at + 5]
            if (inClass === CLASS_CDC && pipes.control < 0) pipes.control = bytes[at + 2]
        } else if (kind === DESCRIPTOR_ENDPOINT) addPipe(pipes, inClass, bytes, at)
        at += lengthBytes
    }
    return pipes
}

function addPipe(pipes: Pipes, inClass: number, bytes: Buffer, at: number): void {
    const address = bytes[at + 2]
    const kind = bytes[at + 3] & 3
    const number = address & 0x0f
    const isIn = (address & 0x80) !== 0
    if (inClass === CLASS_CDC && kind === INTERRUPT && pipes.notices === 0) pipes.notices = number
    if (inClass !== CLASS_DATA || kind !== BULK) return
    if (isIn && pipes.bulkIn === 0) {
        pipes.bulkIn = number
        pipes.inBytes = bytes[at + 4]
    } else if (!isIn && pipes.bulkOut === 0) {
        pipes.bulkOut = number
        pipes.outBytes = bytes[at + 4]
    }
}

function noModem(): Fault {
    return new Fault(FaultCode.Protocol, "USB device is no modem")
}
