/**
 * A stage: a folder of its own in which one run of the official CLI (`devs`), with our linker in its compiler, does its
 * work.
 *
 * The CLI writes into the folder that it is started in: `.devicescript/`, and its library's sources into
 * `node_modules/@devicescript/`. On a stage several builds and test runs do not get in each other's way. A stage has no
 * package.json, because from one the CLI would take a version that holds the time of day, and no two builds would be
 * the same bytes. src, boards, services and test are links, so that the paths in the debug information are the
 * project's. The empty devsconfig.json that the CLI insists on stands here and nowhere else.
 */

import { spawn } from "node:child_process"
import {
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs"
import { join, sep } from "node:path"
import { BUILD, ROOT } from "../project.ts"

const LINKED_FOLDERS = ["src", "boards", "services", "test"]
/** The CLI with our linker in it, and what lets Node run that, from node_modules above the stage: docs/decisions/007. */
const CLI = ["--import", "tsx", join(ROOT, "tools/firmware/linker/launch.ts")]
const OWN_FOLDER = "@devicescript"
/** The CLI wants a file of this name to be there, and reads nothing in it: docs/decisions/004. */
const CLI_CONFIG = "devsconfig.json"

/** First line of every run: versions, and where the CLI lies. */
const BANNER = /^using devs: .*\n/

export interface DevsResult {
    exitCode: number
    /** What it printed, both streams in order, without colours. */
    output: string
}

export class Stage {
    private constructor(readonly folder: string) {}

    /**
     * @param sources by their paths, in place of the project's own of those names: then `src` is a copy and not a link
     */
    static open(sources?: Readonly<Record<string, string>>): Stage {
        mkdirSync(BUILD, { recursive: true })
        const stage = new Stage(mkdtempSync(join(BUILD, "stage-")))
        for (const name of LINKED_FOLDERS) stage.bring(name, sources !== undefined)
        for (const [path, text] of Object.entries(sources ?? {}))
            writeFileSync(join(stage.folder, path), text)
        mkdirSync(join(stage.folder, "node_modules"))
        writeFileSync(join(stage.folder, CLI_CONFIG), "{}\n")
        return stage
    }

    private bring(name: string, isToBeChanged: boolean): void {
        const [from, to] = [join(ROOT, name), join(this.folder, name)]
        if (!existsSync(from)) return
        if (name === "src" && isToBeChanged) cpSync(from, to, { recursive: true })
        else symlinkSync(from, to, "junction")
    }

    /** Where a build leaves bytecode.devs and bytecode-dbg.json. */
    get outputFolder(): string {
        return join(this.folder, ".devicescript", "bin")
    }

    /** Run the CLI on the stage. Waits until it ends. */
    devs(args: string[]): Promise<DevsResult> {
        return new Promise((resolve, reject) => {
            const env = { ...process.env, CI: "1", NO_UPDATE_NOTIFIER: "1", NODE_OPTIONS: "" }
            const child = spawn(process.execPath, [...CLI, ...args], {
                cwd: this.folder,
                env,
                stdio: ["ignore", "pipe", "pipe"],
            })
            const chunks: Buffer[] = []
            child.stdout.on("data", chunk => chunks.push(chunk))
            child.stderr.on("data", chunk => chunks.push(chunk))
            child.on("error", reject)
            child.on("close", code => {
                resolve({
                    exitCode: code ?? 1,
                    output: this.tidied(Buffer.concat(chunks).toString()),
                })
            })
        })
    }

    /** Run the CLI on the stage with the person's own terminal. Waits until it ends. @returns its exit code */
    devsInTerminal(args: readonly string[]): Promise<number> {
        return new Promise((resolve, reject) => {
            const env = { ...process.env, NO_UPDATE_NOTIFIER: "1", NODE_OPTIONS: "" }
            const options = { cwd: this.folder, env, stdio: "inherit" } as const
            const child = spawn(process.execPath, [...CLI, ...args], options)
            child.on("error", reject)
            child.on("close", code => resolve(code ?? 1))
        })
    }

    /**
     * Copy the library's sources that the CLI wrote to the project's node_modules, where tsc and editors look for them.
     * Nothing else changes there.
     */
    shareLibrary(): void {
        const from = join(this.folder, "node_modules", OWN_FOLDER)
        if (!existsSync(from)) return
        for (const name of readdirSync(from))
            cpSync(join(from, name), join(ROOT, "node_modules", OWN_FOLDER, name), {
                recursive: true,
            })
    }

    /** Paths as the project has them, and no colours. */
    private tidied(output: string): string {
        return withoutColours(output)
            .replaceAll(this.folder + sep, "")
            .replace(BANNER, "")
    }

    close(): void {
        rmSync(this.folder, { recursive: true, force: true })
    }
}

function withoutColours(text: string): string {
    return text.replace(/\u001b\[[0-9;]*m/g, "")
}
