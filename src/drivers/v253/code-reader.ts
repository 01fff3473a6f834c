import * as ds from "@devicescript/core"
import { LineEventKind } from "../../hal/voice-line"
import { lineEventOf } from "./events"

/** Codes round the digits of one key: V.253 table 17. */
const KEY_DOWN = 0x2f
const KEY_UP = 0x7e
/** For so long after the beginning of a call or a stream some codes are not believed. */
const DOUBT_MS = 3000
/** A tone is believed when it is reported again; one report may be a voice. */
const TONE_REPORTS = 2

/** What the modem reports about the line in one call, and what of it is to be believed. */
export class CodeReader {
    /** When the call or the stream began. */
    sinceMs = ds.millis()
    private toneReports = 0
    private isKeyDown = false
    /** The key that is held down has been told. */
    private isKeyTold = false

    /** @param doubtedAtFirst codes that are not believed in the first seconds of a call or a stream */
    constructor(private doubtedAtFirst: string) {}

    /** @returns undefined for what is no event, is not believed, or was told before */
    read(code: number): LineEventKind | undefined {
        if (code === KEY_DOWN || code === KEY_UP) {
            this.isKeyDown = code === KEY_DOWN
            this.isKeyTold = false
        }
        const letter = String.fromCharCode(code)
        if (this.doubtedAtFirst.includes(letter) && ds.millis() - this.sinceMs < DOUBT_MS)
            return undefined
        const kind = lineEventOf(letter)
        if (kind === LineEventKind.Digit) {
            if (this.isKeyTold) return undefined
            this.isKeyTold = this.isKeyDown
        }
        if (kind !== LineEventKind.BusyTone && kind !== LineEventKind.CongestionTone) return kind
        this.toneReports++
        return this.toneReports < TONE_REPORTS ? undefined : kind
    }
}
