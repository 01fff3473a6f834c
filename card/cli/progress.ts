/** One line on the terminal that shows how far long work has come; nothing where stderr is not a terminal. */
import { type Terminal } from "../../sim/cli/progress-line.ts"

const REDRAW_MS = 100
const CLEAR_LINE = "\r\u001b[K"

/** Told before each piece of work. */
export type ShowProgress = (done: number, total: number) => void

/** Do something that tells how far it is. @param what for example "exporting" */
export function withProgress<T>(
    what: string,
    work: (show: ShowProgress) => T,
    terminal: Terminal = process.stderr
): T {
    let drawnAtMs = performance.now()
    let isDrawn = false
    const clear = () => {
        if (isDrawn) terminal.write(CLEAR_LINE)
    }
    const show: ShowProgress = (done, total) => {
        const nowMs = performance.now()
        if (!terminal.isTTY || nowMs - drawnAtMs < REDRAW_MS) return
        drawnAtMs = nowMs
        isDrawn = true
        terminal.write(`${CLEAR_LINE}${what}: ${done} of ${total}`)
    }
    let result: T
    try {
        result = work(show)
    } catch (error) {
        clear()
        throw error
    }
    if (result instanceof Promise) return result.finally(clear) as T
    clear()
    return result
}
