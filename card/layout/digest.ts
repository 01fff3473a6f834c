/** The eight bytes by which our sectors are known to be whole. docs/card-layout.md. */
import { createHash } from "node:crypto"

export const DIGEST_BYTES = 8

/** The beginning of the SHA-256 of a sector with zeros in the digest's place. */
export function digestOf(sector: Uint8Array, at: number): Buffer {
    const cleared = Buffer.from(sector)
    cleared.fill(0, at, at + DIGEST_BYTES)
    return createHash("sha256").update(cleared).digest().subarray(0, DIGEST_BYTES)
}

export function hasGoodDigest(sector: Buffer, at: number): boolean {
    return digestOf(sector, at).equals(sector.subarray(at, at + DIGEST_BYTES))
}
