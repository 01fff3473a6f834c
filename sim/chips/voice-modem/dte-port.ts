/** The modem's sending end of the serial line: text in the form that the host has set (ITU-T V.250 clause 5.7). */

import { type Scheduler } from "../../clock/scheduler.ts"
import { type Timeline } from "../../report/timeline.ts"
import { type SerialLine } from "../../wire/serial-direction.ts"
import { type ResultCode } from "./modem-commands.ts"
import { type ModemSettings } from "./modem-settings.ts"
import { DLE } from "./shielded-codes.ts"

const NUMERIC_RESULTS: Readonly<Record<ResultCode, string>> = {
    OK: "0",
    CONNECT: "1",
    RING: "2",
    "NO CARRIER": "3",
    ERROR: "4",
    VCON: "VCON",
    "LINE IN USE": "43",
}

export class DtePort {
    /** Nothing leaves the modem. */
    isMute = false

    constructor(
        private readonly line: SerialLine,
        private readonly scheduler: Scheduler,
        private readonly settings: ModemSettings,
        private readonly timeline: Timeline
    ) {}

    echo(byte: number, atUs: number): void {
        if (this.settings.get("E") === 1) this.send([byte], atUs)
    }

    sendLines(lines: readonly string[]): void {
        if (lines.length === 0 || this.isMute) return
        for (const text of lines) this.timeline.emit("modem", "tx", { text })
        this.sendText("\r\n" + lines.join("\r\n") + "\r\n")
    }

    sendResult(result: ResultCode): void {
        if (this.settings.get("Q") === 1 || this.isMute) return
        const isVerbose = this.settings.get("V") === 1
        const text = isVerbose ? result : NUMERIC_RESULTS[result]
        this.timeline.emit("modem", "tx", { text })
        this.sendText(isVerbose ? `\r\n${text}\r\n` : `${text}\r`)
    }

    sendCode(code: string): void {
        this.send([DLE, code.charCodeAt(0)], this.scheduler.nowUs)
    }

    /** A complex event (ITU-T V.253): lines between `<DLE>X` and `<DLE>.`. */
    sendReport(lines: readonly string[]): void {
        this.sendCode("X")
        this.sendLines(lines)
        this.sendCode(".")
    }

    /** Bytes as they are, complete at `readyUs`. */
    send(bytes: ArrayLike<number>, readyUs: number): void {
        if (!this.isMute) this.line.toDte.send(bytes, readyUs)
    }

    /** When all that was sent will have reached the host, if it lets it. */
    get doneUs(): number {
        return this.line.toDte.lastArrivalUs() ?? this.scheduler.nowUs
    }

    private sendText(text: string): void {
        const bytes = Array.from(text, char => char.charCodeAt(0))
        this.send(bytes, this.scheduler.nowUs)
    }
}
