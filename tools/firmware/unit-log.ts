/** What a program of unit tests has printed, as a person wants it: which tests failed, at which line of which file, and why. */

import { type StackTraceMap } from "../../sim/vm/stack-trace.ts"

/** What the machine prints when the program begins; before it are its own words. */
export const STARTED = "* start:"
/** What the library says at the end. */
export const SUMMARY = /tests: (\d+), pass: (\d+), error: (\d+)/

/** Marks of the machine's log before the words of the program. */
const MARK = /^[>*!] /
/** The library prints the name of a test so, before it is run. */
const TEST_NAME = /^ {2}(\S.*)$/
const EXCEPTION = /^Exception: (.*)$/
const MESSAGE = /^ message: (.*)$/
/** A frame after `StackTraceMap`. */
const PLACE = /^ at (.*) \((.*):(\d+)\)$/
/** Frames there are of whoever runs the tests. */
const OF_RUNNER = /^node_modules\/|\/all-\d+-\d+\.gen\.ts$/
const OF_TESTS = /^test\/firmware\//
/** The program's hash, for a debugger. */
const NO_NEWS = /^DevS-SHA256: /

/**
 * The failed tests alone; all that was printed where the program did not come to its end, or did not compile.
 *
 * @param map undefined: frames stay as the machine prints them
 */
export function readable(output: string, map?: Pick<StackTraceMap, "describe">): string {
    const lines = linesOf(output).map(line => map?.describe(line) ?? line)
    const end = lines.findIndex(line => SUMMARY.test(line))
    if (end < 0) return lines.join("\n")
    const failures = testsIn(lines.slice(0, end)).flatMap(describeFailure)
    return (failures.length > 0 ? failures : lines).join("\n")
}

/** The program's own lines, without the machine's marks and its own words. */
function linesOf(output: string): string[] {
    const lines = output.split("\n").filter(line => line.trim() !== "")
    const start = lines.findIndex(line => line.startsWith(STARTED))
    return lines
        .slice(start + 1)
        .map(line => line.replace(MARK, ""))
        .filter(line => !NO_NEWS.test(line))
}

/** What was printed of each test, its name first. */
function testsIn(lines: readonly string[]): string[][] {
    const tests: string[][] = []
    for (const line of lines) {
        if (TEST_NAME.test(line)) tests.push([line.trim()])
        else tests.at(-1)?.push(line)
    }
    return tests
}

/** Nothing: it did not fail. */
function describeFailure([name, ...printed]: readonly string[]): string[] {
    // The library prints the error of a test last; one before it was printed, and caught, by the firmware.
    const at = printed.findLastIndex(line => EXCEPTION.test(line))
    if (at < 0) return []
    const kind = EXCEPTION.exec(printed[at]!)![1]
    const message = MESSAGE.exec(printed[at + 1] ?? "")?.[1]
    const frames = printed.slice(at + 1).filter(isOurs)
    const place = frames
        .map(frame => PLACE.exec(frame))
        .find(each => OF_TESTS.test(each?.[2] ?? ""))
    const where = place ? ` (${place[2]}:${place[3]})` : ""
    const why = message === undefined ? `${kind}` : `${kind}: ${message}`
    const rest = [...printed.slice(0, at), why, ...frames.map(frame => frame.trim())]
    return [`FAILED: ${name}${where}`, ...rest.map(line => `    ${line}`)]
}

function isOurs(line: string): boolean {
    const [, , path] = PLACE.exec(line) ?? []
    return path === undefined ? / at \w*_F\d+/.test(line) : !OF_RUNNER.test(path)
}
