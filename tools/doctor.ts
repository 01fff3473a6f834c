/**
 * `npm run doctor`: what a machine's self-test finds, as a table with what to do. From a board over USB, from a log in a file, or from
 * the simulated machine, which is taken only where it is asked for: a board that was not found must not look well.
 */

import { readFileSync, writeFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { captureOf } from "./doctor/capture.ts"
import { SelfTestLog, tableOf } from "./doctor/findings.ts"
import { choosePort, readPort } from "./doctor/ports.ts"
import { simulatedLog } from "./doctor/simulated.ts"
import { ToolError, WrongUsage, runTool } from "./project.ts"

const USAGE = `what a machine's self-test finds, as a table with what to do
usage: npm run doctor [-- --port PORT | --log FILE | --sim [--modem NAME] [--bridge NAME]] [--capture FILE]

  --port PORT      serial port of the board, where there are several:  --port /dev/ttyUSB0
  --log FILE       a log that was kept, for example of npm run monitor
  --sim            the simulated machine; with --modem and --bridge as in scenarios
  --capture FILE   also write what the modem says of itself, as a modem for the simulator

With a board: end npm run monitor; hold Play, press RESET or switch the machine on, and let go when the lamp is lit.
Exit code: 0 all is well, 1 something is not, 2 the command line or the port is wrong.`

const OPTIONS = {
    port: { type: "string" },
    log: { type: "string" },
    sim: { type: "boolean" },
    modem: { type: "string" },
    bridge: { type: "string" },
    capture: { type: "string" },
    help: { type: "boolean", short: "h" },
} as const
const WAIT_MS = 180_000

type Options = ReturnType<typeof parseOptions>

function parseOptions() {
    try {
        return parseArgs({ options: OPTIONS }).values
    } catch (error) {
        throw new WrongUsage(`${(error as Error).message}\n${USAGE}`)
    }
}

/** @throws WrongUsage where options do not go together */
function check({ port, log, sim, modem, bridge }: Options): void {
    const sources = [port !== undefined, log !== undefined, sim === true].filter(Boolean)
    if (sources.length > 1) throw new WrongUsage(`one of --port, --log and --sim\n${USAGE}`)
    if (!sim && (modem ?? bridge) !== undefined)
        throw new WrongUsage("--modem and --bridge are of the simulated machine: --sim")
}

async function logOf({ port, log: path, sim, modem, bridge }: Options): Promise<SelfTestLog> {
    const log = new SelfTestLog()
    if (sim) {
        console.log("This is the simulated machine.")
        const machine = { modem: modem ?? "conexant", bridge: bridge ?? "max3421e" }
        for (const line of simulatedLog(machine)) log.take(line)
    } else if (path !== undefined) for (const line of linesIn(path)) log.take(line)
    else await listen(choosePort(port), log)
    return log
}

function linesIn(path: string): string[] {
    try {
        return readFileSync(path, "utf8").split(/\r?\n/)
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        const why = code === "ENOENT" ? "no such file: check the name" : `can't be read: ${code}`
        throw new WrongUsage(`--log ${path}: ${why}`)
    }
}

async function listen(port: string, log: SelfTestLog): Promise<void> {
    console.log(`${port}: hold Play, press RESET, and let go when the lamp is lit (3 minutes) ...`)
    const show = (line: string) => {
        const count = log.findings.length
        log.take(line)
        if (log.findings.length > count) console.log(`  ${log.findings.at(-1)!.part} ...`)
    }
    await readPort(port, show, () => log.hasEnded, WAIT_MS)
}

/** @returns the exit code */
function tell(log: SelfTestLog): number {
    if (!log.hasBegun)
        throw new ToolError(
            "there is no self-test in the log: Play must be down before the machine gets power, until its lamp is lit"
        )
    console.log(tableOf(log))
    if (log.isBrokenOff) console.log("A call came, and was taken: once more.")
    else console.log(log.summary ?? "The log ends before the self-test has.")
    return log.summary === "all is well" ? 0 : 1
}

await runTool(async () => {
    const options = parseOptions()
    if (options.help) {
        console.log(USAGE)
        return 0
    }
    check(options)
    const log = await logOf(options)
    const exitCode = tell(log)
    if (options.capture !== undefined) {
        writeFileSync(options.capture, captureOf(log))
        console.log(`${options.capture}: what the modem says of itself`)
    }
    return exitCode
})
