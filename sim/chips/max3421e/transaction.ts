import {
    type DataPacket,
    type Handshake,
    type Toggle,
    type UsbDevice,
} from "../../wire/usb-device.ts"
import { type Spoiling } from "../../wire/usb-port.ts"
import { ENDPOINT_BITS, Result, TOKEN_HS, TOKEN_ISO, TOKEN_OUT, TOKEN_SETUP } from "./registers.ts"

/** One transaction on the wires: token, data, handshake, at 12 Mbit/s (USB 2.0, 8.4 and 8.5). */

const BITS_PER_US = 12
const TOKEN_BITS = 35
const HANDSHAKE_BITS = 19
/** Sync, PID, CRC, end of packet. */
const DATA_FRAME_BITS = 35
const TURN_AROUND_BITS = 8
const TIMEOUT_BITS = 18
/** After six ones a zero is put in. */
const ONES_MAX = 6

export interface Launch {
    readonly device: UsbDevice | undefined
    readonly address: number
    /** What was written to HXFR. */
    readonly code: number
    readonly sendToggle: Toggle
    readonly receiveToggle: Toggle
    /** What SETUP and OUT send. */
    readonly bytes: Uint8Array
    readonly noise: Spoiling | undefined
    readonly atUs: number
}

export interface Outcome {
    readonly result: Result
    /** What an IN has brought. */
    readonly received?: Uint8Array
}

/** Codes that mean a transaction here; isochronous ones are not modelled. */
export function isToken(code: number): boolean {
    if (code & TOKEN_ISO) return false
    if (code & TOKEN_HS) return (code & TOKEN_SETUP) === 0
    return (code & TOKEN_SETUP) === 0 || (code & TOKEN_OUT) === 0
}

/** The longest it can take: full packets both ways are taken for granted for IN. */
export function durationUs(code: number, bytes: Uint8Array): number {
    const isIn = (code & (TOKEN_SETUP | TOKEN_OUT)) === 0
    const dataBits = isIn ? (code & TOKEN_HS ? 0 : 8 * 64) : stuffedBits(bytes)
    const bits = TOKEN_BITS + DATA_FRAME_BITS + dataBits + HANDSHAKE_BITS + 2 * TURN_AROUND_BITS
    return bits / BITS_PER_US
}

/** How long it took. */
export function tookUs(code: number, bytes: Uint8Array, outcome: Outcome): number {
    if (outcome.result === Result.Timeout) return (TOKEN_BITS + TIMEOUT_BITS) / BITS_PER_US
    if (outcome.received) return durationUs(TOKEN_OUT, outcome.received)
    const isIn = (code & (TOKEN_SETUP | TOKEN_OUT)) === 0
    const bits = TOKEN_BITS + TURN_AROUND_BITS + HANDSHAKE_BITS
    return isIn ? bits / BITS_PER_US : durationUs(code, bytes)
}

export function transact(launch: Launch): Outcome {
    const { device, code, noise } = launch
    if (!device) return { result: Result.JError }
    const unheard = noise && resultUnheard(noise, code)
    if (unheard !== undefined) return { result: unheard }
    if (code & TOKEN_SETUP) return setup(launch, device)
    return code & TOKEN_OUT ? out(launch, device) : receive(launch, device)
}

/** Where nothing of it reaches the device. @returns undefined: it hears of it */
function resultUnheard(noise: Spoiling, code: number): Result | undefined {
    if (noise === "token" || noise === "silence") return Result.Timeout
    if (noise === "j") return Result.JError
    if (noise === "babble") return Result.Babble
    const isSetup = (code & TOKEN_SETUP) !== 0
    // A set-up packet is never refused.
    if (noise === "nak") return isSetup ? undefined : Result.Nak
    // Of data that fails its CRC the device makes nothing.
    if (noise === "crc" && (isSetup || code & TOKEN_OUT)) return Result.Timeout
    return undefined
}

function setup({ address, code, bytes, noise, atUs }: Launch, device: UsbDevice): Outcome {
    if (noise === "data") return { result: Result.Timeout }
    return answered(device.setup(address, code & ENDPOINT_BITS, bytes, atUs), noise)
}

function out(launch: Launch, device: UsbDevice): Outcome {
    const { address, code, bytes, noise, sendToggle, atUs } = launch
    if (noise === "data") return { result: Result.Timeout }
    // A status stage is an empty packet, DATA1 whatever went before.
    const packet: DataPacket =
        code & TOKEN_HS ? { toggle: 1, bytes: new Uint8Array(0) } : { toggle: sendToggle, bytes }
    return answered(device.out(address, code & ENDPOINT_BITS, packet, atUs), noise)
}

function receive(launch: Launch, device: UsbDevice): Outcome {
    const { address, code, noise, receiveToggle, atUs } = launch
    const endpoint = code & ENDPOINT_BITS
    const answer = device.in(address, endpoint, atUs)
    if (typeof answer === "string") return answered(answer, undefined)
    if (noise === "data" || noise === "crc") return { result: Result.CrcError }
    if (noise === "pid") return { result: Result.PidError }
    if (noise !== "handshake") device.acknowledged(endpoint)
    const isStatus = (code & TOKEN_HS) !== 0
    if (answer.toggle !== (isStatus ? 1 : receiveToggle)) return { result: Result.ToggleError }
    return isStatus
        ? { result: Result.Success }
        : { result: Result.Success, received: answer.bytes }
}

function answered(handshake: Handshake, noise: Spoiling | undefined): Outcome {
    if (noise === "handshake" || handshake === "silent") return { result: Result.Timeout }
    if (noise === "pid") return { result: Result.PidError }
    if (handshake === "nak") return { result: Result.Nak }
    return { result: handshake === "stall" ? Result.Stall : Result.Success }
}

function stuffedBits(bytes: Uint8Array): number {
    let bits = 8 * bytes.length
    let ones = 0
    for (const byte of bytes)
        for (let bit = 0; bit < 8; bit++) {
            ones = (byte >> bit) & 1 ? ones + 1 : 0
            if (ones < ONES_MAX) continue
            bits++
            ones = 0
        }
    return bits
}
