/** Whether the modem is well, and what helps where it is not: set up anew, then without power for a while. docs/decisions/026. */
import * as ds from "@devicescript/core"
import { Uart, UartFinder } from "../../hal/uart"
import { AtChat, Input } from "./at-chat"
import { ARE_YOU_THERE, MARK, MARK_ASKED } from "./commands"
import { RingWatch } from "./ring-watch"

/** Without power for so long: what the modem's capacitors hold is gone then. */
const OFF_MS = 5000
/** Serial modems listen one to three seconds after they were switched on. */
const BOOT_MS = 3000
/** What the modem says of a ring comes at its end: within so many looks, 50 ms from one to the next. */
const RING_LOOKS = 20
const RING_LOOK_MS = 50
/** The longest ring; and how long ago at most one was told that is over by then, for it is looked for once a second. */
const RING_MS = 2000
const TOLD_MS = 4000
/** Rings that were not told, after which the pin that shows them is not believed any more. */
const UNTOLD_MAX = 2
/** A modem that has told of no ring for six hours is set up anew: its ring indicator may not be wired. */
const QUIET_MS = 21600000

export class Health {
    /** Times at which it could not be set up, since it last could. */
    private strikes = 0
    /** Rings that the ring indicator has shown and the modem did not tell, since it last told one. */
    private untoldRings = 0
    /** When the modem was set up, or told of a ring. */
    private wellMs = 0
    /** When the modem told of a ring. */
    private toldMs = 0
    /** The modem has taken the mark. */
    private isMarked = false

    constructor(
        private chat: AtChat,
        private uart: Uart,
        private input: Input,
        private rings: RingWatch
    ) {}

    /**
     * Find the port that the modem is at, and make it ready. Power first: a USB modem has no port without.
     *
     * @param finder undefined: it is the one that it was
     * Waits: for the port.
     */
    async findPort(finder: UartFinder | undefined): Promise<Uart> {
        const { chat } = this
        if (finder) this.uart = chat.uart = await finder.find()
        await this.restorePower()
        // What its owner is told where this comes to nothing.
        const { trouble } = chat
        chat.blame("is not there")
        await this.uart.initialise()
        chat.trouble = trouble
        return this.uart
    }

    /**
     * Before the modem is set up: where that has failed twice, four times, eight times …, it is switched off and on.
     *
     * Waits: 8 s then.
     */
    async restorePower(): Promise<void> {
        const { uart, strikes } = this
        this.strikes++
        // After a restart of the script the modem may still be off.
        if (!(await uart.switchPower(true))) return
        if (strikes < 2 || (strikes & (strikes - 1)) !== 0) return
        console.warn("modem: switched off and on")
        await uart.switchPower(false)
        await ds.sleep(OFF_MS)
        await uart.switchPower(true)
        await ds.sleep(BOOT_MS)
    }

    /** The modem was set up. @param marking the command that it has taken for that. Waits: for one transfer. */
    async begin(marking: string): Promise<void> {
        this.isMarked = marking.includes(MARK)
        this.strikes = 0
        this.wellMs = ds.millis()
        await this.forgetRings()
    }

    /** The modem has told of a ring. */
    ringTold(): void {
        this.untoldRings = 0
        this.toldMs = this.wellMs = ds.millis()
    }

    /** The modem is to be set up anew, although nothing is known to be wrong. */
    isDoubtful(): boolean {
        return ds.millis() - this.wellMs >= QUIET_MS
    }

    /** @throws Fault TimedOut: it is not there, or not as it was set up. Waits: for an answer. */
    async check(): Promise<void> {
        const { chat, isMarked } = this
        await chat.send(isMarked ? MARK_ASKED : ARE_YOU_THERE)
        const isAsMarked = !isMarked || chat.lines.join("").includes(MARK)
        if (chat.isEchoing || !isAsMarked) throw chat.lost("was reset")
    }

    /** What the ring indicator has shown until now is over and done with. Waits: for one transfer. */
    async forgetRings(): Promise<void> {
        await this.uart.hasRung(0)
    }

    /**
     * See if the ring indicator has shown a ring that the modem does not tell.
     *
     * The first such ring has the modem set up anew, the second one switched off and on; then the indicator is not believed
     * until the modem tells of a ring again, for where it is not wired it may show anything.
     *
     * @throws Fault TimedOut: there was one. Waits: for one transfer; after a ring until it is told, a second at most.
     */
    async watchRings(): Promise<void> {
        if (!(await this.uart.hasRung(RING_MS)) || this.untoldRings >= UNTOLD_MAX) return
        if (this.toldMs > 0 && ds.millis() - this.toldMs < TOLD_MS) return
        for (let look = 0; look < RING_LOOKS; look++) {
            while (await this.input.takePiece());
            if (!this.rings.isQuiet()) return
            await ds.sleep(RING_LOOK_MS)
        }
        this.strikes = ++this.untoldRings
        throw this.chat.lost("tells of no ring")
    }
}
