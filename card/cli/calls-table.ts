/** Calls that wait to be returned, in words. */
import { type WaitingCall } from "../layout/calls-csv.ts"

/** Lines behind the list of messages; "" where no call waits. */
export function describeCalls(calls: readonly WaitingCall[]): string {
    if (calls.length === 0) return ""
    const head = calls.length === 1 ? "1 call waits" : `${calls.length} calls wait`
    const since = calls[0]!.at === "" ? "" : `, the oldest since ${calls[0]!.at}`
    const lines = calls.map(({ at, number, name, state }) =>
        `  ${at.padEnd(20)}  ${number}  ${name}${state === "tried" ? "  (tried)" : ""}`.trimEnd()
    )
    return `\n${head} to be returned${since}:\n${lines.join("\n")}`
}
