/** Firmware that is made for a test, compiled by the official CLI: programs of test/fixtures, and our own with a bug put in. */

import { copyFileSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { generateSources } from "../../tools/firmware/generate.ts"
import { Stage } from "../../tools/firmware/stage.ts"
import { ROOT } from "../../tools/project.ts"

/**
 * Compile a fixture into `folder`, with its debug file.
 *
 * @returns the path of the image. Throws what the compiler says. Waits: some seconds.
 */
export async function buildFixture(name: string, folder: string): Promise<string> {
    return await compile(Stage.open(), `test/fixtures/${name}/main.ts`, folder)
}

/** A change to one source: what stands there once, and what stands there instead. */
export interface Change {
    readonly path: string
    readonly from: string
    readonly to: string
}

/**
 * Compile the firmware with one of its sources changed into `folder`, with its debug file.
 *
 * @returns the path of the image. Throws what the compiler says, and where `from` does not stand there once. Waits: some
 * seconds.
 */
export async function buildChanged({ path, from, to }: Change, folder: string): Promise<string> {
    generateSources()
    const parts = readFileSync(join(ROOT, path), "utf8").split(from)
    if (parts.length !== 2) throw new Error(`${path}: ${parts.length - 1} times ${from}`)
    return await compile(Stage.open({ [path]: parts.join(to) }), "src/main.ts", folder)
}

/** Build on a stage, which is closed afterwards. @returns the path of the image */
async function compile(stage: Stage, entry: string, folder: string): Promise<string> {
    try {
        const { exitCode, output } = await stage.devs(["build", entry])
        if (exitCode !== 0) throw new Error(output)
        const image = join(folder, "firmware.devs")
        copyFileSync(join(stage.outputFolder, "bytecode.devs"), image)
        copyFileSync(
            join(stage.outputFolder, "bytecode-dbg.json"),
            join(folder, "firmware-dbg.json")
        )
        return image
    } finally {
        stage.close()
    }
}
