/** Firmware that is made for a test: programs of test/fixtures, compiled by the official CLI. */

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

const CONFIG = "src/config.gen.ts"

/**
 * Compile the firmware as it is for the owner of a machine in another country: with that in devs.config.json.
 *
 * @param folder where the image goes
 * @returns the path of the image. Throws what the compiler says. Waits: some seconds.
 */
export async function buildForCountry(country: string, folder: string): Promise<string> {
    generateSources()
    const config = readFileSync(join(ROOT, CONFIG), "utf8")
    const changed = config.replace(/COUNTRY = "\w+"/, `COUNTRY = "${country}"`)
    const stage = Stage.open({ [CONFIG]: changed })
    try {
        const { exitCode, output } = await stage.devs(["build", "src/main.ts"])
        if (exitCode !== 0) throw new Error(output)
        const image = join(folder, `${country}.devs`)
        copyFileSync(join(stage.outputFolder, "bytecode.devs"), image)
        return image
    } finally {
        stage.close()
    }
}
