import { ErrorToken, type BlockSource } from "./block-sender.ts"
import type { CardActivity } from "./card-activity.ts"
import { R2, type CardCommands } from "./card-commands.ts"
import type { CardFaults } from "./card-faults.ts"
import type { CardTiming } from "./card-timing.ts"
import type { CardWriter } from "./card-writer.ts"

/** What a card sends after a reading command (SD Physical Layer Simplified Specification, clause 7.2.3). */

export interface CardReaderParts {
    /** Knows what is not on the medium yet. */
    readonly writer: CardWriter
    readonly timing: CardTiming
    readonly commands: CardCommands
    readonly faults: CardFaults
    readonly activity: CardActivity
    readonly sectorCount: number
}

/** A register. */
export function oneBlock(block: Uint8Array): BlockSource {
    let isOver = false
    return {
        isOver: () => isOver,
        next: () => block,
        accessUs: () => 0,
        onSent: () => (isOver = true),
        onError: () => {},
    }
}

/** CMD17. */
export function oneSector(lba: number, parts: CardReaderParts): BlockSource {
    let isOver = false
    const source = sectorsFrom(lba, parts)
    const onSent = () => {
        isOver = true
        source.onSent()
    }
    return { ...source, isOver: () => isOver, accessUs: () => 0, onSent }
}

/** CMD18: on and on, to an error token behind the last sector. */
export function sectorsFrom(startLba: number, parts: CardReaderParts): BlockSource {
    const { writer, timing, commands, faults, activity, sectorCount } = parts
    let lba = startLba
    return {
        isOver: () => false,
        next: () => {
            if (lba >= sectorCount) return ErrorToken.OutOfRange
            if (faults.strikes("card-read-error")) return ErrorToken.EccFailed
            return writer.read(lba++)
        },
        accessUs: () => timing.readAccessUs(),
        onSent: () => void activity.sectorsRead++,
        onError: token =>
            commands.note(token === ErrorToken.EccFailed ? R2.EccFailed : R2.OutOfRange),
    }
}
