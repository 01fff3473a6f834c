/** `afterbeep <command> …`: finds the command, runs it, and turns what a person did wrong into a message. */

import { readFileSync } from "node:fs"
import { nearestName } from "../scenario/nearest-name.ts"
import { type Command } from "./command.ts"
import { DEMO_COMMAND } from "./demo-command.ts"
import { SIM_COMMAND } from "./sim-command.ts"
import { START_COMMAND } from "./start-command.ts"
import { UsageError } from "./usage-error.ts"

const COMMANDS: readonly Command[] = [START_COMMAND, DEMO_COMMAND, SIM_COMMAND]
/** A wrong command line is as a bad scenario. */
const EXIT_BAD_USAGE = 2
/** The simulator itself failed: sysexits.h, EX_SOFTWARE. */
const EXIT_BUG = 70
/** A file can't be written, the disk is full: sysexits.h, EX_IOERR. */
const EXIT_SYSTEM = 74

/** Answers the exit code of the process. */
export async function main(args: readonly string[]): Promise<number> {
    try {
        return await dispatch(args)
    } catch (error) {
        if (error instanceof UsageError) {
            console.error(`afterbeep: ${error.message}`)
            return EXIT_BAD_USAGE
        }
        if (isSystemError(error)) {
            console.error(`afterbeep: ${error.message}`)
            return EXIT_SYSTEM
        }
        console.error("afterbeep: the simulator itself failed; this is a bug in it")
        console.error(error)
        return EXIT_BUG
    }
}

async function dispatch(args: readonly string[]): Promise<number> {
    const [word, ...rest] = args
    if (word === undefined || word === "--help" || word === "-h" || word === "help") {
        console.log(overview())
        return word === undefined ? EXIT_BAD_USAGE : 0
    }
    if (word === "--version" || word === "-v") {
        console.log(version())
        return 0
    }
    const command = COMMANDS.find(each => each.name === word)
    if (!command) throw unknownCommand(word)
    if (rest.includes("--help") || rest.includes("-h")) {
        console.log(command.help)
        return 0
    }
    return await command.run(rest)
}

/** What the operating system refused, as Node reports it. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
    return error instanceof Error && "syscall" in error
}

function unknownCommand(word: string): UsageError {
    const names = COMMANDS.map(command => command.name)
    const nearest = nearestName(word, names)
    const hint = nearest === undefined ? "" : ` Did you mean "${nearest}"?`
    const what = word.startsWith("-") ? "option" : "command"
    return new UsageError(`unknown ${what} "${word}".${hint} "afterbeep --help" lists all.`)
}

function overview(): string {
    const list = COMMANDS.map(command => `  ${command.name.padEnd(8)}${command.summary}`)
    return `Afterbeep, the answering machine you own, on this computer.

usage: npx afterbeep <command> [options]

${list.join("\n")}

  npx afterbeep <command> --help   what a command does, with examples
  npx afterbeep --version          prints the version`
}

function version(): string {
    const file = new URL("../../package.json", import.meta.url)
    const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string }
    return version
}
