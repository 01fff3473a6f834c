/** What a full-speed device says to the transactions of a host (USB 2.0, chapter 8). Times are virtual µs. */

export type Toggle = 0 | 1

export interface DataPacket {
    readonly toggle: Toggle
    readonly bytes: Uint8Array
}

/** A handshake; "silent": nothing comes, and the host runs into its time-out. */
export type Handshake = "ack" | "nak" | "stall" | "silent"

export interface UsbDevice {
    /** From VBUS until the pull-up at D+ shows that there is a device. */
    readonly attachUs: number
    /** VBUS came, or went. */
    supply(isOn: boolean, atUs: number): void
    /** SE0 for that long: at least 10 ms are a reset. */
    busReset(fromUs: number, untilUs: number): void
    /** No start of frame for 3 ms. */
    suspend(): void
    setup(address: number, endpoint: number, bytes: Uint8Array, atUs: number): Handshake
    out(address: number, endpoint: number, packet: DataPacket, atUs: number): Handshake
    in(address: number, endpoint: number, atUs: number): DataPacket | Exclude<Handshake, "ack">
    /** The host has acknowledged what `in` gave last. */
    acknowledged(endpoint: number): void
}
