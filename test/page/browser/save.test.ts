/** A run that is saved by the page's button, and played again from the command line. */

import assert from "node:assert/strict"
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { after, before, test } from "node:test"
import { type Browser, type Page } from "playwright-core"
import { writeWav16 } from "../../../sim/audio/wav.ts"
import { judge, requireJudge } from "../../support/judges.ts"
import { afterbeep } from "../../support/scenario-run.ts"
import { openBrowser } from "../support/browser.ts"
import { openPage, statusSays } from "../support/listening-page.ts"
import { RunningMachine } from "../support/running-machine.ts"
import { newFolder } from "../support/new-folder.ts"

const BOOKKEEPING = /"source":"sim","event":"(step|end)"/

let folder: ReturnType<typeof newFolder> | undefined
let machine: RunningMachine | undefined
let browser: Browser | undefined
let page: Page

before(async () => {
    if (judge("chromium") === undefined) return
    folder = newFolder()
    const microphone = join(folder.path, "microphone.wav")
    writeWav16(microphone, new Int16Array(8000))
    machine = await RunningMachine.start(folder.path)
    browser = await openBrowser(microphone)
    page = await openPage(browser, machine.url)
})

after(async () => {
    await browser?.close()
    await machine?.interrupt()
    folder?.remove()
})

/** Press the button, and unpack what it gives. @returns path of the scenario */
async function saved(name: string): Promise<string> {
    const coming = page.waitForEvent("download")
    await page.getByRole("link", { name: "Save the run" }).click()
    const download = await coming
    assert.equal(download.suggestedFilename(), "afterbeep-run.zip")
    const zip = join(folder!.path, `${name}.zip`)
    await download.saveAs(zip)
    execFileSync("unzip", ["-q", zip, "-d", join(folder!.path, name)])
    return join(folder!.path, name, "scenario.json")
}

test("a call, a greeting from a PC, and another card that is put in: the saved run has the same timeline", async t => {
    if (!requireJudge(t, "chromium") || !requireJudge(t, "unzip")) return
    await statusSays(page, "waits for a call")
    await page.getByLabel("Who speaks").selectOption({ index: 1 })
    await page.getByRole("button", { name: "Call", exact: true }).click()
    await statusSays(page, "records: speak")
    await statusSays(page, "waits for a call")
    await page.getByRole("tab", { name: "Card" }).click()
    await page.getByLabel("A new card of").selectOption("64 MB")
    await page.getByRole("button", { name: "Make it" }).click()
    await page.getByRole("button", { name: "Put card.1.img in" }).click()
    await page.getByText("The cards have changed places.").waitFor()
    await page.getByText("Memory card: taken out").waitFor()
    await page.getByText("Memory card: in the slot").waitFor()
    await page.getByRole("button", { name: "Play", exact: true }).click()
    const path = await saved("run")
    const lines = readFileSync(join(path, "..", "timeline.jsonl"), "utf8")
        .trim()
        .split("\n")
    assert.ok(lines.some(line => line.includes('"beep-heard"')) && lines.length > 200)
    assert.match(readFileSync(path, "utf8"), /"replace":"card-2\.sectors"/)
    const out = join(folder!.path, "replayed")
    // 3, where an event is another one.
    const { exit, complaints } = await afterbeep(["sim", "--scenario", path, "--out", out])
    assert.equal(exit, 0, complaints)
    const played = readFileSync(join(out, "timeline.jsonl"), "utf8")
    const others = played.split("\n").filter(line => !BOOKKEEPING.test(line))
    assert.deepEqual(others.slice(0, lines.length), lines)
})
