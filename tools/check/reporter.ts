/**
 * Reporter for Node's test runner: a line for each file, what failed in full, skips with their reasons.
 *
 * Loaded by reporter-entry.mjs. Its last line, behind TALLY_MARK, is the tally as JSON;
 * node-tests.ts takes it out.
 */

import { relative } from "node:path"
import { inspect } from "node:util"
import { ROOT } from "../project.ts"
import type { Tally } from "./tally.ts"

export const TALLY_MARK = "tally: "

interface TestEvent {
    type: string
    data: {
        name: string
        nesting: number
        file?: string
        skip?: string | boolean
        todo?: string | boolean
        message?: string
        details?: {
            type?: string
            duration_ms?: number
            error?: Error & { cause?: unknown; failureType?: string }
        }
    }
}

interface FileResult {
    passed: number
    failed: number
    skipped: number
    ms: number
}

export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
    const run = new RunReport()
    for await (const { type, data } of source) {
        if (type === "test:stdout" || type === "test:stderr") yield data.message ?? ""
        else if (type === "test:pass" || type === "test:fail")
            yield run.add(type === "test:fail", data)
    }
    yield run.finish()
}

/** Results arrive file by file, in order, whatever runs beside each other. */
class RunReport {
    private readonly tally: Tally = { passed: 0, failed: 0, skipped: [] }
    private file: string | undefined
    private result = emptyResult()

    /** What is to be printed now: the line of a file that is complete, a failure, or nothing. */
    add(failed: boolean, data: TestEvent["data"]): string {
        const file = data.file ? relative(ROOT, data.file) : ""
        const before = file === this.file ? "" : this.endFile()
        this.file = file
        if (data.nesting === 0) this.result.ms += data.details?.duration_ms ?? 0
        if (isFolder(failed, data)) return before
        if (!failed && data.name === data.file) return before + this.countEmptyFile(file)
        this.count(failed, data)
        return failed ? before + failureLines(file, data) : before
    }

    finish(): string {
        return `${this.endFile()}${TALLY_MARK}${JSON.stringify(this.tally)}\n`
    }

    private endFile(): string {
        const line = this.file === undefined ? "" : fileLine(this.file, this.result)
        this.result = emptyResult()
        return line
    }

    /** Node counts a file in which no test was run as a test that passed. */
    private countEmptyFile(file: string): string {
        this.tally.failed++
        this.result.failed++
        return `\nFAILED ${file}: there is no test in it\n\n`
    }

    private count(failed: boolean, data: TestEvent["data"]): void {
        const skip = data.skip ?? data.todo
        if (failed) {
            this.tally.failed++
            this.result.failed++
        } else if (skip === undefined || skip === false) {
            this.tally.passed++
            this.result.passed++
        } else {
            this.tally.skipped.push({
                name: data.name,
                reason: typeof skip === "string" ? skip : "no reason given",
            })
            this.result.skipped++
        }
    }
}

function emptyResult(): FileResult {
    return { passed: 0, failed: 0, skipped: 0, ms: 0 }
}

/** Suites, and tests that failed only because one in them did, are not counted again. */
function isFolder(failed: boolean, data: TestEvent["data"]): boolean {
    if (failed) return data.details?.error?.failureType === "subtestsFailed"
    return data.details?.type === "suite"
}

function fileLine(file: string, { passed, failed, skipped, ms }: FileResult): string {
    const parts = [`${passed} passed`]
    if (failed > 0) parts.push(`${failed} FAILED`)
    if (skipped > 0) parts.push(`${skipped} skipped`)
    return `  ${file}: ${parts.join(", ")} (${(ms / 1000).toFixed(1)} s)\n`
}

function failureLines(file: string, data: TestEvent["data"]): string {
    const error = data.details?.error
    return `\nFAILED ${file}: ${data.name}\n${describeCause(error?.cause ?? error).replace(/^/gm, "    ")}\n\n`
}

/** The error with the lines of its stack that are ours. */
function describeCause(cause: unknown): string {
    const text =
        cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause, { depth: 4 })
    return text
        .split("\n")
        .filter(line => !line.includes("(node:internal"))
        .join("\n")
}
