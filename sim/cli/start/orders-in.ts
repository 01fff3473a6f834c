/** Where orders come from: the keys of a terminal, or lines of anything else that is connected to standard input. */

import { createInterface } from "node:readline"
import { type Screen } from "../demo/screen.ts"
import { type KnownCallers, type Order, OrderError, orderOfKey, orderOfLine } from "./order.ts"

/** Nobody is going to say anything any more. */
const FIRST_LINE_MS = 30_000

/** Who does what is asked for. */
export interface OrderTaker {
    order(order: Order): void
    quitNow(): void
}

/** What is used of process.stdin. */
export type Input = NodeJS.ReadableStream & {
    readonly isTTY?: boolean
    setRawMode?(isRaw: boolean): unknown
    unref?(): unknown
}

/** Connected orders; `stop` gives the input back. */
export interface OrdersIn {
    stop(): void
    /** Lines that were not understood so far. */
    readonly misunderstood: number
}

/** Every key is an order at once. */
export function takeKeys(input: Input, run: OrderTaker, callers: KnownCallers): OrdersIn {
    const onKeys = (keys: string | Buffer) => {
        for (const key of keys.toString()) {
            const order = orderOfKey(key, callers)
            if (order?.kind === "quit") run.quitNow()
            else if (order) run.order(order)
        }
    }
    input.setRawMode?.(true)
    const onEnd = () => run.quitNow()
    input.on("data", onKeys)
    input.on("end", onEnd)
    input.resume()
    return {
        misunderstood: 0,
        stop: () => {
            input.off("data", onKeys)
            input.off("end", onEnd)
            input.setRawMode?.(false)
            input.pause()
        },
    }
}

/**
 * Every line is an order; when there are no more, the machine comes to rest and the run ends.
 *
 * @param onNobody is called where no line came at all, and decides what then
 */
export function takeLines(
    input: Input,
    run: OrderTaker,
    callers: KnownCallers,
    screen: Screen,
    onNobody: () => void
): OrdersIn {
    let lineCount = 0
    let misunderstood = 0
    const timer = setTimeout(onNobody, FIRST_LINE_MS)
    const lines = createInterface({ input })
    const onLine = (line: string) => {
        lineCount++
        clearTimeout(timer)
        try {
            const order = orderOfLine(line, callers)
            if (order) run.order(order)
        } catch (error) {
            if (!(error instanceof OrderError)) throw error
            misunderstood++
            screen.line(`Line ${lineCount}: ${error.message}`, "red")
        }
    }
    const onEnd = () => {
        clearTimeout(timer)
        if (lineCount === 0) return onNobody()
        run.order({ kind: "rest" })
        run.order({ kind: "quit" })
    }
    run.order({ kind: "rest" })
    lines.on("line", onLine)
    lines.on("close", onEnd)
    return {
        get misunderstood() {
            return misunderstood
        },
        stop: () => {
            clearTimeout(timer)
            lines.off("close", onEnd)
            lines.close()
            input.unref?.()
        },
    }
}
