/** What the machine does for itself while nobody calls and nobody listens. */
import * as ds from "@devicescript/core"
import { Waiting } from "../fat/volume"
import { MachineParts } from "./machine-parts"

/** A card that was put in, or pulled out, is noticed within this time. */
const CARD_MS = 5000

/**
 * A modem that has fallen silent, or was reset, is noticed within this time; until then callers have no number. Not more
 * often: where caller ID comes before the first ring, the modem is better left alone.
 */
const MODEM_MS = 15000

/** Looks at the line and the keys. */
export interface OnDuty {
    /** Whether a ring or a key has come. Waits: for the bus. */
    hasNews(): Promise<boolean>
}

/** Work in small steps: between two of them rings and keys are looked at. */
export class IdleWork implements Waiting {
    private nextCardMs = CARD_MS
    private nextModemMs = MODEM_MS
    /** What has gone wrong with the line while the card was worked on. */
    private lineFault: any

    /** @param onDuty work on the card makes way for what it has seen */
    constructor(
        private parts: MachineParts,
        private onDuty?: OnDuty
    ) {}

    /** There is more to do on the card: the next step shall not be long in coming. */
    hasMore = true

    /** Do one thing that is due, if anything is: a key may come meanwhile. Waits: for the card, some 50 ms. */
    async step(): Promise<void> {
        const { lostCalls, storage, line, restart } = this.parts
        await lostCalls.keep()
        await line.watchRings()
        if (!storage.isReady || storage.store.isReadOnly) await lostCalls.settle()
        if (storage.isMakingNew) this.hasMore = await storage.makeNew()
        else if (ds.millis() >= this.nextCardMs) {
            await storage.lookAfterCard()
            this.nextCardMs = ds.millis() + CARD_MS
        } else if (ds.millis() >= this.nextModemMs) {
            this.nextModemMs = ds.millis() + MODEM_MS
            await line.check()
        } else if (storage.isReady) await this.maintain()
        await restart.step(ds.millis())
    }

    private async maintain(): Promise<void> {
        const { storage, line, lostCalls } = this.parts
        if (this.hasMore) line.lookAway()
        try {
            await lostCalls.list()
            this.hasMore = await storage.store.maintain(this)
        } catch (e: any) {
            this.hasMore = false
            storage.fail(e)
        }
        const { lineFault } = this
        this.lineFault = undefined
        if (lineFault) throw lineFault
    }

    /** What the line has to say in the midst is none of the store's faults. */
    async isWanted(): Promise<boolean> {
        const { onDuty } = this
        try {
            if (onDuty && (await onDuty.hasNews())) return true
            this.parts.line.lookAway()
            return false
        } catch (e: any) {
            this.lineFault = e
            return true
        }
    }
}
