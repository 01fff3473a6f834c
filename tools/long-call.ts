/**
 * `npm run long-call`: one call of ten minutes in real time, from a browser, and how well its sound came through both ways.
 *
 * The machine hears the browser's microphone, and the browser hears the machine; each end has a clock of its own. How busy
 * the computer was stands beside it, for a busy one leaves gaps that are not the page's.
 */
import { mkdirSync, rmSync } from "node:fs"
import { loadavg } from "node:os"
import { join } from "node:path"
import { type Page } from "playwright-core"
import { addFiles } from "../sim/card/add-files.ts"
import { makeCardImage } from "../sim/card/format.ts"
import { findChromium, openChromium } from "./browser/browser.ts"
import { RunningMachine } from "./browser/running-machine.ts"
import { ROOT, WrongUsage, runTool } from "./project.ts"

const OUT = "out/long-call"
const HELP = `One call in real time from Chromium to the machine, and how well its sound came through.

usage: npm run long-call [-- --minutes N]

  --minutes N   how long the call is, 1 to 11; 10 unless given

Prints a line every half minute: buffered sound, correction of the clocks, gaps and skips in all, to the browser and from it.`
const MINUTES = { usual: 10, min: 1, max: 11 }
const ROW_MS = 30_000
/** A message this long is taken; the caller speaks without a pause. */
const SETTINGS = "rings = 1\nmessage-seconds = 720\n"

await runTool(async () => {
    const args = process.argv.slice(2)
    if (args.includes("--help")) return void console.log(HELP)
    const minutes = readMinutes(args)
    const folder = join(ROOT, OUT)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    makeCardImage(join(folder, "card.img"))
    const settings = { name: "AFTERBEEP/settings.txt", bytes: Buffer.from(SETTINGS) }
    addFiles(join(folder, "card.img"), [settings])
    const machine = await RunningMachine.start(folder)
    try {
        const microphone = join(ROOT, "sounds/callers/second-call.wav")
        const browser = await openChromium(findChromium(), microphone)
        try {
            const context = await browser.newContext({ permissions: ["microphone"] })
            const page = await context.newPage()
            page.setDefaultTimeout(ROW_MS)
            await page.goto(`${machine.url}&lang=en`)
            await callFor(page, minutes * 60_000)
        } finally {
            await browser.close()
        }
    } finally {
        await machine.interrupt()
    }
    return 0
})

/** @throws WrongUsage */
function readMinutes(args: readonly string[]): number {
    if (args.length === 0) return MINUTES.usual
    const minutes = Number(args[1])
    const isGood = args.length === 2 && args[0] === "--minutes" && Number.isFinite(minutes)
    if (isGood && minutes >= MINUTES.min && minutes <= MINUTES.max) return minutes
    throw new WrongUsage(`long-call does not understand "${args.join(" ")}"\n\n${HELP}`)
}

async function callFor(page: Page, lastsMs: number): Promise<void> {
    const status = (text: string) =>
        page.getByRole("status").filter({ hasText: text }).waitFor({ timeout: 120_000 })
    await status("waits for a call")
    await page.getByRole("button", { name: "Call", exact: true }).click()
    await status("The machine records")
    await page.locator(".health summary").click()
    const beganMs = performance.now()
    console.log(`a call of ${lastsMs / 60_000} minutes; load before: ${load()}`)
    while (performance.now() - beganMs < lastsMs) {
        await page.waitForTimeout(Math.min(ROW_MS, lastsMs - (performance.now() - beganMs)))
        const seconds = Math.round((performance.now() - beganMs) / 1000)
        console.log(`${String(seconds).padStart(4)} s  load ${load()}  ${await health(page)}`)
    }
    const isUp = await page.getByRole("button", { name: "Hang up" }).isVisible()
    console.log(isUp ? "the call was up to its end" : "the machine had hung up before")
}

/** What the page says of its sound, in one line. */
async function health(page: Page): Promise<string> {
    const text = await page.locator(".health").innerText()
    return text.split("\n").slice(1).filter(Boolean).join(" | ")
}

function load(): string {
    return loadavg()[0]!.toFixed(1)
}
