/** The card as a PC sees it: judged by fsck.fat, read by mtools. */

import assert from "node:assert/strict"
import { askJudge, runJudge } from "./judges.ts"
import { type ScenarioRun } from "./scenario-run.ts"

/** Programs without which nothing here works. */
export const PC = ["fsck.fat", "mattrib", "mcopy"]

export interface CardFile {
    /** From the root, folders divided by "/". */
    readonly path: string
    /** Letters of what is set: A archive, S system, H hidden, R read-only. */
    readonly attributes: string
}

/** Every file and folder that a person sees, in the order of the folders: hidden ones are left out. */
export function listCard(run: ScenarioRun): CardFile[] {
    return listVolume(run).filter(file => !file.attributes.includes("H"))
}

function listVolume(run: ScenarioRun): CardFile[] {
    const listing = String(runJudge("mattrib", ["-i", run.volumePath, "-/", "::/"]))
    return [...listing.matchAll(/^([ ASHR]+)::\/(.+)$/gm)].map(([, letters, path]) => ({
        path: path!,
        attributes: letters!.replaceAll(" ", ""),
    }))
}

/** Names of the messages that a person sees in their folder. */
export function messageNames(run: ScenarioRun): string[] {
    return messages(run).map(file => file.path.slice("AFTERBEEP/messages/".length))
}

/** The messages that a person sees in their folder. */
export function messages(run: ScenarioRun): CardFile[] {
    return listCard(run).filter(file => /^AFTERBEEP\/messages\/./.test(file.path))
}

/** The one message whose name holds `part`. */
export function messageWith(run: ScenarioRun, part: string): CardFile {
    const found = messages(run).filter(file => file.path.includes(part))
    assert.equal(found.length, 1, `${found.length} messages named *${part}*`)
    return found[0]!
}

/** What is in a file on the card. */
export function readFromCard(run: ScenarioRun, path: string): Buffer {
    return runJudge("mcopy", ["-n", "-i", run.volumePath, `::/${path}`, "-"])
}

/** Lines of the list of calls, without its title and the blanks behind each. */
export function callLines(run: ScenarioRun): string[] {
    const lines = String(readFromCard(run, "AFTERBEEP/calls.csv")).split("\n")
    return lines.map(line => line.trimEnd()).filter((line, at) => at > 0 && line !== "")
}

/** fsck.fat finds nothing to complain about. */
export function assertClean(run: ScenarioRun): void {
    const { status, stdout, stderr } = askJudge("fsck.fat", ["-n", run.volumePath])
    assert.equal(status, 0, `${stdout}${stderr}`)
    assert.match(String(stdout), /^fsck\.fat .*\n.*: \d+ files, \d+\/\d+ clusters\n$/)
    assert.equal(stderr, "")
}
