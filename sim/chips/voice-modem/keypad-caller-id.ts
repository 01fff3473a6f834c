/**
 * Caller ID in keypad tones (ETSI EN 300 659-1 annex B and the national variants of it).
 *
 *     A 0221234567 C     the number; it may begin with D and end with #
 *     B10C  D1#          withheld by the caller
 *     B00C  D2#  D3#     not available: unknown, international, technical reasons
 */

import { DtmfDetector } from "../../dsp/dtmf-detector.ts"
import { type CallerField } from "./caller-id.ts"

const WITHHELD = ["B10C", "D1#"]
const UNAVAILABLE = ["B00C", "D2#", "D3#"]

/** What the keys say of the caller; undefined if they say nothing. No date or time is sent. */
export function keypadFields(keys: string): CallerField[] | undefined {
    if (WITHHELD.includes(keys)) return [["NMBR", "P"]]
    if (UNAVAILABLE.includes(keys)) return [["NMBR", "O"]]
    const number = /^[AD]?(\d{2,})/.exec(keys)?.[1]
    return number === undefined ? undefined : [["NMBR", number]]
}

export class KeypadCallerId {
    private keys = ""
    private detector = this.makeDetector()

    /** @param heard is told what the keys said, once they have ended */
    constructor(private readonly heard: (fields: readonly CallerField[]) => void) {}

    start(): void {
        this.keys = ""
        this.detector = this.makeDetector()
    }

    process(block: Float32Array): void {
        this.detector.process(block)
    }

    /** Nothing more will come: the ring begins. */
    finish(): void {
        const fields = keypadFields(this.keys)
        this.keys = ""
        if (fields) this.heard(fields)
    }

    private makeDetector(): DtmfDetector {
        return new DtmfDetector({ digitOn: key => this.key(key), digitOff: () => {} })
    }

    private key(key: string): void {
        this.keys += key
        if (key === "C" || key === "#") this.finish()
    }
}
