/** Verdicts of a campaign, kept on disk as they come, so that a run that was stopped goes on. */

import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import type { FatFormat, ScriptName } from "./operations.ts"
import type { SecondVerdict, Verdict } from "./verdict.ts"

interface Line {
    readonly kind: "first" | "second"
    readonly key: string
    readonly verdict: unknown
}

/** A card: what it is a cut of, and its hash. */
export function keyOf(format: FatFormat, script: ScriptName, hash: string): string {
    return `${format} ${script} ${hash}`
}

export class Ledger {
    readonly firsts = new Map<string, Verdict>()
    readonly seconds = new Map<string, SecondVerdict>()

    /**
     * @param path of the state file; one of another campaign is begun anew
     * @param campaign what the verdicts depend on, as a number
     */
    constructor(
        private readonly path: string,
        campaign: string
    ) {
        const head = JSON.stringify({ campaign })
        const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : []
        if (lines[0] === head) for (const line of lines.slice(1)) this.read(line)
        else {
            mkdirSync(dirname(path), { recursive: true })
            writeFileSync(path, `${head}\n`)
        }
    }

    /** Verdicts that an earlier run has left. */
    get size(): number {
        return this.firsts.size + this.seconds.size
    }

    addFirst(key: string, verdict: Verdict): void {
        this.firsts.set(key, verdict)
        this.append({ kind: "first", key, verdict })
    }

    addSecond(key: string, verdict: SecondVerdict): void {
        this.seconds.set(key, verdict)
        this.append({ kind: "second", key, verdict })
    }

    /** A last line that was cut off when the run was stopped is left out. */
    private read(line: string): void {
        try {
            const { kind, key, verdict } = JSON.parse(line) as Line
            if (kind === "first") this.firsts.set(key, verdict as Verdict)
            else this.seconds.set(key, verdict as SecondVerdict)
        } catch (error) {
            if (!(error instanceof SyntaxError)) throw error
        }
    }

    private append(line: Line): void {
        appendFileSync(this.path, `${JSON.stringify(line)}\n`)
    }
}
