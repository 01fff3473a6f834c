/** The guided first call of who opens the page for the first time, done by the guide's own buttons from its first step to its last. */

import assert from "node:assert/strict"
import { test } from "node:test"
import { type Page } from "playwright-core"
import { requireJudge } from "../../support/judges.ts"
import { silence, useBench } from "../support/bench.ts"
import { lampIs, statusSays } from "../support/listening-page.ts"

let page: Page
useBench(silence(), bench => ({ page } = bench))

/** Pixels from left to right in which a greeting of some seconds is seen; gaps of a busy computer cost some. */
const COLUMNS_OF_SPEECH_MIN = 20

/** Runs in the page: columns of a waveform with more than silence in them, which is a line through the middle. */
function columnsOfSound(element: Element): number {
    const canvas = element as HTMLCanvasElement
    const { data, width } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, 21)
    const columns = new Set<number>()
    for (let i = 3; i < data.length; i += 4) if (data[i]! > 0) columns.add((i >> 2) % width)
    return columns.size
}

/** The step that is shown. */
const step = () => page.getByRole("region", { name: "A first call" }).locator("[aria-current]")

test("on a first visit somebody calls, and the guide presses Play: the message is played, and the guide is at its end", async t => {
    if (!requireJudge(t, "chromium")) return
    await step().getByRole("button", { name: "Let somebody call" }).click()
    await statusSays(page, "you hear its greeting")
    assert.match(await step().innerText(), /That is its greeting/)
    await statusSays(page, "records the caller")
    const press = step().getByRole("button", { name: "Press Play for me" })
    await press.waitFor()
    await lampIs(page, "blinking")
    await press.click()
    await statusSays(page, "plays messages")
    await step().getByText("That is all there is to it.").waitFor()
    await lampIs(page, "off")
    assert.equal(await page.getByRole("button", { name: "Mute" }).count(), 0)
})

test(
    "at its end the whole call is in view: rings, greeting and message, and it stays there",
    { timeout: 300_000 },
    async t => {
        if (!requireJudge(t, "chromium")) return
        for (const lane of ["Rings: 2 times", "On the line: 1 time", "It records: 1 time"])
            await page.getByRole("img", { name: `${lane} in view` }).waitFor()
        const greeting = page.getByRole("img", {
            name: /^Line, from the modem: loudest -\d\d? dB$/,
        })
        while ((await greeting.evaluate(columnsOfSound)) < COLUMNS_OF_SPEECH_MIN)
            await page.waitForTimeout(200)
        const follow = page.getByRole("button", { name: "Follow what happens" })
        assert.equal(await follow.getAttribute("aria-pressed"), "false")
    }
)

test("who has closed it is not shown it again", async t => {
    if (!requireJudge(t, "chromium")) return
    await page.getByRole("button", { name: "Close" }).click()
    await page.reload()
    await statusSays(page, "waits for a call")
    assert.equal(await step().count(), 0)
})
