/** What tells a sector of ours from a torn one: the first 8 bytes of the SHA-256 of it, with zeros in their place. */
import { digest } from "@devicescript/crypto"

const DIGEST_BYTES = 8

/** Put the digest of a sector where it belongs. */
export function putDigest(sector: Buffer, atByte: number): void {
    sector.fillAt(atByte, DIGEST_BYTES, 0)
    sector.blitAt(atByte, digest("sha256", sector), 0, DIGEST_BYTES)
}

/** Whether a sector has the digest that it should have. */
export function hasGoodDigest(sector: Buffer, atByte: number): boolean {
    const found = sector.slice(atByte, atByte + DIGEST_BYTES).toString("hex")
    putDigest(sector, atByte)
    return sector.slice(atByte, atByte + DIGEST_BYTES).toString("hex") === found
}
