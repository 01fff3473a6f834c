/** Finding a modem in whatever state it is, and learning what it is. */
import * as ds from "@devicescript/core"
import { Uart, USUAL_BAUD } from "../../hal/uart"
import { Fault, FaultCode } from "../../util/fault"
import { AtChat, FinalResult } from "./at-chat"
import { END_ANYTHING, IDENTITIES, PLAIN_TALK, RATE } from "./commands"
import { Column, profileOf } from "./profiles"

/**
 * Rates at which the modem is looked for, in units of 9600: the usual one four times, for a modem that has just been
 * powered needs up to two seconds; then those that a stored profile may hold it at.
 */
const RATES = hex`0c 0c 0c 0c 06 04 02 01`
const RATE_UNIT_BAUD = 9600
const LAST_USUAL = 3
const WAKE_MAX_MS = 400
/** A modem left in a stream by a crash says its last words first, and then is deaf for a while. */
const LAST_WORDS_MS = 40
const SETTLE_MS = 120

/**
 * End whatever a crash left running, and get an OK at the usual rate.
 *
 * @throws Fault Absent: nobody answers; Protocol: somebody refuses everything
 */
export async function wake(chat: AtChat, uart: Uart): Promise<void> {
    for (let i = 0; i < RATES.length; i++) {
        chat.isLost = false
        await uart.setRate(RATES[i] * RATE_UNIT_BAUD)
        await chat.writeAll(END_ANYTHING)
        await ds.sleep(LAST_WORDS_MS)
        if (uart.hasInput()) await ds.sleep(SETTLE_MS)
        const result = await chat.attempt(PLAIN_TALK, WAKE_MAX_MS)
        if (result === FinalResult.Ok) {
            if (i <= LAST_USUAL) return
            await chat.ask(RATE + USUAL_BAUD)
            return await uart.setRate(USUAL_BAUD)
        }
        if (result !== undefined && i === LAST_USUAL)
            throw useless(chat, FaultCode.Protocol, "refuses everything")
    }
    throw useless(chat, FaultCode.Absent, "does not answer")
}

function useless(chat: AtChat, code: FaultCode, how: string): Fault {
    chat.blame(how)
    return new Fault(code, "modem " + how)
}

/**
 * Ask the modem for its name in all the ways there are, until one is known.
 *
 * @param product as `Uart.product`: a modem that is known by it is not asked. @returns its row
 */
export async function identify(chat: AtChat, product: number): Promise<string[]> {
    let answers = "USB" + product
    for (const question of IDENTITIES.split("|")) {
        // The last row, for all others, is the one without marks.
        if (profileOf(answers)[Column.Marks] !== "") break
        await chat.ask(question)
        answers += chat.lines.join(" ").toUpperCase()
    }
    return profileOf(answers)
}
