import assert from "node:assert/strict"
import { join } from "node:path"
import { test } from "node:test"
import { type Page } from "playwright-core"
import { decodeWav, readWav } from "../../../sim/audio/wav.ts"
import { messageNames } from "../../../sim/cli/demo/message-on-card.ts"
import { likeness } from "../../../sim/cli/demo/likeness.ts"
import { readFile } from "../../../sim/card/reader.ts"
import { ROOT } from "../../../tools/project.ts"
import { requireJudge } from "../../support/judges.ts"
import { useBench } from "../support/bench.ts"
import { statusSays } from "../support/listening-page.ts"

const SAID_SECONDS = 3
/** Long enough for the words to be whole in it once. */
const SPEAKING_MS = 2 * 1000 * SAID_SECONDS + 500
/** As for a call; a busy computer leaves gaps. */
const LIKENESS_MIN = 0.5

const SAID = readWav(join(ROOT, "sounds/callers/second-call.wav")).subarray(0, 8000 * SAID_SECONDS)

let folder: string
let page: Page
useBench(SAID, bench => ({ folder, page } = bench))

/** Touches of the machine's keys, as the timeline shows them: "press next". */
async function touches(): Promise<string[]> {
    const rows = await page
        .getByRole("table", { name: "Timeline" })
        .getByRole("row")
        .allInnerTexts()
    const cells = rows.map(row => row.split("\t").map(cell => cell.trim()))
    return cells
        .filter(([, who, what]) => who === "panel" && (what === "press" || what === "release"))
        .map(([, , what, details]) => `${what} ${details!.replace("button ", "")}`)
}

test("the display is drawn, and its text can be read out", async t => {
    if (!requireJudge(t, "chromium")) return
    await statusSays(page, "waits for a call")
    const display = page.getByRole("group", { name: "Display" })
    await display.getByText(/New: *0/).waitFor()
    const lit = await display.locator("canvas").evaluate(canvas => {
        const { width, height } = canvas as HTMLCanvasElement
        const pen = (canvas as HTMLCanvasElement).getContext("2d")!
        const { data } = pen.getImageData(0, 0, width, height)
        return data.filter((value, at) => at % 4 === 3 && value > 0).length
    })
    assert.ok(lit > 500, `${lit} pixels are lit`)
})

test("keys are pressed by mouse, twice, held, and by the keyboard's own", async t => {
    if (!requireJudge(t, "chromium")) return
    await page.getByRole("textbox", { name: "Filter" }).fill("button")
    await page.getByRole("button", { name: "Next", exact: true }).dblclick()
    const repeat = page.getByRole("button", { name: "Repeat", exact: true })
    await repeat.focus()
    await page.keyboard.down("Enter")
    await page.locator(".panel-key.repeat.down").waitFor()
    await page.keyboard.up("Enter")
    await page.keyboard.press("o")
    await page.getByText("button menu").last().waitFor()
    const expected = ["next", "next", "repeat", "menu"].flatMap(key => [
        `press ${key}`,
        `release ${key}`,
    ])
    for (let i = 0; i < 50 && (await touches()).length < expected.length; i++)
        await page.waitForTimeout(100)
    assert.deepEqual(await touches(), expected)
    await page.getByRole("textbox", { name: "Filter" }).fill("")
})

test("a memo is spoken into the machine by the browser's microphone", async t => {
    if (!requireJudge(t, "chromium")) return
    await statusSays(page, "waits for a call")
    await page.getByRole("button", { name: "Record", exact: true }).click()
    await page.getByRole("button", { name: "Speak into it" }).click()
    await page.getByRole("button", { name: "Stop speaking" }).waitFor()
    await statusSays(page, "listens to its microphone")
    await page.waitForTimeout(SPEAKING_MS)
    await page.getByRole("button", { name: "Record", exact: true }).click()
    await page.getByRole("button", { name: "Stop speaking" }).click()
    await statusSays(page, "waits for a call")
    await page
        .getByRole("group", { name: "Display" })
        .getByText(/New: *1/)
        .waitFor()
    const card = join(folder, "card.img")
    const [name] = messageNames(card)
    const heard = decodeWav(readFile(card, `AFTERBEEP/messages/${name}`), name!)
    const like = likeness(SAID, heard)
    t.diagnostic(`likeness of what was said and is on the card: ${like.toFixed(2)}`)
    assert.ok(like > LIKENESS_MIN, `${like}`)
})

test("the power switch takes the light away, and gives it back", async t => {
    if (!requireJudge(t, "chromium")) return
    const power = page.getByRole("switch", { name: "Power" })
    assert.equal(await power.getAttribute("aria-checked"), "true")
    await power.click()
    await statusSays(page, "no power")
    await page.getByRole("group", { name: "Display" }).getByText("It is dark.").waitFor()
    await power.click()
    await statusSays(page, "waits for a call")
    await page.getByRole("group", { name: "Display" }).getByText(/New/).waitFor()
})
