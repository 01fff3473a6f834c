import assert from "node:assert/strict"
import { existsSync, statSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"
import { type Page } from "playwright-core"
import { encodeWav16 } from "../../../sim/audio/wav.ts"
import { readFile } from "../../../sim/card/reader.ts"
import { requireJudge } from "../../support/judges.ts"
import { silence, useBench } from "../support/bench.ts"
import { statusSays } from "../support/listening-page.ts"

const GREETING = Buffer.from(
    encodeWav16(Int16Array.from({ length: 8000 }, (_, i) => 3000 * (i % 2)))
)
const MB = 1024 * 1024

let folder: string
let page: Page
useBench(silence(), bench => ({ folder, page } = bench))

test("a message is seen as soon as it is there, and that it was heard; a card that is taken out is not shown", async t => {
    if (!requireJudge(t, "chromium")) return
    await statusSays(page, "waits for a call")
    await page.getByRole("tab", { name: "Card" }).click()
    await page.getByText("0 messages on the card").waitFor()
    await page.getByLabel("Who speaks").selectOption({ index: 1 })
    await page.getByRole("button", { name: "Call", exact: true }).click()
    await statusSays(page, "records the caller")
    await page.getByText("1 message on the card").waitFor()
    const table = page.getByRole("table", { name: "Folder" })
    await table.getByText("new", { exact: true }).waitFor()
    await page.getByRole("button", { name: "Play", exact: true }).click()
    await table.getByText("heard", { exact: true }).waitFor()
    await page.getByRole("button", { name: "Take out" }).click()
    await page.getByText("There is no card in the machine.").waitFor()
    assert.equal(await table.count(), 0)
    await page.getByRole("button", { name: "Put in" }).click()
    await page.getByText("1 message on the card").waitFor()
})

test("the list of calls that is read goes on with the next call", async t => {
    if (!requireJudge(t, "chromium")) return
    await statusSays(page, "waits for a call")
    await page.getByRole("navigation", { name: "Folder" }).getByText("AFTERBEEP").click()
    await page.getByRole("button", { name: "calls.csv" }).click()
    const text = page.getByRole("region", { name: "AFTERBEEP/calls.csv" })
    await text.getByText("message").waitFor()
    await page.getByLabel("Caller ID").selectOption("Withheld")
    await page.getByRole("button", { name: "Call", exact: true }).click()
    await text.getByText("private").waitFor()
    await statusSays(page, "waits for a call")
})

test("folders are opened, a text is read, and a greeting is sent under its name and heard", async t => {
    if (!requireJudge(t, "chromium")) return
    await statusSays(page, "waits for a call")
    await page.getByRole("button", { name: "settings.txt" }).click()
    await page.getByRole("region", { name: "AFTERBEEP/settings.txt" }).getByText("rings").waitFor()
    await page.getByLabel("It is heard").selectOption("by one caller")
    await page.getByLabel("Caller's number").fill("2125550123")
    await page
        .getByLabel("Sound, a WAV file")
        .setInputFiles({ name: "any.wav", mimeType: "audio/wav", buffer: GREETING })
    await page.getByText("The greeting is on the card").waitFor()
    const onCard = readFile(join(folder, "card.img"), "AFTERBEEP/greetings/caller-2125550123.wav")
    assert.ok(Buffer.from(onCard).equals(GREETING))
    await page.getByRole("button", { name: "greetings/" }).click()
    await page.getByRole("button", { name: "caller-2125550123.wav" }).click()
    await page.locator("audio").waitFor()
})

test("on a telephone the table of files is no wider than its place", async t => {
    if (!requireJudge(t, "chromium")) return
    const size = page.viewportSize()!
    await page.setViewportSize({ width: 390, height: 844 })
    const table = page.getByRole("region", { name: "Folder" })
    const beyondPx = await table.evaluate(box => box.scrollWidth - box.clientWidth)
    assert.equal(beyondPx, 0)
    await page.setViewportSize(size)
})

test("what is no sound is refused in words", async t => {
    if (!requireJudge(t, "chromium")) return
    await page
        .getByLabel("Sound, a WAV file")
        .setInputFiles({ name: "any.wav", mimeType: "audio/wav", buffer: Buffer.from("hello") })
    await page.locator(".trouble").filter({ hasText: "WAV" }).waitFor()
})

test("a file gets another name, and is deleted when that was asked and answered", async t => {
    if (!requireJudge(t, "chromium")) return
    const [old, fresh] = ["caller-2125550123.wav", "caller-7.wav"]
    const chosen = (name: string) => page.getByRole("region", { name })
    await chosen(old).getByRole("button", { name: "Rename" }).click()
    await page.getByLabel(`A new name for ${old}`).fill(fresh)
    await page.keyboard.press("Enter")
    await chosen(fresh).getByRole("button", { name: "Delete" }).click()
    await page.getByText(`Delete ${fresh} for ever?`).waitFor()
    await page.keyboard.press("Escape")
    await chosen(fresh).getByRole("button", { name: "Delete" }).click()
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Leave it")
    await page.getByRole("button", { name: "Delete it" }).click()
    await page.getByText("1 file or folder").waitFor()
    assert.throws(() => readFile(join(folder, "card.img"), `AFTERBEEP/greetings/${fresh}`))
})

test("a new card is made and put in; the machine looks at it, and the old one lies beside it", async t => {
    if (!requireJudge(t, "chromium")) return
    await page.getByLabel("A new card of").selectOption("64 MB")
    await page.getByRole("button", { name: "Make it" }).click()
    await page.getByText("card.1.img lies beside the machine").waitFor()
    await page.getByRole("button", { name: "Put card.1.img in" }).click()
    await page.getByText("The cards have changed places.").waitFor()
    assert.equal(statSync(join(folder, "card.img")).size, 64 * MB)
    assert.equal(statSync(join(folder, "card.1.img")).size, 1024 * MB)
    await page
        .getByRole("group", { name: "Display" })
        .getByText(/New: *0/)
        .waitFor()
})

test("an image of one's own is taken; what is none is refused in words", async t => {
    if (!requireJudge(t, "chromium")) return
    const image = page.getByLabel("An image of your own")
    const send = (buffer: Buffer) =>
        image.setInputFiles({ name: "x.img", mimeType: "application/octet-stream", buffer })
    await send(Buffer.alloc(2 * MB))
    await page.getByText("card.2.img lies beside the machine").waitFor()
    await send(Buffer.from("hello"))
    await page.getByText(/no card image: 5 bytes/).waitFor()
})

test("a card is called something and keeps that in the slot; another is thrown away when asked", async t => {
    if (!requireJudge(t, "chromium")) return
    const first = page.getByRole("listitem").filter({ hasText: "card.1.img" })
    await first.getByRole("button", { name: "Rename" }).click()
    await page.getByLabel("What card.1.img is called").fill("Holiday")
    await page.getByRole("button", { name: "Call it so" }).click()
    await page.getByRole("button", { name: "Put Holiday in" }).click()
    await page.getByText("In the slot: Holiday.").waitFor()
    const second = page.getByRole("listitem").filter({ hasText: "card.2.img" })
    await second.getByRole("button", { name: "Throw away" }).click()
    await page.getByText("Throw card.2.img away for ever").waitFor()
    await page.getByRole("button", { name: "Throw it away" }).click()
    await page.getByText("card.2.img was thrown away.").waitFor()
    assert.ok(!existsSync(join(folder, "card.2.img")))
})
