/** The two receive buffers of 64 bytes: a packet is read out, and its buffer given back by clearing RCVDAV. */
export class ReceiveFifo {
    private packets: Uint8Array[] = []
    private pointer = 0

    reset(): void {
        this.packets = []
        this.pointer = 0
    }

    /** RCVDAV. */
    get hasPacket(): boolean {
        return this.packets.length > 0
    }

    /** RCVBC; it means nothing while there is no packet. */
    get count(): number {
        return this.packets[0]?.length ?? 0
    }

    get unreadCount(): number {
        return Math.max(0, this.count - this.pointer)
    }

    put(packet: Uint8Array): void {
        this.packets.push(packet)
    }

    /** @returns undefined: there is no more */
    read(): number | undefined {
        return this.packets[0]?.[this.pointer++]
    }

    /** RCVDAV was cleared. */
    release(): void {
        this.packets.shift()
        this.pointer = 0
    }
}
