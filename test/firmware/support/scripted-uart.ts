import * as ds from "@devicescript/core"
import { PortFindings, RECEIVED_AT, Uart } from "../../../src/hal/uart"

/**
 * The modem's end of a UART, as a script: when the host has sent this, answer that, in pieces of a chosen size.
 *
 * Every command must be the next one of the script; anything else fails the test.
 */
export class ScriptedUart implements Uart {
    product = 0
    /** All that the host has sent. */
    sent: Buffer = Buffer.alloc(0)
    baud = 0
    isRingAsserted = false
    /** RI was released, and nobody has asked since. */
    isRingOver = false
    /** The modem takes nothing: CTS is off. */
    isStopped = false
    /** The modem takes all and answers nothing. */
    isMute = false
    /** What comes whenever the port is read, for ever. */
    garbage: Buffer | undefined
    /** The modem's power as it was switched: "1" off, "0" on. */
    power = ""
    canSwitchPower = true
    private commands: string[] = []
    private replies: Buffer[] = []
    private incoming: Buffer = Buffer.alloc(0)
    private pending = ""

    constructor(private pieceBytes: number) {}

    /** When the host sends `command` and a carriage return, answer `reply` between line ends. */
    when(command: string, reply: string): ScriptedUart {
        return this.whenRaw(command + "\r", "\r\n" + reply + "\r\n")
    }

    whenRaw(sent: string, reply: string): ScriptedUart {
        this.commands.push(sent)
        this.replies.push(Buffer.from(reply))
        return this
    }

    /** Go on as another script says. */
    append(other: ScriptedUart): void {
        for (const command of other.commands) this.commands.push(command)
        for (const reply of other.replies) this.replies.push(reply)
    }

    /** What the host has not been asked for. */
    leftCount(): number {
        return this.commands.length
    }

    /** Bytes come from the modem by themselves. */
    receive(bytes: Buffer): void {
        this.incoming = Buffer.concat(this.incoming, bytes)
    }

    async initialise(): Promise<void> {}

    async examine(): Promise<PortFindings> {
        return { name: "scripted", wrongCount: 0, clockKhz: 1, usualKhz: 1 }
    }

    async switchPower(isOn: boolean): Promise<boolean> {
        if (this.canSwitchPower) this.power += isOn ? "0" : "1"
        return this.canSwitchPower
    }

    async setRate(baud: number): Promise<void> {
        this.baud = baud
    }

    async hasRung(ringMs: number): Promise<boolean> {
        const { isRingOver } = this
        this.isRingOver = false
        return isRingOver
    }

    async isRinging(): Promise<boolean> {
        return this.isRingAsserted
    }

    hasInput(): boolean {
        return this.incoming.length > 0
    }

    async read(): Promise<Buffer | undefined> {
        if (this.garbage) {
            // A bus would let others run.
            await ds.sleep(0)
            this.receive(this.garbage)
        }
        const have = this.incoming.length
        if (have === 0) return undefined
        const count = have < this.pieceBytes ? have : this.pieceBytes
        const piece = Buffer.alloc(RECEIVED_AT + count)
        piece.blitAt(RECEIVED_AT, this.incoming, 0, count)
        this.incoming = this.incoming.slice(count)
        return piece
    }

    async write(from: Buffer, atByte: number, lengthBytes: number): Promise<number> {
        if (this.isStopped) return 0
        if (this.isMute) return lengthBytes
        const isShort = lengthBytes < this.pieceBytes || lengthBytes === 2
        const count = isShort ? lengthBytes : this.pieceBytes
        const taken = from.slice(atByte, atByte + count)
        this.sent = Buffer.concat(this.sent, taken)
        this.pending += taken.toString()
        this.answerIfDue()
        return count
    }

    private answerIfDue(): void {
        const wanted = this.commands[0]
        if (wanted === undefined) return
        if (!wanted.startsWith(this.pending)) throw new Error("unscripted: " + this.pending)
        if (this.pending !== wanted) return
        this.pending = ""
        this.commands.shift()
        this.receive(this.replies.shift() ?? Buffer.alloc(0))
    }
}
