/** Where things lie in the project, and how its files are listed. */

import {
    existsSync,
    mkdirSync,
    readFileSync,
    readdirSync,
    renameSync,
    statSync,
    writeFileSync,
} from "node:fs"
import { dirname, join, relative, resolve, sep } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

/** Absolute path of the project's folder. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..")

/** Everything made by the tools, git-ignored. */
export const BUILD = join(ROOT, "build")

/** Ending of a file that is being written by somebody and will be renamed. */
export const UNFINISHED = ".unfinished"

/** A failure whose message is all that the person at the terminal needs; no stack trace is shown. */
export class ToolError extends Error {
    override name = "ToolError"
}

/** The command line is wrong; the message says what, and what would be right. */
export class WrongUsage extends ToolError {
    override name = "WrongUsage"
}

/** Paths of all files under `folder`, relative to the project, with forward slashes, sorted; [] where it is absent. */
export function listFiles(folder: string, root = ROOT): string[] {
    const top = join(root, folder)
    if (!existsSync(top)) return []
    return (readdirSync(top, { recursive: true }) as string[])
        .filter(name => !name.endsWith(UNFINISHED) && statSync(join(top, name)).isFile())
        .map(name => relative(root, join(top, name)).split(sep).join("/"))
        .sort()
}

/** Write a file at once, as a whole, and only where its content changes. */
export function writeWhenChanged(path: string, content: string | Uint8Array): void {
    const bytes = Buffer.from(content)
    if (existsSync(path) && readFileSync(path).equals(bytes)) return
    mkdirSync(dirname(path), { recursive: true })
    const fresh = `${path}.${process.pid}${UNFINISHED}`
    writeFileSync(fresh, bytes)
    renameSync(fresh, path)
}

/** Run a tool's main function; a ToolError ends the process with its message and code 1, a wrong command line with 2. */
export async function runTool(main: () => Promise<number | void>): Promise<void> {
    try {
        process.exitCode = (await main()) ?? 0
    } catch (error) {
        if (!(error instanceof ToolError)) throw error
        console.error(error.message)
        process.exitCode = error instanceof WrongUsage ? 2 : 1
    }
}

/** Is this module the program that was started? */
export function isMain(moduleUrl: string): boolean {
    return (
        process.argv[1] !== undefined && moduleUrl === pathToFileURL(resolve(process.argv[1])).href
    )
}
