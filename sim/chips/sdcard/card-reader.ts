import type { BlockSource } from "./block-sender.ts"
import type { CardActivity } from "./card-activity.ts"
import type { CardCommands } from "./card-commands.ts"
import type { CardTiming } from "./card-timing.ts"
import type { CardWriter } from "./card-writer.ts"

/** What an SDHC card sends after a reading command (SD Physical Layer Simplified Specification, clause 7.2.3). */

export interface CardReaderParts {
    /** Knows what is not on the medium yet. */
    readonly writer: CardWriter
    readonly timing: CardTiming
    readonly commands: CardCommands
    readonly activity: CardActivity
    readonly sectorCount: number
}

/** A register. */
export function oneBlock(block: Uint8Array): BlockSource {
    const blocks = [block]
    return { next: () => blocks.pop(), accessUs: () => 0, onSent: () => {}, onOutOfRange: () => {} }
}

/** CMD17. */
export function oneSector(lba: number, parts: CardReaderParts): BlockSource {
    const block = parts.writer.read(lba)
    return { ...oneBlock(block), onSent: () => void parts.activity.sectorsRead++ }
}

/** CMD18: on and on, to an error token behind the last sector. */
export function sectorsFrom(startLba: number, parts: CardReaderParts): BlockSource {
    let lba = startLba
    return {
        next: () => {
            if (lba > parts.sectorCount) return undefined
            return lba++ < parts.sectorCount ? parts.writer.read(lba - 1) : "out-of-range"
        },
        accessUs: () => parts.timing.readAccessUs(),
        onSent: () => void parts.activity.sectorsRead++,
        onOutOfRange: () => parts.commands.noteOutOfRange(),
    }
}
