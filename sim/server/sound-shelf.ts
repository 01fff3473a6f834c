/** What can be said by others than a person: recordings that lie there, and sounds that a page has sent. */

import { LINE_RATE } from "../protocol/frame.ts"
import { type Recording } from "../protocol/messages.ts"

/** So many that were sent are kept; the next one takes the place of the oldest. */
const SENT_MAX = 9

export class SoundShelf {
    private readonly sent = new Map<string, Float32Array>()
    private sentCount = 0

    /** @param lying sounds by name: 8000 Hz, 1.0 = full scale */
    constructor(private readonly lying: ReadonlyMap<string, Float32Array>) {}

    /** Undefined: there is none of that name. */
    find(name: string): Float32Array | undefined {
        return this.lying.get(name) ?? this.sent.get(name)
    }

    list(): Recording[] {
        const all = [...this.lying, ...this.sent]
        return all.map(([name, samples]) => ({ name, seconds: samples.length / LINE_RATE }))
    }

    /**
     * Keep a sound that was sent.
     *
     * @param title as a person would say it
     * @returns its name, which no other one has
     */
    add(title: string, samples: Float32Array): string {
        const name = `${++this.sentCount}: ${title}`
        this.sent.set(name, samples)
        const [oldest] = this.sent.keys()
        if (this.sent.size > SENT_MAX) this.sent.delete(oldest!)
        return name
    }
}
