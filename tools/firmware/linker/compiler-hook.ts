/**
 * Where the linker stands in the official CLI: between what the compiler has put together and its checking and writing.
 *
 * The CLI is one bundle, and offers no such place. So its text is changed, in memory, at one line; the bundle holds a
 * second compiler, for an editor, whose line is indented deeper and stays as it is.
 */

/** Of the method `emit` of the compiler that the commands use. */
const EMISSION = "\n          ({ binary, dbg } = this.serialize());\n"

/** What the changed text calls: a function that launch.ts makes known everywhere. */
export const LINK_NAME = "linkEmittedProgram"

/** The bundle's text with the call in it. @throws Error where the place is not found, or found twice */
export function withLinker(bundle: string, path: string): string {
    const [before, after, more] = bundle.split(EMISSION)
    if (after === undefined || more !== undefined)
        throw new Error(
            `${path}: the place where the compiler emits its program was not found once; version 2.16.4 is needed (npm ci)`
        )
    return `${before}\n          ({ binary, dbg } = ${LINK_NAME}(this.serialize()));\n${after}`
}
