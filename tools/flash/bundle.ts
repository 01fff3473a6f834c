/** Runtime, board and program in one image, put together by the official CLI. */

import { copyFileSync, existsSync, mkdirSync, statSync, utimesSync } from "node:fs"
import { dirname, join } from "node:path"
import { readBoard } from "../firmware/board.ts"
import { generatedSources } from "../firmware/generate.ts"
import { Stage } from "../firmware/stage.ts"
import { BUILD, ToolError } from "../project.ts"
import { bundleName, checkRuntime, runtimeName, runtimeUrl } from "./runtime.ts"

const ENTRY = "src/main.ts"
/** In the folder for what is made: runtimes that were fetched or given once, and images. */
const RUNTIMES = "runtime"
const BUNDLES = "flash"

export interface BundleOptions {
    /** A file boards/<board>.board.json. */
    readonly board: string
    /** A runtime image; undefined: the one that was used last, else the CLI fetches it. */
    readonly runtimePath: string | undefined
}

/**
 * Build the firmware for a board and make one image of it and the runtime.
 *
 * Waits: some 10 s, and for the network where the runtime has to be fetched.
 * @param folder for the image, and for the runtime, which is kept there for the next time
 * @returns the image's path; its name ends with its place in flash
 * @throws ToolError where the board is wrong, the runtime can't be had or the firmware does not compile
 */
export async function makeBundle(options: BundleOptions, folder = BUILD): Promise<string> {
    const { board, runtimePath } = options
    const { archId } = readBoard(board)
    if (runtimePath !== undefined) checkRuntime(runtimePath, archId)
    const name = runtimeName(archId)
    const kept = join(folder, RUNTIMES, name)
    const stage = Stage.open(generatedSources(board))
    const cached = join(stage.folder, ".devicescript", "cache", name)
    const given = runtimePath ?? (existsSync(kept) ? kept : undefined)
    if (given !== undefined) copyFresh(given, cached)
    const bundle = join(folder, BUNDLES, bundleName(board, archId))
    mkdirSync(dirname(bundle), { recursive: true })
    try {
        const args = ["bundle", "--board", board, "--flash-file", bundle, ENTRY]
        const { exitCode, output } = await stage.devs(args)
        if (exitCode !== 0) throw new ToolError(whatFailed(output, board, archId))
        if (!existsSync(kept) || given === runtimePath) copyFresh(cached, kept)
    } finally {
        stage.close()
    }
    return bundle
}

/** The CLI takes a cached runtime only where it is younger than a day. */
function copyFresh(from: string, to: string): void {
    mkdirSync(dirname(to), { recursive: true })
    copyFileSync(from, to)
    const now = new Date()
    utimesSync(to, now, now)
}

/** The CLI says "fetch" and the address when all else is done; what fails after that is the network. */
function whatFailed(output: string, board: string, archId: string): string {
    if (!/\bfetch http/.test(output))
        return `the image for ${board} could not be made:\n${output.trim()}`
    return (
        `The DeviceScript runtime for ${archId} could not be fetched. Fetch it where there is a network,\n` +
        `    ${runtimeUrl(archId)}\n` +
        `and say where it is:\n` +
        `    npm run flash -- --board ${board} --runtime ${runtimeName(archId)}`
    )
}

/** Bytes of a file, for the person at the terminal. */
export function kilobytes(path: string): string {
    return `${(statSync(path).size / 1024).toFixed(0)} KB`
}
