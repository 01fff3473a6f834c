/** `afterbeep <command> …`: finds the command, runs it, and turns what a person did wrong into a message. */

import { readFileSync } from "node:fs"
import { CARD_GROUP } from "../../card/cli/card-command.ts"
import { describeSystemError, isSystemError } from "../card/system-words.ts"
import { nearestName } from "../scenario/nearest-name.ts"
import { type CommandGroup } from "./command.ts"
import { DEMO_COMMAND } from "./demo-command.ts"
import { SIM_COMMAND } from "./sim-command.ts"
import { START_COMMAND } from "./start-command.ts"
import { UsageError } from "./usage-error.ts"

const AFTERBEEP: CommandGroup = {
    name: "afterbeep",
    summary: "",
    title: "Afterbeep, the answering machine you own, on this computer.",
    commands: [START_COMMAND, DEMO_COMMAND, SIM_COMMAND, CARD_GROUP],
}
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
            console.error(`afterbeep: ${describeSystemError(error)}`)
            return EXIT_SYSTEM
        }
        console.error("afterbeep: the simulator itself failed; this is a bug in it")
        console.error(error)
        return EXIT_BUG
    }
}

async function dispatch(args: readonly string[]): Promise<number> {
    const [word] = args
    if (word === "--version" || word === "-v") {
        console.log(version())
        return 0
    }
    return await runIn(AFTERBEEP, "", args)
}

/** @param before words that led to the group, each with a blank after it */
async function runIn(
    group: CommandGroup,
    before: string,
    args: readonly string[]
): Promise<number> {
    const [word, ...rest] = args
    const path = `${before}${group.name}`
    if (word === undefined || word === "--help" || word === "-h" || word === "help") {
        console.log(overview(group, path))
        return word === undefined ? EXIT_BAD_USAGE : 0
    }
    const command = group.commands.find(each => each.name === word)
    if (!command) throw unknownCommand(word, group, path)
    if ("commands" in command) return await runIn(command, `${path} `, rest)
    if (rest.includes("--help") || rest.includes("-h")) {
        console.log(command.help)
        return 0
    }
    return await command.run(rest)
}

function unknownCommand(word: string, group: CommandGroup, path: string): UsageError {
    const names = group.commands.map(command => command.name)
    const nearest = nearestName(word, names)
    const hint = nearest === undefined ? "" : ` Did you mean "${nearest}"?`
    const what = word.startsWith("-") ? "option" : "command"
    return new UsageError(`unknown ${what} "${word}".${hint} "${path} --help" lists all.`)
}

function overview(group: CommandGroup, path: string): string {
    const width = Math.max(...group.commands.map(command => command.name.length)) + 3
    const list = group.commands.map(command => `  ${command.name.padEnd(width)}${command.summary}`)
    const lines = [
        `  npx ${path} <command> --help   what a command does, with examples`,
        ...(group === AFTERBEEP ? [`  npx ${path} --version          prints the version`] : []),
    ]
    return `${group.title}

usage: npx ${path} <command> [options]

${list.join("\n")}

${lines.join("\n")}`
}

function version(): string {
    const file = new URL("../../package.json", import.meta.url)
    const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string }
    return version
}
