// The door of every npm script: `node tools/run.mjs <task> [arguments]`.
//
// Plain JavaScript without dependencies, so that it runs in a clone where nothing is installed yet.
// It checks Node's version, installs the packages where they are missing or older than package-lock.json,
// and then runs the task in a process of its own.

import { spawn } from "node:child_process"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { isInstalled, noteInstalled } from "./run/installed.mjs"
import { planOf } from "./run/tasks.mjs"

/** The first release that can load TypeScript through a hook given with --import. */
const OLDEST_NODE = [20, 6]
const PROGRESS_PERIOD_MS = 5000

const root = join(dirname(fileURLToPath(import.meta.url)), "..")

/** These look for outside programs that judge the results, and install them where that is possible. */
const TASKS_WITH_JUDGES = ["test", "check"]

function stop(message) {
    console.error(message)
    process.exit(1)
}

function checkNodeVersion() {
    const [major, minor] = process.versions.node.split(".").map(Number)
    if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
    stop(
        `This project needs Node.js ${OLDEST_NODE.join(".")} or newer; this is ${process.version} (${process.execPath}).\n` +
            "Install a newer one from nodejs.org or with your version manager, then run the command again."
    )
}

function run(command, args, options) {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options })
        child.on("error", reject)
        child.on("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 1)))
    })
}

/** npm draws its own progress on a terminal; elsewhere a line now and then says that it goes on. */
function reportProgress() {
    if (process.stderr.isTTY) return undefined
    const beganMs = Date.now()
    return setInterval(() => {
        console.error(`  still installing, ${Math.round((Date.now() - beganMs) / 1000)} s`)
    }, PROGRESS_PERIOD_MS)
}

async function install() {
    console.error("Installing the packages in package-lock.json (once, about 230 MB) ...")
    const beganMs = Date.now()
    const npm = process.env.npm_execpath
    const args = [
        "ci",
        "--include=dev",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]
    const progress = reportProgress()
    const code = await (npm && /\.c?js$/.test(npm)
        ? run(process.execPath, [npm, ...args])
        : run("npm", args, { shell: process.platform === "win32" }))
    clearInterval(progress)
    if (code !== 0)
        stop(
            `\nThe packages could not be installed (npm ci ended with ${code}; its message stands above).\n` +
                "Where it says ENOTFOUND, ETIMEDOUT or ECONNREFUSED the package registry was not reached: check the\n" +
                "network or the proxy settings (npm config get registry). Then run the same command again."
        )
    noteInstalled(root)
    console.error(`Installed in ${Math.round((Date.now() - beganMs) / 1000)} s.`)
}

async function main() {
    checkNodeVersion()
    const [task, ...given] = process.argv.slice(2)
    const { nodeArguments, text, exitCode } = planOf(task, given)
    if (text !== undefined) {
        if (exitCode === 0) console.log(text)
        else console.error(text)
        process.exit(exitCode)
    }
    if (!isInstalled(root)) await install()
    if (TASKS_WITH_JUDGES.includes(task)) await run(process.execPath, ["tools/judges.mjs"])
    process.exit(await run(process.execPath, nodeArguments))
}

await main()
