#!/usr/bin/env node
// The command `afterbeep`: starts sim/cli/main.ts, which is TypeScript, from whatever folder it is called in.
// `npx afterbeep` finds this file in a clone without a link or an installed package (npm 10 and 11).

import { dirname } from "node:path"
import { fileURLToPath } from "node:url"

/** sysexits.h, EX_SOFTWARE: none of the codes that a scenario can end with. */
const EXIT_BROKEN_INSTALLATION = 70

try {
    const { register } = await import("tsx/esm/api")
    register()
} catch (error) {
    if (error.code !== "ERR_MODULE_NOT_FOUND") throw error
    const folder = dirname(dirname(fileURLToPath(import.meta.url)))
    console.error(
        `afterbeep: its packages are not installed. Run this first:\n\n    npm --prefix "${folder}" ci\n`
    )
    process.exit(EXIT_BROKEN_INSTALLATION)
}

const { main } = await import("../sim/cli/main.ts")
process.exitCode = await main(process.argv.slice(2))
