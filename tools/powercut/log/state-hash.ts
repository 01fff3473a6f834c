/** A number for what a card holds, kept up to date sector by sector: equal cards are found without comparing them. */

import { createHash } from "node:crypto"
import type { ReadonlyOverlay } from "../../../sim/chips/sdcard/overlay-image.ts"

/** Four sums of 32 bits: two different cards of a campaign have the same with a chance of about 2 to the −100th. */
const LANES = 4
const digests = new WeakMap<Uint8Array, Uint32Array>()

export class StateHash {
    private readonly sums = new Uint32Array(LANES)

    /** @param isOfBase whether these bytes are what the base has there: then they make no difference */
    constructor(private readonly isOfBase: (lba: number, bytes: Uint8Array) => boolean) {}

    static of(
        overlay: ReadonlyOverlay,
        isOfBase: (lba: number, bytes: Uint8Array) => boolean
    ): StateHash {
        const hash = new StateHash(isOfBase)
        for (const [lba, bytes] of overlay) hash.add(lba, bytes)
        return hash
    }

    add(lba: number, bytes: Uint8Array): void {
        this.count(lba, bytes, 1)
    }

    /** @param bytes as they were added */
    remove(lba: number, bytes: Uint8Array): void {
        this.count(lba, bytes, -1)
    }

    copy(): StateHash {
        const copy = new StateHash(this.isOfBase)
        copy.sums.set(this.sums)
        return copy
    }

    /** 32 hexadecimal digits. */
    get text(): string {
        return [...this.sums].map(sum => sum.toString(16).padStart(8, "0")).join("")
    }

    private count(lba: number, bytes: Uint8Array, sign: number): void {
        if (this.isOfBase(lba, bytes)) return
        const digest = digestOf(bytes)
        for (let i = 0; i < LANES; i++) {
            const mixed = mix(digest[i]! ^ mix(lba + Math.imul(i + 1, 0x9e3779b9)))
            this.sums[i] = this.sums[i]! + sign * mixed
        }
    }
}

function digestOf(bytes: Uint8Array): Uint32Array {
    const known = digests.get(bytes)
    if (known) return known
    const sha = createHash("sha256").update(bytes).digest()
    const digest = Uint32Array.from({ length: LANES }, (_, i) => sha.readUInt32LE(i * 4))
    digests.set(bytes, digest)
    return digest
}

function mix(value: number): number {
    let z = value >>> 0
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) >>> 0
}
