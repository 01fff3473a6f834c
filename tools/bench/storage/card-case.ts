import type { Places } from "./places.ts"

/** A card that is measured. */
export interface CardCase {
    /** As it stands before each figure: "fat32, 1,000". */
    readonly name: string
    readonly format: "fat32" | "fat16"
    readonly slots: number
    readonly messages: number
    readonly image: string
    readonly places: Places
}
