/**
 * The message lamp: dark while there is nothing, else one round after the other.
 *
 *     3 unheard            ▄▄ ▄▄ ▄▄          ▄▄ ▄▄ ▄▄
 *     trouble              ▖▖               ▖▖
 *     full                 ▖▖▖               ▖▖▖
 *     calls to return      ▄▄▄▄▄          ▄▄▄▄▄          ▄▄▄▄▄
 *     2 unheard, trouble   ▄▄ ▄▄          ▖▖          ▄▄ ▄▄          ▖▖
 *     self-test: part 3    ▄▄ ▄▄ ▄▄          ▄▄ ▄▄ ▄▄          ▄▄ ▄▄ ▄▄          and then as ever
 *     self-test: all well  ▄▄▄▄▄          ▄▄▄▄▄          ▄▄▄▄▄
 *     in use               ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄
 */
import * as ds from "@devicescript/core"
import { Panel } from "../hal/panel"

/** More than that nobody counts. */
const BLINKS_MAX = 9
const BLINK_MS = 300
/** Shorter than any blink: what they say is in storage.ts. */
const FLASH_MS = 100
/** Calls wait to be returned: longer than any blink. */
const LONG_MS = 800
/** What the self-test has found is shown so often. */
const VERDICT_ROUNDS = 3
/** Between groups: longer than any gap within one. */
const PAUSE_MS = 1500
/** A lamp that does not change is looked after as often: a panel may have been plugged in late. */
const STILL_MS = 60000

/** The lamp's fiber; what it shows is set by others. */
export class Lamp {
    private blinks = 0
    private flashes = 0
    private isReturnDue = false
    private isSteady = false
    private isChanged = false
    /** Of the self-test, and how often it is still to be shown. */
    private verdict = 0
    private verdictRounds = 0
    /** Waiting for its next change of brightness. */
    private sleeper: ds.Fiber | undefined

    constructor(private panel: Panel) {}

    /**
     * So many messages are to be heard; so many flashes say what needs looking after. Shown at once.
     *
     * @param isReturnDue calls wait to be returned: shown while nothing is to be heard
     */
    show(unheard: number, flashes: number, isReturnDue: boolean): void {
        const blinks = Math.min(unheard, BLINKS_MAX)
        const isDue = isReturnDue && blinks === 0
        if (blinks === this.blinks && flashes === this.flashes && isDue === this.isReturnDue) return
        this.blinks = blinks
        this.flashes = flashes
        this.isReturnDue = isDue
        if (this.verdictRounds === 0) this.wake()
    }

    /** Before all else, three times: so many blinks, or one long one for 0. Shown at once; lit steadily, it is over. */
    showVerdict(verdict: number): void {
        this.isSteady = false
        this.verdict = verdict
        this.verdictRounds = VERDICT_ROUNDS
        this.wake()
    }

    /** Lit all the time, whatever else there is to show. */
    setSteady(isSteady: boolean): void {
        if (isSteady === this.isSteady) return
        this.isSteady = isSteady
        this.verdictRounds = 0
        this.wake()
    }

    async run(): Promise<void> {
        while (true) await this.round()
    }

    private async round(): Promise<void> {
        if (this.isChanged) {
            this.isChanged = false
            // A group that follows other light directly could not be counted.
            if (!this.isSteady) await this.light(0, BLINK_MS)
        }
        if (this.isSteady) return await this.light(1, STILL_MS)
        if (this.verdictRounds > 0) {
            this.verdictRounds--
            return await this.group(
                Math.max(1, this.verdict),
                this.verdict === 0 ? LONG_MS : BLINK_MS
            )
        }
        const { blinks, isReturnDue } = this
        if (blinks + this.flashes === 0 && !isReturnDue) return await this.light(0, STILL_MS)
        if (isReturnDue) await this.group(1, LONG_MS)
        if (blinks > 0) await this.group(blinks, BLINK_MS)
        if (this.flashes > 0) await this.group(this.flashes, FLASH_MS)
    }

    private async group(count: number, ms: number): Promise<void> {
        for (let i = 0; i < count; i++) {
            await this.light(1, ms)
            await this.light(0, i + 1 < count ? ms : PAUSE_MS)
        }
    }

    /** Nothing at all once something else is to be shown. */
    private async light(brightness: number, ms: number): Promise<void> {
        if (this.isChanged) return
        await this.panel.setLamp(brightness)
        if (this.isChanged) return
        this.sleeper = ds.Fiber.self()
        await ds.suspend<void>(ms)
        this.sleeper = undefined
    }

    private wake(): void {
        this.isChanged = true
        const sleeper = this.sleeper
        this.sleeper = undefined
        if (sleeper) sleeper.resume(undefined)
    }
}
