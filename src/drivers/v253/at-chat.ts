import * as ds from "@devicescript/core"
import { Uart } from "../../hal/uart"
import { Trouble } from "../../hal/voice-line"
import { Fault, FaultCode } from "../../util/fault"
import { meaningOf } from "./word-table"

/** How a command ended: V.250 5.7.1 result codes that end one. */
export enum FinalResult {
    Ok = 1,
    Connect,
    /** ERROR, or one of the ways in which a call comes to nothing. */
    Refused,
}

/** An answer comes within tens of ms. */
const ANSWER_MAX_MS = 5000
/** A wait for an answer looks this often; waits of this kind never happen while sound flows. */
const POLL_MS = 10
/** 10 ms each: a modem that takes nothing for a second will not. */
const WRITE_TRIES = 100
/** Pieces of 64 characters that are taken in before anything else is looked at. */
const PIECES_MAX = 64
/** Information lines that are kept: a modem out of its mind may send any number. */
const LINES_MAX = 24
export const LINE_CHARS_MAX = 80
/** The same while all that it says is wanted. */
export const THOROUGH_CHARS_MAX = 400

/** Final results, V.250 table 1 and V.253, and what IS-101 and Silicon Laboratories' modems say instead; from "0" on as FinalResult has them. */
const FINAL_RESULTS =
    "|OK1|VCON1|#VCON1|VOICE1|CONNECT2|ERROR3|NO CARRIER3|NO ANSWER3|NO DIALTONE3|NO DIAL TONE3|BUSY3|LINE IN USE3|"
const RESULT_ZERO = 0x30

/** Takes in a piece of what the modem has sent. */
export interface Input {
    /** @returns false when there was nothing */
    takePiece(): Promise<boolean>
}

/**
 * One AT command in flight: sends it, waits for its final result, keeps its information lines.
 *
 * Unsolicited lines (RING, caller ID) go past it: whoever owns the stream decides with `offer`. Once the modem has
 * failed to answer it is lost, and all further commands fail at once until `isLost` is taken back.
 */
export class AtChat {
    /** Information lines of the command in flight or the last one. */
    lines: string[] = []
    /** A final result is awaited. */
    isWaiting = false
    isLost = false
    /** What was wrong, the first thing, until somebody takes it back. */
    trouble: Trouble | undefined
    /** The modem repeats what it is told: it has been reset since it was told not to. */
    isEchoing = false
    /** How long after a final result the modem does not listen. */
    gapMs = 0
    /** Longer lines are not kept. */
    lineCharsMax = LINE_CHARS_MAX
    /** How the command in flight, or the last one, has ended. */
    result: FinalResult | undefined
    private listensAtMs = 0
    /** What stands behind AT in the command in flight: modems garble the rest when they echo it. */
    private command = ""

    constructor(
        public uart: Uart,
        private input: Input
    ) {}

    /**
     * Send `command` and wait for OK or CONNECT.
     *
     * @throws Fault Protocol: refused; TimedOut: no final result
     */
    async send(command: string): Promise<void> {
        if (!(await this.ask(command)))
            throw new Fault(FaultCode.Protocol, "modem refused " + command)
    }

    /** The same, but a refusal is an answer: false. */
    async ask(command: string): Promise<boolean> {
        const result = await this.attempt(command, ANSWER_MAX_MS)
        if (result === undefined) throw this.lost("does not answer", " to " + command)
        return result !== FinalResult.Refused
    }

    /** Send the commands between the bars of `commands` until one is not refused. @returns that one, or "" */
    async askFirstOf(commands: string): Promise<string> {
        for (const command of commands.split("|")) if (await this.ask(command)) return command
        return ""
    }

    /**
     * Send `command`; no answer is an answer, too: undefined. At once, where the modem is lost.
     */
    async attempt(command: string, timeoutMs: number): Promise<FinalResult | undefined> {
        if (this.isLost) return undefined
        const waitMs = this.listensAtMs - ds.millis()
        if (waitMs > 0) await ds.sleep(waitMs)
        // What is still on its way is no answer to this.
        await this.finalResult(0)
        this.expect()
        this.command = command.slice(2)
        await this.writeAll(Buffer.from(command + "\r"))
        return await this.finalResult(timeoutMs)
    }

    /** From now on a final result is awaited (a command, or the end of a stream). */
    expect(): void {
        this.lines = []
        this.result = undefined
        this.isWaiting = true
    }

    /** Wait for the final result that `expect` announced; undefined: it did not come. */
    async finalResult(timeoutMs: number): Promise<FinalResult | undefined> {
        const endMs = ds.millis() + timeoutMs
        while (true) {
            for (let i = 0; i < PIECES_MAX; i++) if (!(await this.input.takePiece())) break
            if (this.result !== undefined || ds.millis() >= endMs) return this.result
            await ds.sleep(POLL_MS)
        }
    }

    /** The fault to be thrown when the modem does not do what it must. @param more for the log only */
    lost(how: string, more = ""): Fault {
        this.isWaiting = false
        this.isLost = true
        this.blame(how)
        return new Fault(FaultCode.TimedOut, "modem " + how + more)
    }

    /** Keep what is wrong; what was wrong first is what its owner is told. */
    blame(how: string): void {
        if (!this.trouble) this.trouble = { how, sinceMs: ds.millis() }
    }

    /** Write all of `bytes`, or lose the modem. */
    async writeAll(bytes: Buffer): Promise<void> {
        const lengthBytes = bytes.length
        let at = 0
        for (let tries = 0; at < lengthBytes; tries++) {
            if (tries > WRITE_TRIES) {
                this.isLost = true
                return
            }
            const taken = await this.uart.write(bytes, at, lengthBytes - at)
            at += taken
            if (taken === 0) await ds.sleep(POLL_MS)
        }
    }

    /** A line that is not unsolicited: a final result ends the wait, the rest is kept. */
    offer(line: string): void {
        if (!this.isWaiting) return
        const result = meaningOf(line, FINAL_RESULTS)
        if (result > 0) {
            this.result = result - RESULT_ZERO
            this.isWaiting = false
            this.listensAtMs = ds.millis() + this.gapMs
        } else if (line.endsWith(this.command)) this.isEchoing = true
        else if (this.lines.length < LINES_MAX && line.length <= this.lineCharsMax)
            this.lines.push(line)
    }
}
