// The judges: programs that nobody here wrote, which say whether a card, a sound or a tone is right.
//
// They are Debian packages. Those that are missing are installed where that is possible without asking anybody;
// where it is not, the tests that need them are skipped, and each says so. This never fails a test run.

import { spawn, spawnSync } from "node:child_process"
import { accessSync, constants } from "node:fs"
import { delimiter, join } from "node:path"
import { fileURLToPath } from "node:url"

/** Package, the program that shows that it is there, and what is skipped without it. */
export const JUDGES = [
    { name: "sox", program: "sox", judges: "sound files and levels" },
    { name: "mtools", program: "mcopy", judges: "files on the card, read as a PC reads them" },
    { name: "dosfstools", program: "fsck.fat", judges: "the FAT volume" },
    { name: "exfatprogs", program: "mkfs.exfat", judges: "cards that come with exFAT" },
    { name: "file", program: "file", judges: "what a card is, as a PC tells it" },
    { name: "unzip", program: "unzip", judges: "exports and backups of a card" },
    { name: "multimon-ng", program: "multimon-ng", judges: "DTMF and caller-ID tones" },
    { name: "flite", program: "flite", judges: "real speech made for tests" },
    { name: "espeak-ng", program: "espeak-ng", judges: "real speech of other voices" },
    { name: "chromium", program: "chromium", judges: "the page, in a browser" },
    { name: "tesseract-ocr", program: "tesseract", judges: "what the display says" },
    { name: "minimodem", program: "minimodem", judges: "caller-ID tones that others send" },
]

const UPDATE_LIMIT_MS = 120_000
const INSTALL_LIMIT_MS = 300_000

/** Where fsck.fat lies, outside the PATH of an ordinary user. */
const SYSTEM_FOLDERS = ["/usr/sbin", "/sbin"]

/** Full path of a program, or undefined. */
export function findProgram(program) {
    const folders = [
        ...(process.env.PATH ?? "").split(delimiter).filter(Boolean),
        ...SYSTEM_FOLDERS,
    ]
    return folders.map(folder => join(folder, program)).find(isExecutable)
}

function isExecutable(file) {
    try {
        accessSync(file, constants.X_OK)
        return true
    } catch {
        return false
    }
}

export function missingJudges() {
    return JUDGES.filter(each => !findProgram(each.program))
}

/** The words before apt-get that make it root, or the reason why that is not possible here. */
function rootPrefix() {
    if (!findProgram("apt-get")) return { reason: "there is no apt-get here" }
    if (process.getuid?.() === 0) return { prefix: [] }
    const sudo = findProgram("sudo")
    if (sudo && spawnSync(sudo, ["-n", "true"], { stdio: "ignore" }).status === 0)
        return { prefix: [sudo, "-n"] }
    return { reason: "apt-get needs root, and sudo would ask for a password" }
}

/** Runs without input and without questions; the output is kept and only shown when it fails. */
function runQuietly(command, limitMs) {
    return new Promise(resolve => {
        const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
        const child = spawn(command[0], command.slice(1), {
            env,
            stdio: ["ignore", "pipe", "pipe"],
            timeout: limitMs,
        })
        let output = ""
        child.stdout.on("data", chunk => (output += chunk))
        child.stderr.on("data", chunk => (output += chunk))
        child.on("error", error => resolve({ ok: false, output: error.message }))
        child.on("close", code => resolve({ ok: code === 0, output }))
    })
}

function lastLines(text, count) {
    return text.trim().split("\n").slice(-count).join("\n  ")
}

async function install(names, prefix) {
    const apt = [...prefix, "apt-get", "-q", "-o", "DPkg::Lock::Timeout=60"]
    console.log(`judges: installing ${names.join(", ")} (apt-get, may take a minute) ...`)
    const command = [...apt, "install", "-y", "--no-install-recommends", ...names]
    let result = await runQuietly(command, INSTALL_LIMIT_MS)
    if (!result.ok) {
        console.log("judges: refreshing the list of packages first ...")
        await runQuietly([...apt, "update"], UPDATE_LIMIT_MS)
        result = await runQuietly(command, INSTALL_LIMIT_MS)
    }
    if (!result.ok) console.log(`judges: apt-get said:\n  ${lastLines(result.output, 4)}`)
}

function tellWhatIsMissing(missing, reason) {
    console.log(`judges: not installed: ${missing.map(each => each.name).join(", ")}${reason}.`)
    for (const each of missing)
        console.log(`  tests of ${each.judges} will be skipped (${each.name})`)
    const names = missing.map(each => each.name).join(" ")
    console.log(`  to run them: sudo apt-get install ${names}`)
}

/** Installs what is missing where that is possible; prints what it did; never throws for what is not possible. */
export async function ensureJudges() {
    const missing = missingJudges()
    if (missing.length === 0) {
        console.log(`judges: all there (${JUDGES.map(each => each.name).join(", ")})`)
        return
    }
    const { prefix, reason } = rootPrefix()
    if (!prefix) return tellWhatIsMissing(missing, `; ${reason}`)
    await install(
        missing.map(each => each.name),
        prefix
    )
    // One that the distribution lacks keeps the others out, so they are tried one by one.
    if (missing.length > 1) for (const each of missingJudges()) await install([each.name], prefix)
    const left = missingJudges()
    if (left.length > 0) tellWhatIsMissing(left, "")
    else console.log("judges: installed")
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureJudges()
