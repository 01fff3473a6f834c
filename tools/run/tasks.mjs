// What can be asked of `npm run`: for each task what it does, and what it runs.
//
// Plain JavaScript without dependencies, as tools/run.mjs is.

/** Words after a task that ask what it is. */
const HELP = ["--help", "-h"]
const USAGE_WIDTH = 10

const typeScript = file => ["--import", "tsx", file]

/** A task that takes no arguments. */
function plain(summary, program, ...fixed) {
    return { summary, run: () => [...program, ...fixed] }
}

/** A task that explains its own arguments. */
function own(summary, program) {
    return { summary, explainsItself: true, run: given => [...program, ...given] }
}

/** A program of somebody else that takes files and options; the whole project where none is given. */
function others(summary, program, ...fixed) {
    const run = given => [program, ...fixed, ...(given.length > 0 ? given : ["."])]
    return { summary, usage: "[-- file or option …]", run }
}

const ALL_TESTS = "everything that must hold, all kinds of tests"

export const TASKS = {
    start: {
        summary:
            "the machine in real time, for a browser and in this terminal; with --demo a first call, told step by step",
        explainsItself: true,
        run: given => {
            const rest = given.filter(each => each !== "--demo")
            return ["bin/afterbeep.mjs", rest.length < given.length ? "demo" : "start", ...rest]
        },
    },
    test: plain(ALL_TESTS, typeScript("tools/check.ts")),
    check: plain(ALL_TESTS, typeScript("tools/check.ts")),
    "test:one": own("one or several test files", typeScript("tools/test-one.ts")),
    scenario: own("plays one scenario on a fresh card", typeScript("tools/scenario.ts")),
    build: plain(
        "the bytecode, in build/firmware, where it is older than its sources",
        typeScript("tools/build.ts")
    ),
    flash: own("puts runtime and program into a board on USB", typeScript("tools/flash.ts")),
    deploy: plain(
        "puts a changed program into a board that has the runtime, at every change, and shows its log",
        typeScript("tools/deploy.ts"),
        "deploy"
    ),
    monitor: plain("shows the log of a board on USB", typeScript("tools/deploy.ts"), "monitor"),
    doctor: own(
        "what a machine's self-test finds, as a table with what to do",
        typeScript("tools/doctor.ts")
    ),
    bench: own("every figure beside its goal", typeScript("tools/bench.ts")),
    powercut: own(
        "cuts the power at every write, boots again, and judges the card",
        typeScript("tools/powercut.ts")
    ),
    settings: plain(
        "writes the table of settings into README.md and docs/settings.md",
        typeScript("tools/settings.ts")
    ),
    troubles: own(
        "power, modem or card fails at a moment of a call, by lot, at either bridge",
        typeScript("tools/troubles.ts")
    ),
    soak: own(
        "callers, the owner and power failures by lot, and whether anything is lost",
        typeScript("tools/soak.ts")
    ),
    size: plain("bytes of bytecode per folder against the budget", typeScript("tools/size.ts")),
    format: others("prettier, in place", "node_modules/prettier/bin/prettier.cjs", "--write"),
    lint: others("eslint", "node_modules/eslint/bin/eslint.js"),
    types: plain(
        "stock TypeScript, strict, of firmware, simulator and tools",
        typeScript("tools/types.ts")
    ),
    deps: plain("who may import whom", typeScript("tools/deps.ts")),
    tidy: plain(
        "house rules: headers, links, a test for every source",
        typeScript("tools/tidy.ts")
    ),
    judges: plain("installs the programs that judge results, where that is possible", [
        "tools/judges.mjs",
    ]),
    sounds: own(
        "makes the WAV files in sounds/ from their text",
        typeScript("tools/sounds/main.ts")
    ),
    "key-card": plain("writes docs/key-card.md from the keys", typeScript("tools/key-card.ts")),
    "page-pictures": plain(
        "takes the README's pictures of the page, in Chromium",
        typeScript("tools/page-pictures.ts")
    ),
    "long-call": own(
        "a call of ten minutes from a browser, and how well its sound came through",
        typeScript("tools/long-call.ts")
    ),
    picture: plain("draws the first call anew for the README", typeScript("tools/picture.ts")),
    wiring: plain(
        "draws docs/hardware/wiring-*.svg from boards/*.board.json",
        typeScript("tools/wiring.ts")
    ),
}

/**
 * What to do about a command line: run node with these arguments, or say something and end.
 *
 * @returns { nodeArguments }, or { text, exitCode }
 */
export function planOf(task, given) {
    if (task === undefined || HELP.includes(task))
        return { text: overview(), exitCode: task ? 0 : 2 }
    const found = Object.hasOwn(TASKS, task) ? TASKS[task] : undefined
    if (!found) return { text: `there is no task "${task}"\n\n${overview()}`, exitCode: 2 }
    if (!found.explainsItself) {
        if (given.some(each => HELP.includes(each))) return { text: usageOf(task), exitCode: 0 }
        const [first] = given
        if (first !== undefined && found.usage === undefined)
            return {
                text: `${task} takes no arguments: what is "${first}"?\n${usageOf(task)}`,
                exitCode: 2,
            }
    }
    return { nodeArguments: found.run(given) }
}

function usageOf(task) {
    const { summary, usage } = TASKS[task]
    const command = task === "test" ? "npm test" : `npm run ${task}`
    return `${summary}\nusage: ${[command, usage].filter(Boolean).join(" ")}`
}

function overview() {
    const lines = Object.entries(TASKS).map(
        ([name, { summary }]) => `  ${name.padEnd(USAGE_WIDTH)}${summary}`
    )
    return `usage: npm run <task> [-- arguments]; "npm run <task> -- --help" says more\n${lines.join("\n")}`
}
