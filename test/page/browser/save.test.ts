/** A run that is saved by the page's button, and played again from the command line. */

import assert from "node:assert/strict"
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { type Page } from "playwright-core"
import { requireJudge } from "../../support/judges.ts"
import { afterbeep } from "../../support/scenario-run.ts"
import { silence, useBench } from "../support/bench.ts"
import { statusSays } from "../support/listening-page.ts"

const BOOKKEEPING = /"source":"sim","event":"(step|end)"/

let folder: string
let page: Page
useBench(silence(), bench => ({ folder, page } = bench))

/** Press the button, and unpack what it gives. @returns path of the scenario */
async function saved(name: string): Promise<string> {
    const coming = page.waitForEvent("download")
    await page.getByRole("link", { name: "Save the run" }).click()
    const download = await coming
    assert.equal(download.suggestedFilename(), "afterbeep-run.zip")
    const zip = join(folder, `${name}.zip`)
    await download.saveAs(zip)
    execFileSync("unzip", ["-q", zip, "-d", join(folder, name)])
    return join(folder, name, "scenario.json")
}

/** Waits: until the timeline has it. What the slot shows meanwhile, for a second and a half, a busy browser may never draw. */
async function cardIsInAgain(): Promise<void> {
    await page.getByRole("tab", { name: "Timeline" }).click()
    await page.getByRole("textbox", { name: "Filter" }).fill("insert")
    // The first one was at the start.
    await page.getByRole("cell", { name: "insert", exact: true }).nth(1).waitFor()
}

test("a call, a greeting from a PC, and another card that is put in: the saved run has the same timeline", async t => {
    if (!requireJudge(t, "chromium") || !requireJudge(t, "unzip")) return
    await statusSays(page, "waits for a call")
    await page.getByLabel("Who speaks").selectOption({ index: 1 })
    await page.getByRole("button", { name: "Call", exact: true }).click()
    await statusSays(page, "records the caller")
    await statusSays(page, "waits for a call")
    await page.getByRole("tab", { name: "Card" }).click()
    await page.getByLabel("A new card of").selectOption("64 MB")
    await page.getByRole("button", { name: "Make it" }).click()
    await page.getByRole("button", { name: "Put card.1.img in" }).click()
    await page.getByText("The cards have changed places.").waitFor()
    await cardIsInAgain()
    await page.getByRole("button", { name: "Play", exact: true }).click()
    const path = await saved("run")
    const lines = readFileSync(join(path, "..", "timeline.jsonl"), "utf8")
        .trim()
        .split("\n")
    assert.ok(lines.some(line => line.includes('"beep-heard"')) && lines.length > 200)
    assert.match(readFileSync(path, "utf8"), /"replace":"card-2\.sectors"/)
    const out = join(folder, "replayed")
    // 3, where an event is another one.
    const { exit, complaints } = await afterbeep(["sim", "--scenario", path, "--out", out])
    assert.equal(exit, 0, complaints)
    const played = readFileSync(join(out, "timeline.jsonl"), "utf8")
    const others = played.split("\n").filter(line => !BOOKKEEPING.test(line))
    assert.deepEqual(others.slice(0, lines.length), lines)
})
