/**
 * Reporter for one test file under Node's test runner: what failed in full, and the tally as JSON behind TALLY_MARK.
 *
 * Loaded by reporter-entry.mjs; node-tests.ts reads what it prints.
 */

import { inspect } from "node:util"
import type { Tally } from "./tally.ts"

export const TALLY_MARK = "tally: "

interface TestEvent {
    type: string
    data: {
        name: string
        skip?: string | boolean
        todo?: string | boolean
        message?: string
        details?: { type?: string; error?: Error & { cause?: unknown; failureType?: string } }
    }
}

export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
    const tally: Tally = { passed: 0, failed: 0, skipped: [] }
    for await (const { type, data } of source) {
        if (type === "test:stdout" || type === "test:stderr") yield data.message ?? ""
        else if (type === "test:pass") countPass(data, tally)
        else if (type === "test:fail" && data.details?.error?.failureType !== "subtestsFailed") {
            tally.failed++
            yield failureLines(data)
        }
    }
    yield `${TALLY_MARK}${JSON.stringify(tally)}\n`
}

/** Suites are not counted besides the tests in them. */
function countPass(data: TestEvent["data"], tally: Tally): void {
    if (data.details?.type === "suite") return
    const skip = data.skip ?? data.todo
    if (skip === undefined || skip === false) tally.passed++
    else {
        const reason = typeof skip === "string" && skip !== "" ? skip : "no reason given"
        tally.skipped.push({ name: data.name, reason })
    }
}

function failureLines(data: TestEvent["data"]): string {
    const error = data.details?.error
    const cause = describeCause(error?.cause ?? error).replace(/^/gm, "    ")
    return `\nFAILED: ${data.name}\n${cause}\n\n`
}

/** The error with the lines of its stack that are ours. */
function describeCause(cause: unknown): string {
    const text =
        cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause, { depth: 4 })
    return text
        .split("\n")
        .filter(line => !/\bnode:(internal|async_hooks)/.test(line))
        .join("\n")
}
