/** Firmware that is made for a test: programs of test/fixtures, compiled by the official CLI. */

import { copyFileSync } from "node:fs"
import { join } from "node:path"
import { Stage } from "../../tools/firmware/stage.ts"

/**
 * Compile a fixture into `folder`, with its debug file.
 *
 * @returns the path of the image. Throws what the compiler says. Waits: some seconds.
 */
export async function buildFixture(name: string, folder: string): Promise<string> {
    const stage = Stage.open()
    try {
        const { exitCode, output } = await stage.devs(["build", `test/fixtures/${name}/main.ts`])
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
