#!/usr/bin/env node
// The command `afterbeep`: runs sim/cli/main.ts, from whatever folder it is called in, as one bundle that is kept.
// `npx afterbeep` finds this file in a clone without a link or an installed package (npm 10 and 11).

import { dirname } from "node:path"
import { fileURLToPath } from "node:url"
import { isInstalled } from "../tools/run/installed.mjs"
import { loadSimulator } from "../tools/simulator/load.mjs"

/** sysexits.h, EX_SOFTWARE: none of the codes that a scenario can end with. */
const EXIT_BROKEN_INSTALLATION = 70

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const simulator = await loadSimulator(root).catch(error => {
    if (error.code !== "ERR_MODULE_NOT_FOUND" && isInstalled(root)) throw error
    console.error(
        "afterbeep: its packages are not installed, or older than package-lock.json. Run this first:\n\n" +
            `    npm --prefix "${root}" ci\n`
    )
    process.exitCode = EXIT_BROKEN_INSTALLATION
})
if (simulator) {
    process.exitCode = await simulator.main(process.argv.slice(2))
    simulator.keepCode()
}
