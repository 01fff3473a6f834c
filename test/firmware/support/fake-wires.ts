import * as ds from "@devicescript/core"
import { TwoWire } from "../../../src/hal/display"

const WIDTH = 128
const PAGES = 8

/**
 * Two wires with a display on them, or none: it takes what the data sheet of the SSD1306 allows in page addressing, and keeps
 * the points.
 */
export class FakeWires implements TwoWire {
    isThere = true
    /** Longest write, with the address. */
    longestBytes = 0
    writes = 0
    isOn = false
    memory = Buffer.alloc(WIDTH * PAGES)
    private page = 0
    private column = 0

    constructor() {
        this.memory.fillAt(0, this.memory.length, 0x55)
    }

    async write(address: number, bytes: Buffer): Promise<boolean> {
        this.writes++
        // The machine kills what runs for long without a switch.
        await ds.sleep(0)
        if (!this.isThere || address !== 0x3c) return false
        this.longestBytes = Math.max(this.longestBytes, bytes.length + 1)
        let at = 0
        while (at < bytes.length) {
            const control = bytes[at]
            const end = control & 0x80 ? at + 2 : bytes.length
            for (let i = at + 1; i < end; i++)
                if (control & 0x40) this.data(bytes[i])
                else this.command(bytes[i])
            at = end
        }
        return true
    }

    /** The points of `count` columns, a byte each, upper point in bit 0. */
    columns(page: number, column: number, count: number): string {
        const at = page * WIDTH + column
        return this.memory.slice(at, at + count).toString("hex")
    }

    private data(byte: number): void {
        this.memory[this.page * WIDTH + this.column] = byte
        this.column = (this.column + 1) % WIDTH
    }

    /** Arguments of the commands of the setup look like commands, and do no harm before there is text. */
    private command(code: number): void {
        if (code === 0xaf) this.isOn = true
        else if (code >= 0xb0 && code <= 0xb7) this.page = code & 7
        else if (code <= 0x0f) this.column = (this.column & 0x70) | code
        else if (code <= 0x17) this.column = (this.column & 0x0f) | ((code & 7) << 4)
    }
}
