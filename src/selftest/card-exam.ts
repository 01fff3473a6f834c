/** The card: whether it can be used, and how fast it really is. */
import * as ds from "@devicescript/core"
import { BlockDevice, SECTOR_BYTES } from "../hal/block-device"
import { Storage } from "../app/storage"
import { Finding, none, Part, trouble, well } from "./finding"

const SECTORS_PER_MB = 2048
/** As a recording writes: 15 sectors in a run. */
const RUN_SECTORS = 15
const RUNS = 8
/** What is written, and one more in each run. */
const MARK = 0x50
/** Three times what a call brings. */
const KB_PER_SECOND_MIN = 24
/** The standard allows 250 ms; the machine holds sound for a second. */
const BUSY_MAX_MS = 500
const OTHER_CARD = "another card, of a known maker and bought where it is no copy"

export function judgeCard(storage: Storage): Finding {
    const { store, isReady } = storage
    const { sectorCount } = store.volume.card
    const found = `${Math.idiv(sectorCount, SECTORS_PER_MB)} MB`
    if (sectorCount === 0)
        return trouble(Part.Card, "no card answers", "put one in; SPI wires and SD_CS as drawn?")
    if (!isReady)
        return trouble(
            Part.Card,
            found + ", can't be used",
            "make it new with afterbeep card make, or at the machine by Play"
        )
    if (store.isReadOnly)
        return trouble(Part.Card, found + ", can't be written", "its lock; else another card")
    return well(
        Part.Card,
        `${found}, ${store.messages.messageCount} messages, room for ${store.messages.roomCount}`
    )
}

/**
 * Write and read in a slot that is nobody's. What stands there afterwards is overwritten before a call gets it.
 *
 * @param ring for a run of sectors @throws Fault as the card does. Waits: some 0.5 s
 */
export async function examineSpeed(storage: Storage, ring: Buffer): Promise<Finding> {
    const { store } = storage
    const sector = storage.isReady ? await store.spareSector() : 0
    if (sector === 0) return none(Part.Speed, "not measured: there is no slot that is free")
    const race = new Race(store.volume.card, sector)
    const writeRate = await race.write(store.volume.sector)
    const readRate = await race.read(ring)
    const { longestMs, wrongCount } = race
    const found = `writes ${writeRate} KB/s, reads ${readRate} KB/s, longest pause ${longestMs} ms`
    if (wrongCount > 0)
        return trouble(
            Part.Speed,
            `${wrongCount} sectors came back as others; ` + found,
            OTHER_CARD
        )
    const isSlow = longestMs > BUSY_MAX_MS || writeRate < KB_PER_SECOND_MIN
    return isSlow ? trouble(Part.Speed, "slow: " + found, OTHER_CARD) : well(Part.Speed, found)
}

/** Runs of sectors that nobody needs, written and read back. */
class Race {
    longestMs = 0
    wrongCount = 0

    constructor(
        private card: BlockDevice,
        private first: number
    ) {}

    /** @param sector of SECTOR_BYTES, is overwritten @returns KB in a second */
    async write(sector: Buffer): Promise<number> {
        const { card, first } = this
        const sinceMs = ds.millis()
        for (let run = 0; run < RUNS; run++) {
            sector.fillAt(0, SECTOR_BYTES, MARK + run)
            // The card takes one sector as a ring: again and again.
            await card.write(first + run * RUN_SECTORS, sector, 0, RUN_SECTORS)
            this.longestMs = Math.max(this.longestMs, Math.idiv(card.longestBusyUs, 1000))
        }
        return rate(sinceMs)
    }

    /** @param ring of RUN_SECTORS at least, is overwritten @returns KB in a second */
    async read(ring: Buffer): Promise<number> {
        const { card, first } = this
        const sinceMs = ds.millis()
        for (let run = 0; run < RUNS; run++) {
            await card.read(first + run * RUN_SECTORS, ring, 0, RUN_SECTORS)
            for (let i = 0; i < RUN_SECTORS; i++) {
                const isFirst = ring[i * SECTOR_BYTES] === MARK + run
                const isLast = ring[i * SECTOR_BYTES + SECTOR_BYTES - 1] === MARK + run
                if (!isFirst || !isLast) this.wrongCount++
            }
        }
        return rate(sinceMs)
    }
}

/** KB in a second, of all runs since then. */
function rate(sinceMs: number): number {
    const ms = Math.max(1, ds.millis() - sinceMs)
    return Math.idiv(RUNS * RUN_SECTORS * SECTOR_BYTES, ms)
}
