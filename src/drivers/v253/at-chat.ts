import * as ds from "@devicescript/core"
import { Uart } from "../../hal/uart"
import { Fault, FaultCode } from "../../util/fault"

/** How a command ended: V.250 5.7.1 result codes that end one. */
export enum FinalResult {
    Ok = 1,
    Connect,
    Error,
    NoCarrier,
}

/** A wait for an answer looks this often; waits of this kind never happen while sound flows. */
const POLL_MS = 10

/** Pieces of 64 characters that are taken in before anything else is looked at. */
const PIECES_MAX = 64

/** Takes in a piece of what the modem has sent. */
export interface Input {
    /** @returns false when there was nothing */
    take(): Promise<boolean>
}

/**
 * One AT command in flight: sends it, waits for its final result, keeps its information lines.
 *
 * Unsolicited lines (RING, caller ID) go past it: whoever owns the stream decides with `offer`.
 */
export class AtChat {
    /** Information lines of the command in flight or the last one. */
    lines: string[] = []
    private result: FinalResult | undefined
    private isWaiting = false

    constructor(
        private uart: Uart,
        private input: Input
    ) {}

    /**
     * Send `command` and wait for OK or CONNECT.
     *
     * @param gapMs how long the modem wants to be left alone first
     * @throws Fault Protocol: refused; TimedOut: no final result in `timeoutMs`
     */
    async send(command: string, gapMs: number, timeoutMs: number): Promise<void> {
        const result = await this.ask(command, gapMs, timeoutMs)
        if (result !== FinalResult.Ok && result !== FinalResult.Connect)
            throw new Fault(FaultCode.Protocol, "modem refused " + command)
    }

    /** The same, but a refusal is an answer. */
    async ask(command: string, gapMs: number, timeoutMs: number): Promise<FinalResult> {
        await ds.sleep(gapMs)
        await this.takeAll()
        const bytes = Buffer.from(command + "\r")
        this.expect()
        await this.writeAll(bytes)
        return await this.finalResult(command, timeoutMs)
    }

    /** From now on a final result is awaited (a command, or the end of a stream). */
    expect(): void {
        this.lines = []
        this.result = undefined
        this.isWaiting = true
    }

    /** Wait for the final result that `expect` announced. */
    async finalResult(what: string, timeoutMs: number): Promise<FinalResult> {
        const endMs = ds.millis() + timeoutMs
        while (this.result === undefined) {
            if (ds.millis() >= endMs) {
                this.isWaiting = false
                throw new Fault(FaultCode.TimedOut, "modem, no answer to " + what)
            }
            await ds.sleep(POLL_MS)
            await this.takeAll()
        }
        return this.result
    }

    private async takeAll(): Promise<void> {
        for (let i = 0; i < PIECES_MAX; i++) if (!(await this.input.take())) return
    }

    async writeAll(bytes: Buffer): Promise<void> {
        const lengthBytes = bytes.length
        let at = 0
        for (let tries = 0; at < lengthBytes; tries++) {
            if (tries > 100) throw new Fault(FaultCode.TimedOut, "modem takes no input")
            const taken = await this.uart.write(bytes, at, lengthBytes - at)
            at += taken
            if (taken === 0) await ds.sleep(POLL_MS)
        }
    }

    /** A line that is not unsolicited: true if it was the final result that somebody waits for. */
    offer(line: string): boolean {
        if (!this.isWaiting) return false
        const result = finalResultOf(line)
        if (result === undefined) {
            this.lines.push(line)
            return false
        }
        this.result = result
        this.isWaiting = false
        return true
    }

    /** True once the command has ended with CONNECT: what follows is a stream. */
    isConnected(): boolean {
        return this.result === FinalResult.Connect
    }
}

function finalResultOf(line: string): FinalResult | undefined {
    switch (line) {
        case "OK":
        case "VCON":
            return FinalResult.Ok
        case "CONNECT":
            return FinalResult.Connect
        case "ERROR":
            return FinalResult.Error
        case "NO CARRIER":
        case "NO ANSWER":
            return FinalResult.NoCarrier
        default:
            return undefined
    }
}
