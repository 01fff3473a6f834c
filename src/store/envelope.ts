/** What is known about a message besides its sound. */
import { WallTime } from "../hal/wall-clock"

export interface Envelope {
    /** Digits as received, or "private", "out of area", "unknown". Never empty. */
    number: string
    /** The name that the network sent; "" where it sent none. */
    name: string
    /** The machine's clock at off-hook; undefined: it was not set. */
    at: WallTime | undefined
    /** Of a message longer than a slot: first cluster of the slot in which it goes on; 0 or undefined: it does not. */
    nextCluster?: number
    /** 0 or undefined: the first part; else the first cluster of that, and in the upper 4 bits how many parts are before. */
    place?: number
}

/** How many parts of a message are before this one. */
export function partOf(envelope: Envelope): number {
    return (envelope.place ?? 0) >>> 28
}
