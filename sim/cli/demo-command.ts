/** `afterbeep demo`: the command line of the demo. */

import { join } from "node:path"
import { ROOT } from "../../tools/project.ts"
import { parseOptions, type Command } from "./command.ts"
import { standardScreen } from "./demo/screen.ts"
import { readSeed, requirePlaceForFolder } from "./sim-options.ts"

const HELP = `Plays a first call on real speech, tells what happens step by step, checks what an answering machine promises,
and leaves the card and the sound behind.

usage: npm start -- --demo [--out FOLDER] [--seed N]
       npx afterbeep demo  [--out FOLDER] [--seed N]

  --out FOLDER   where card and sound go; made where needed;     --out my-first-call
                 out/demo in the project unless given
  --seed N       start of everything that is left to chance,     --seed 7
                 0 to 4294967295; 1 unless given

Colours and the moving lamp are for terminals; NO_COLOR=1 takes the colours away.

exit code: 0 all went well; 1 the firmware panicked or restarted; 2 bad input, and nothing was written; 3 a promise
was not kept; 4 a rule of a chip was broken`

export const DEMO_COMMAND: Command = {
    name: "demo",
    summary: "plays a first call, told step by step",
    help: HELP,
    async run(args) {
        const { out, seed } = parseOptions(args, ["out", "seed"])
        const options = { outFolder: readOutFolder(out, "demo"), seed: readSeed(seed) }
        // Loaded here, so that help and mistakes in the command line are answered at once.
        const { playDemo } = await import("./demo/play-demo.ts")
        const { explainBadInput } = await import("./run-scenario.ts")
        const { createWorld } = await import("../world.ts")
        return await explainBadInput(() => playDemo(options, createWorld, standardScreen()))
    },
}

/**
 * @param name of the folder in `out` of the project that is taken where none is given
 * @throws UsageError: no folder can be there, or nothing written into it
 */
export function readOutFolder(given: string | undefined, name: string): string {
    if (given === undefined) return join(ROOT, "out", name)
    requirePlaceForFolder("out", given)
    return given
}
