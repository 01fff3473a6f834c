/** `afterbeep start`: the command line of the machine in real time. */

import { join } from "node:path"
import { ROOT } from "../../tools/project.ts"
import { COUNTRIES } from "../scenario/release.ts"
import { parseOptions, type Command } from "./command.ts"
import { DEMO_COMMAND, readOutFolder } from "./demo-command.ts"
import { standardScreen } from "./demo/screen.ts"
import { readSeed, requirePlaceForFile } from "./sim-options.ts"
import { UsageError } from "./usage-error.ts"

const SPEED = { min: 0.1, max: 50 }
const FOLDER_NAME = "start"
const PORT_MAX = 65_535
const HELP = `Runs the machine in real time, for a page in your browser and in this terminal. Keys let people call and press Play;
without a terminal, lines on standard input do: call, second, play, next, hold, power, wait, help, quit.

usage: npm start [-- --card IMAGE] [--out FOLDER] [--country US] [--seed N] [--speed X] [--port N | --no-page]
       npm start -- --demo [--out FOLDER] [--seed N]
       npx afterbeep start [the same options]

  --card IMAGE     the card; made where there is none, and       --card my-card.img
                   kept: out/start/card.img in the project
                   unless given
  --out FOLDER     where the sound goes at the end; out/start    --out my-evening
                   in the project unless given
  --country CODE   country of the telephone network; US; a new   --country UK
                   card's settings name it, too
  --seed N         start of everything that is left to chance,   --seed 7
                   0 to 4294967295; 1 unless given
  --speed X        so many times faster, ${SPEED.min} to ${SPEED.max}; 1             --speed 5
  --port N         port of the page on this computer; one that    --port 8080
                   is free unless given
  --no-page        the terminal alone                             --no-page
  --demo           plays a first call, told step by step, and    --demo
                   nothing else

examples: npm start
          printf 'call\\nwait\\nplay\\n' | npm start -- --speed 5
          printf 'call\\nwait\\nplay\\nwait 4\\nhold\\n' | npm start -- --speed 5
          printf 'call 2125550123 "J SMITH" hello.wav\\n' | npm start

exit code: 0 all went well; 1 the firmware panicked; 2 bad input, or an order that was not understood; 4 a rule of a chip was broken`

const NO_PAGE = "--no-page"
const VALUES = ["card", "out", "country", "seed", "speed", "port"] as const

export const START_COMMAND: Command = {
    name: "start",
    summary: "runs the machine in real time, for a browser and in this terminal",
    help: HELP,
    async run(args) {
        if (args.includes("--demo")) return await DEMO_COMMAND.run(args.filter(isNotDemo))
        const hasPage = !args.includes(NO_PAGE)
        const values = args.filter(each => each !== NO_PAGE)
        const given = parseOptions(values, VALUES, ["no-page", "demo"])
        if (!hasPage && given.port !== undefined) throw new UsageError("--port: there is no page")
        if (given.card !== undefined) requirePlaceForFile("card", given.card)
        const outFolder = readOutFolder(given.out, FOLDER_NAME)
        const options = {
            cardPath: given.card ?? join(ROOT, "out", FOLDER_NAME, "card.img"),
            outFolder,
            country: readCountry(given.country),
            seed: readSeed(given.seed),
            speed: readSpeed(given.speed),
            port: hasPage ? readPort(given.port) : undefined,
        }
        // Loaded here, so that help and mistakes in the command line are answered at once.
        const { startMachine } = await import("./start/start-machine.ts")
        const { explainBadInput } = await import("./run-scenario.ts")
        const { createWorld } = await import("../world.ts")
        return await explainBadInput(() =>
            startMachine(options, createWorld, standardScreen(), process.stdin)
        )
    },
}

function isNotDemo(arg: string): boolean {
    return arg !== "--demo"
}

function readCountry(text: string | undefined): string {
    const code = text?.toUpperCase() ?? COUNTRIES[0]!
    if (COUNTRIES.includes(code)) return code
    throw new UsageError(`--country ${text}: this release has ${COUNTRIES.join(", ")}`)
}

function readSpeed(text: string | undefined): number {
    if (text === undefined) return 1
    const speed = Number(text)
    if (speed >= SPEED.min && speed <= SPEED.max) return speed
    throw new UsageError(`--speed ${text}: must be a number from ${SPEED.min} to ${SPEED.max}`)
}

function readPort(text: string | undefined): number {
    if (text === undefined) return 0
    const port = Number(text)
    if (Number.isInteger(port) && port >= 0 && port <= PORT_MAX) return port
    throw new UsageError(`--port ${text}: must be a whole number from 0 to ${PORT_MAX}`)
}
