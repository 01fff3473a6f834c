/** manifest.json of a backup: what is in it, how it stood on the card, and how to know that it is whole. */
import { z } from "zod"
import { CardError } from "../../sim/card/card-error.ts"
import { MESSAGE_STATES } from "../layout/state.ts"

export const MANIFEST = "manifest.json"

const FORMAT = "afterbeep-backup"
const VERSION = 1
/** From the card's root; never out of our folder. */
const path = z
    .string()
    .regex(/^AFTERBEEP\//)
    .refine(
        text => text.split("/").every(part => part !== "" && part !== "." && part !== ".."),
        "leaves the folder"
    )
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const FILE = z.object({
    path,
    sha256,
    /** Bits as FAT has them; null: the folder did not show them. */
    attributes: z.number().int().min(0).max(0x3f).nullable(),
    /** Of the last change, local: "2026-11-22 14:05:31". */
    at: z.string(),
})

const MESSAGE = z.object({
    path,
    sha256,
    state: z.enum([...MESSAGE_STATES, "unknown"]),
    /** Start of the call, local; null: the clock was not set. */
    at: z.string().nullable(),
    number: z.string(),
    name: z.string(),
    serial: z.number().int().min(0),
})

const SCHEMA = z.object({
    format: z.literal(FORMAT),
    version: z.literal(VERSION),
    made: z.string(),
    files: z.array(FILE),
    /** Oldest first. */
    messages: z.array(MESSAGE),
})

export type Manifest = z.infer<typeof SCHEMA>
export type SavedFile = z.infer<typeof FILE>
export type SavedMessage = z.infer<typeof MESSAGE>

export function encodeManifest(content: Pick<Manifest, "made" | "files" | "messages">): Buffer {
    return Buffer.from(JSON.stringify({ format: FORMAT, version: VERSION, ...content }, null, 2))
}

/** @throws CardError: not ours, or damaged; names the key */
export function decodeManifest(bytes: Buffer, zipPath: string): Manifest {
    let json: unknown
    try {
        json = JSON.parse(bytes.toString("utf8"))
    } catch (error) {
        throw new CardError(`${zipPath}: ${MANIFEST} is damaged: ${(error as Error).message}`)
    }
    const result = SCHEMA.safeParse(json)
    if (result.success) return result.data
    const [issue] = result.error.issues
    throw new CardError(
        `${zipPath}: ${MANIFEST}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "damaged"}`
    )
}
