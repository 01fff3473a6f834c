/** What the bench lets a person do beside calling: a fax, keys in a row, the other telephone, switches for trouble, other parts. */

import assert from "node:assert/strict"
import { test } from "node:test"
import { type Page } from "playwright-core"
import { encodeWav16 } from "../../../sim/audio/wav.ts"
import { requireJudge } from "../../support/judges.ts"
import { silence, useBench } from "../support/bench.ts"
import { statusSays } from "../support/listening-page.ts"

let page: Page
useBench(silence(), bench => ({ page } = bench))

/** A tone in two channels. */
function stereoWav(rateHz: number, seconds: number): Buffer {
    const wav = Buffer.alloc(44 + 4 * rateHz * seconds)
    wav.set(encodeWav16(new Int16Array(2 * rateHz * seconds)))
    wav.writeUInt16LE(2, 22)
    wav.writeUInt32LE(rateHz, 24)
    wav.writeUInt32LE(4 * rateHz, 28)
    wav.writeUInt16LE(4, 32)
    for (let i = 0; i < 2 * rateHz * seconds; i++)
        wav.writeInt16LE(
            Math.round(8000 * Math.sin((Math.PI * 880 * (i >> 1)) / rateHz)),
            44 + 2 * i
        )
    return wav
}

/** Waits: until the timeline has a row that says that. */
async function timelineSays(text: RegExp): Promise<void> {
    await page.getByRole("table", { name: "Timeline" }).getByText(text).first().waitFor()
}

for (const [caller, told, why] of [
    ["A fax machine", "a fax machine calls", "has heard a fax machine's tone and hung up"],
    ["A computer's modem", "a modem calls", "has heard a modem's tone and hung up"],
] as const)
    test(`${caller} calls: the machine's modem tells that it is one, and why it is let go is said`, async t => {
        if (!requireJudge(t, "chromium")) return
        await statusSays(page, "waits for a call")
        await page.getByLabel("Who speaks").selectOption(caller)
        await page.getByRole("button", { name: "Call", exact: true }).click()
        await page.getByRole("tab", { name: "Talk with the modem" }).click()
        await page.getByText(told).first().waitFor()
        await statusSays(page, why)
        await page.getByRole("tab", { name: "Timeline" }).click()
        await page.getByRole("textbox", { name: "Filter" }).fill("on-hook")
        await timelineSays(new RegExp(why))
        await page.getByRole("textbox", { name: "Filter" }).fill("")
        await page.getByRole("button", { name: "Hang up" }).click()
        await page.getByRole("button", { name: "Call", exact: true }).waitFor()
        await statusSays(page, "waits for a call")
    })

test("keys in a row are pressed in a call, and the other telephone in the house is picked up", async t => {
    if (!requireJudge(t, "chromium")) return
    await page.getByLabel("Who speaks").selectOption({ index: 0 })
    await page.getByRole("button", { name: "Call", exact: true }).click()
    await page.getByRole("button", { name: "Hang up" }).waitFor()
    await page.getByLabel("Keys to press").fill("12#")
    await page.getByRole("button", { name: "Press them" }).click()
    await page.getByRole("textbox", { name: "Filter" }).fill("dtmf")
    for (const digit of ["1", "2", "#"]) await timelineSays(new RegExp(`digit ${digit}`))
    await page.getByRole("textbox", { name: "Filter" }).fill("")
    await page.getByRole("button", { name: "Pick it up" }).click()
    await page.getByText("Another telephone in the house: picked up").waitFor()
    await page.getByRole("button", { name: "Hang up" }).click()
    await page.getByText("Another telephone in the house: on its hook").waitFor()
    await statusSays(page, "waits for a call")
})

test("words are spoken in a call, and a sound file of any rate speaks in the next one", async t => {
    if (!requireJudge(t, "chromium")) return
    await page.getByText("A sound or words of your own").click()
    await page.getByLabel("A sound file").setInputFiles({
        name: "my memo.wav",
        mimeType: "audio/wav",
        buffer: stereoWav(44_100, 2),
    })
    await page.getByText("It speaks in the next call.").waitFor()
    assert.match(await spokenBy(), /my memo \(2 s\)/)
    await page.getByRole("button", { name: "Call", exact: true }).click()
    await page.getByRole("button", { name: "Hang up" }).waitFor()
    await page.getByLabel("Words to be spoken").fill("Hello, this is Robin.")
    await page.getByRole("button", { name: "Speak them" }).click()
    await page.getByText("It is said now.").waitFor()
    await page.getByText("It is said now.").waitFor({ state: "hidden" })
    await page.getByRole("button", { name: "Hang up" }).waitFor()
    await page.getByRole("button", { name: "Hang up" }).click()
    await page.getByLabel("A sound file").setInputFiles({
        name: "bad.wav",
        mimeType: "audio/wav",
        buffer: Buffer.from("hello"),
    })
    await page.getByText("bad: is not a WAV file").waitFor()
    await page.getByLabel("A sound file").setInputFiles({
        name: "long.wav",
        mimeType: "audio/wav",
        buffer: stereoWav(8000, 181),
    })
    await page.getByText("181 seconds are too long").waitFor()
    await statusSays(page, "waits for a call")
})

/** Who speaks, as it is chosen. */
async function spokenBy(): Promise<string> {
    const choice = page.getByLabel("Who speaks")
    return await choice.evaluate(
        select => (select as HTMLSelectElement).selectedOptions[0]?.textContent ?? ""
    )
}

test("a switch shows what is wrong, and goes off with all others", async t => {
    if (!requireJudge(t, "chromium")) return
    await page.getByRole("tab", { name: "Trouble" }).click()
    const noise = page.getByRole("switch", { name: "noise", exact: true })
    const locked = page.getByRole("switch", { name: "write-protected" })
    assert.equal(await noise.getAttribute("aria-checked"), "false")
    await noise.click()
    await locked.click()
    await page.getByText("2 troubles are on.").waitFor()
    assert.equal(await noise.getAttribute("aria-checked"), "true")
    await noise.click()
    await page.getByText("1 trouble is on.").waitFor()
    assert.equal(await noise.getAttribute("aria-checked"), "false")
    await page.getByRole("button", { name: "All is well again" }).click()
    await page.getByText("Nothing is wrong.").waitFor()
    assert.equal(await locked.getAttribute("aria-checked"), "false")
})

test("power that fails at a write is a switch: it is off again when it has struck, and the machine has no power", async t => {
    if (!requireJudge(t, "chromium")) return
    await page.getByRole("tab", { name: "Trouble" }).click()
    const cut = page.getByRole("switch", { name: "only its first half is written" })
    await cut.click()
    await page.getByText("1 trouble is on.").waitFor()
    assert.equal(await cut.getAttribute("aria-checked"), "true")
    await page.getByLabel("Who speaks").selectOption({ index: 1 })
    await page.getByRole("button", { name: "Call", exact: true }).click()
    await statusSays(page, "no power")
    await page.getByRole("tabpanel").getByText("The machine has no power.").waitFor()
    assert.equal(await cut.getAttribute("aria-checked"), "false")
    await page.getByRole("button", { name: "Hang up" }).click()
    await page.getByRole("switch", { name: "Power", exact: true }).click()
    await statusSays(page, "waits for a call")
})

test("a list that is followed to its end begins with a whole row below its heads", async t => {
    if (!requireJudge(t, "chromium")) return
    await page.getByRole("tab", { name: "Timeline" }).click()
    const table = page.getByRole("table", { name: "Timeline" })
    await table.waitFor()
    const cutPx = await table.evaluate(element => {
        const { tHead, tBodies } = element as HTMLTableElement
        const { bottom } = tHead!.rows[0]!.cells[0]!.getBoundingClientRect()
        const tops = [...tBodies[0]!.rows].map(row => row.getBoundingClientRect().top - bottom)
        return Math.max(...tops.filter(px => px < 1)) % 28
    })
    assert.ok(Math.abs(cutPx) < 1, `${cutPx} pixels of a row are hidden`)
})

test("the picture of what was on the line is there again after the page was loaded anew", async t => {
    if (!requireJudge(t, "chromium")) return
    await page.getByRole("tab", { name: "Timeline" }).click()
    const line = page.getByRole("img", { name: /^Line, to the modem: loudest -\d\d? dB$/ })
    const allInView = page.getByRole("combobox", { name: "In view" })
    await allInView.selectOption({ index: 4 })
    const loudest = (await line.getAttribute("aria-label"))!
    const level = Number(/(-\d+) dB/.exec(loudest)![1])
    assert.ok(level > -40, loudest)
    await page.reload()
    await statusSays(page, "waits for a call")
    await allInView.selectOption({ index: 4 })
    // It comes in portions: the loudest may be in the last.
    await page.getByRole("img", { name: loudest, exact: true }).waitFor()
})

test("a name without a number is not dropped without a word, nor what a form of the caller ID has no room for", async t => {
    if (!requireJudge(t, "chromium")) return
    await page.getByText("More of the network").click()
    const form = page.getByLabel("The network tells who calls")
    await page.getByRole("textbox", { name: "Number", exact: true }).fill("")
    await page.getByText("Without a number the network sends no name.").waitFor()
    await page.getByRole("textbox", { name: "Number", exact: true }).fill("2125550123")
    await form.selectOption("dtmf-d")
    await page.getByText("sends the number and no name").waitFor()
    await statusSays(page, "waits for a call")
    await page.getByLabel("tells that the caller has hung up").selectOption("by congestion tone")
    await statusSays(page, /made ready|over/)
    await statusSays(page, "waits for a call")
    assert.equal(await form.inputValue(), "dtmf-d")
    await page.getByLabel("Who speaks").selectOption({ index: 1 })
    await page.getByRole("button", { name: "Call", exact: true }).click()
    await statusSays(page, "records the caller")
    await page.getByRole("button", { name: "Hang up" }).click()
    await page.getByRole("textbox", { name: "Filter" }).fill("tone-on")
    await timelineSays(/kind congestion/)
    await page.getByRole("textbox", { name: "Filter" }).fill("")
    await statusSays(page, "waits for a call")
})

test("another modem is put in behind USB: the machine starts anew with it, and the plug can be pulled", async t => {
    if (!requireJudge(t, "chromium")) return
    await page.getByText("What is in it").click()
    await page.getByRole("combobox", { name: "Modem", exact: true }).selectOption("USRobotics 5637")
    await page.getByLabel("The modem hangs on").selectOption("USB (MAX3421E)")
    await page.getByRole("button", { name: "Put these in" }).click()
    await page.locator("dd").filter({ hasText: "USRobotics 5637" }).waitFor()
    await statusSays(page, "waits for a call")
    await page.getByRole("tab", { name: "Trouble" }).click()
    const plug = page.getByRole("switch", { name: "pulled out" })
    await plug.click()
    await page.getByText("1 trouble is on.").waitFor()
    assert.equal(await plug.getAttribute("aria-checked"), "true")
    await page.getByRole("button", { name: "All is well again" }).click()
    await page.getByText("Nothing is wrong.").waitFor()
})
