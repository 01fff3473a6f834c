/** `afterbeep sim`: the command line of a scenario run. */

import { parseOptions, type Command } from "./command.ts"
import { OPTION_NAMES, readSimOptions } from "./sim-options.ts"

const HELP = `Plays a scenario: boots the firmware in the simulator, lets people call and press buttons on virtual
time, and writes down everything that could be heard and seen. docs/scenarios.md describes the scenario file.

usage: npx afterbeep sim --scenario FILE --card IMAGE --out FOLDER [--seed N] [--firmware FILE] [--volume FILE]

  --scenario FILE   the scenario, JSON                         --scenario first-call.json
  --card IMAGE      the card's disk image: made where there    --card card.img
                    is none, left as the machine left it
                    (not needed with "card": null, nor by a saved run)
  --out FOLDER      where the WAVs, timeline.jsonl and         --out out/first-call
                    stats.json go; made where needed
  --seed N          start of everything that is left to        --seed 7
                    chance, 0 to 4294967295; 1 unless given
  --firmware FILE   play this image, and not the one that      --firmware build/firmware/bytecode.devs
                    is built from src
  --volume FILE     also write the bare FAT volume of the      --volume volume.img
                    card, for fsck.fat and mtools

exit code: 0 played to its end; 1 the firmware panicked or restarted; 2 bad input, and nothing was written;
3 an expect was not met, a wait timed out, or a saved run went another way; 4 a rule of a chip was broken

example: npx afterbeep sim --scenario first-call.json --card card.img --out out --volume volume.img`

export const SIM_COMMAND: Command = {
    name: "sim",
    summary: "plays a scenario and writes down what could be heard and seen",
    help: HELP,
    async run(args) {
        const options = readSimOptions(parseOptions(args, OPTION_NAMES))
        // Loaded here, so that help and mistakes in the command line are answered at once.
        const { runScenario } = await import("./run-scenario.ts")
        return await runScenario(options, async worldOptions => {
            const { createWorld } = await import("../world.ts")
            return await createWorld(worldOptions)
        })
    },
}
