/** An SPI bus with one chip, of which every transfer is written down beforehand. What nobody scripted fails. */
import * as ds from "@devicescript/core"
import { SpiBus, SpiDevice } from "../../../src/hal/spi"

class Step {
    constructor(
        readonly lengthBytes: number,
        readonly tx: string,
        readonly rxAt: number,
        readonly rx: string
    ) {}
}

export class ScriptedSpi implements SpiDevice, SpiBus {
    /** What happened: a length for each transfer, "d" deselect, "p" and µs for each pause. */
    log = ""
    private steps: Step[] = []
    private position = 0

    /**
     * Expect a transfer.
     *
     * @param tx hex, how it must begin; all that follows must be 0xff
     * @param rxAt where in the answer `rx` (hex) stands; the rest is 0xff
     */
    then(lengthBytes: number, tx: string, rxAt: number, rx: string): ScriptedSpi {
        this.steps.push(new Step(lengthBytes, tx, rxAt, rx))
        return this
    }

    async exchange(tx: Buffer, rx: Buffer | undefined): Promise<void> {
        await this.transfer(tx, rx)
        this.deselect()
    }

    async transfer(tx: Buffer, rx: Buffer | undefined): Promise<void> {
        await ds.sleep(0)
        const step = this.steps[this.position]
        ds.assert(
            step !== undefined,
            `transfer ${this.position} not scripted: ${tx.slice(0, 8).toString("hex")}`
        )
        const expected = Buffer.alloc(step.lengthBytes)
        expected.fillAt(0, step.lengthBytes, 0xff)
        const begin = Buffer.from(step.tx, "hex")
        expected.blitAt(0, begin, 0, begin.length)
        const shown = expected.toString("hex")
        ds.assert(
            shown === tx.toString("hex"),
            `transfer ${this.position}: ${tx.slice(0, 8).toString("hex")}, not ${shown.slice(0, 16)}`
        )
        this.position++
        this.log += `${step.lengthBytes} `
        if (rx === undefined) return
        ds.assert(rx.length === tx.length, "rx as long as tx")
        rx.fillAt(0, rx.length, 0xff)
        const answer = Buffer.from(step.rx, "hex")
        rx.blitAt(step.rxAt, answer, 0, answer.length)
    }

    deselect(): void {
        this.log += "d "
    }

    async pause(us: number): Promise<void> {
        ds.assert(us >= 50 && us <= 8000, "pause range")
        this.log += `p${us} `
    }

    setClock(hz: number): void {
        this.log += `${Math.idiv(hz, 1000)}kHz `
    }

    /** Whether all that was scripted has happened. */
    isDone(): boolean {
        return this.position === this.steps.length
    }

    /** Fails unless all that was scripted has happened. */
    assertDone(): void {
        ds.assert(
            this.position === this.steps.length,
            `${this.position} of ${this.steps.length} transfers`
        )
    }
}
