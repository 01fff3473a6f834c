/** What messages cost on the card, and how that grows: workloads on cards with 10 to 8,000 messages. docs/goals.md, "Card". */

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ensureFirmware } from "../firmware.ts"
import type { BenchOptions } from "./options.ts"
import {
    LONG_MESSAGE,
    bootAndRest,
    deleteOne,
    longestMessage,
    messageWithKey,
} from "./scenarios.ts"
import { bootFigures, lostIndexFigures, surveyFigures } from "./storage/boot-figures.ts"
import {
    deletingFigures,
    heardFigures,
    keepingFigures,
    walkingFigures,
} from "./storage/change-figures.ts"
import type { CardCase } from "./storage/card-case.ts"
import { HEADINGS, inOrder } from "./storage/headings.ts"
import { Places } from "./storage/places.ts"
import {
    demandClean,
    eraseIndex,
    makePopulatedCard,
    setStates,
    type StateOf,
} from "./storage/populated-card.ts"
import { growthFigures, heapFigures } from "./storage/heap-figures.ts"
import { cutTailFigures, playingFigures, recordingFigures } from "./storage/sound-figures.ts"
import { type Figure, measured } from "./table.ts"
import { playTrial } from "./trial.ts"

/** As the study has them: the largest FAT16, and a card of 32 GB. */
const VOLUMES = [
    { format: "fat32", sizeMB: 30_436, counts: [10, 100, 1000, 8000] },
    // 2 GB have room for 1,371 slots.
    { format: "fat16", sizeMB: 1886, counts: [10, 100, 1000] },
] as const
const SLOTS_MAX = 8000
/** Besides those with messages. */
const FREE_SLOTS = 16

export async function measureStorage({ progress }: BenchOptions): Promise<Figure[]> {
    await ensureFirmware()
    const figures: Figure[] = []
    for (const volume of VOLUMES)
        for (const count of volume.counts) {
            const slots = Math.min(count + FREE_SLOTS, SLOTS_MAX)
            const name = `${volume.format}, ${count.toLocaleString("en-US")}`
            const told = { name, ...volume, slots, messages: slots - FREE_SLOTS }
            const tell = (what: string) => progress(`${name}: ${what}`)
            figures.push(...(await measured(name, () => measureCard(told, tell))))
        }
    return inOrder([...figures, ...growthFigures(figures)])
}

export interface CardPlan {
    readonly name: string
    readonly format: "fat32" | "fat16"
    readonly sizeMB: number
    readonly slots: number
    readonly messages: number
}

export async function measureCard(plan: CardPlan, tell: (what: string) => void): Promise<Figure[]> {
    const folder = mkdtempSync(join(tmpdir(), "afterbeep-bench-"))
    try {
        return await measureIn(join(folder, "card.img"), plan, tell)
    } finally {
        rmSync(folder, { recursive: true })
    }
}

/** Every trial begins on the card as it lies there; what it writes is not kept. */
async function measureIn(
    image: string,
    plan: CardPlan,
    tell: (what: string) => void
): Promise<Figure[]> {
    const { messages } = plan
    tell("making the card")
    const mixed: StateOf = i => (i % 3 === 0 ? "new" : i % 7 === 0 ? "kept" : "heard")
    makePopulatedCard(image, { ...plan, settings: LONG_MESSAGE.settings, stateOf: mixed })
    const card: CardCase = { ...plan, image, places: Places.of(image) }
    const play = async (what: string, scenario: object) => {
        tell(what)
        return await playTrial(scenario, { overlayOn: image, hasReads: true })
    }
    const only = async (message: number) => {
        setStates(image, messages, i => (i === message ? "new" : "heard"))
        return await play(`deleting message ${message + 1}`, deleteOne())
    }
    const boot = await play("boot", bootAndRest())
    const walk = await play("next message, deleting", deleteOne(1))
    const middle = await only(messages >> 1)
    const last = await only(messages - 1)
    setStates(image, messages, () => "heard")
    const long = await play("a minute of message", longestMessage())
    const cut = await play("a message that is cut", messageWithKey())
    setStates(image, messages, i => (i === messages >> 1 ? "kept" : "heard"), false)
    const kept = await play("a message that a PC has made read-only", bootAndRest())
    setStates(image, messages, () => "heard")
    demandClean(image)
    eraseIndex(image)
    const rebuilt = await measured(`${plan.name}: index lost`, async () => {
        const lost = await play("a lost index", bootAndRest())
        return lostIndexFigures(card, lost)
    })
    const unheard = Math.ceil(messages / 3)
    return [
        ...recordingFigures(card, long),
        ...cutTailFigures(card, cut),
        ...playingFigures(card, long),
        ...walkingFigures(card, { walk, last }),
        ...surveyFigures(card, boot),
        ...rebuilt.map(each => ({ ...each, heading: HEADINGS.list })),
        ...deletingFigures(card, { second: walk, middle, last }),
        ...heardFigures(card, long),
        ...keepingFigures(card, { boot, kept }),
        ...bootFigures(card, boot, unheard),
        ...heapFigures(card, [boot, walk, long]),
    ]
}
