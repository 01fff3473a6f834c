/** What is known about a message besides its sound. */
import { WallTime } from "../hal/wall-clock"

export interface Envelope {
    /** Digits as received, or "private", "out of area", "unknown". Never empty. */
    number: string
    /** The name that the network sent; "" where it sent none. */
    name: string
    /** The machine's clock at off-hook; undefined: it was not set. */
    at: WallTime | undefined
}
