/**
 * Where the linker stands in the official CLI: between what the compiler has put together and its checking and writing,
 * and where the compiler writes the name of a method.
 *
 * The CLI is one bundle, and offers no such place. So its text is changed, in memory, at three lines; the bundle holds a
 * second compiler, for an editor, whose lines are indented deeper and stay as they are.
 */

/** What the changed text calls: functions that launch.ts makes known everywhere. */
export const LINK_NAME = "linkEmittedProgram"
export const NAME_NAME = "nameInEmittedProgram"

/** What stands in the text, and what is put there. `this` is the compiler, `ts3` the TypeScript that it works with. */
const CHANGES = [
    {
        from: "\n          ({ binary, dbg } = this.serialize());\n",
        to: `\n          ({ binary, dbg } = ${LINK_NAME}(this.serialize(), this));\n`,
    },
    {
        from: "\n            wr.emitString(this.forceName(meth.name)),\n",
        to: `\n            wr.emitString(${NAME_NAME}(ts3, this, meth.name)),\n`,
    },
    {
        from: "\n            idx = wr.emitString(this.forceName(expr.name));\n",
        to: `\n            idx = wr.emitString(${NAME_NAME}(ts3, this, expr.name));\n`,
    },
]

/** The bundle's text with the calls in it. @throws Error where a place is not found, or found twice */
export function withLinker(bundle: string, path: string): string {
    return CHANGES.reduce((text, { from, to }) => {
        const [before, after, more] = text.split(from)
        if (after === undefined || more !== undefined)
            throw new Error(
                `${path}: the place where the compiler does "${from.trim()}" was not found once; version 2.16.4 is needed (npm ci)`
            )
        return before + to + after
    }, bundle)
}
