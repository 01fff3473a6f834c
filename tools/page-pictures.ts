/** `npm run page-pictures`: opens the page in Chromium, lets a first call be played on it, and takes the README's pictures. */

import { spawnSync } from "node:child_process"
import { mkdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { type Browser, type Page } from "playwright-core"
import { openChromium } from "./browser/browser.ts"
import { RunningMachine } from "./browser/running-machine.ts"
import { ROOT, ToolError, runTool } from "./project.ts"

const PICTURES = "docs/pictures"
const OUT = "out/page-pictures"
/** A first call and its playback last a minute. */
const LONGEST_MS = 120_000
/** So long the caller has spoken when the picture of the call is taken. */
const SPOKEN_MS = 6000

interface Look {
    readonly name: string
    readonly width: number
    readonly height: number
    readonly colorScheme: "light" | "dark"
}

const BEFORE: readonly Look[] = [
    { name: "page-first-visit", width: 390, height: 844, colorScheme: "light" },
]
const IN_CALL: readonly Look[] = [
    { name: "page-call", width: 1280, height: 1000, colorScheme: "light" },
]
const AFTER: readonly Look[] = [
    { name: "page-card", width: 1280, height: 1000, colorScheme: "dark" },
    { name: "page-phone", width: 390, height: 844, colorScheme: "dark" },
]

await runTool(async () => {
    const folder = join(ROOT, OUT)
    rmSync(folder, { recursive: true, force: true })
    for (const each of [folder, join(ROOT, PICTURES)]) mkdirSync(each, { recursive: true })
    const machine = await RunningMachine.start(folder)
    try {
        const microphone = join(ROOT, "sounds/callers/second-call.wav")
        const browser = await openChromium(chromium(), microphone)
        try {
            await takeAll(browser, machine.url)
        } finally {
            await browser.close()
        }
    } finally {
        await machine.interrupt()
    }
    return 0
})

/** @throws ToolError: it is not installed */
function chromium(): string {
    const { status, stdout } = spawnSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" })
    if (status !== 0) throw new ToolError("chromium is not installed: run 'npm run judges'")
    return stdout.trim()
}

async function takeAll(browser: Browser, url: string): Promise<void> {
    const open = (look: Look) => openAs(browser, url, look)
    const before = await Promise.all(BEFORE.map(open))
    const page = await open(IN_CALL[0]!)
    await says(page, "waits for a call")
    for (const [i, look] of BEFORE.entries()) await take(before[i]!, look)
    await page.getByRole("button", { name: "Let somebody call" }).click()
    await says(page, "The machine records")
    await page.waitForTimeout(SPOKEN_MS)
    await take(page, IN_CALL[0]!)
    await says(page, "waits for a call")
    const after = await Promise.all(AFTER.map(open))
    for (const [i, look] of AFTER.entries()) {
        await after[i]!.getByRole("button", { name: "Close" }).click()
        await after[i]!.getByRole("tab", { name: "Card" }).click()
        await after[i]!.getByRole("img", { name: /Waveform: .* \d+ seconds/ })
            .first()
            .waitFor()
        await take(after[i]!, look)
    }
}

async function openAs(browser: Browser, url: string, look: Look): Promise<Page> {
    const { width, height, colorScheme } = look
    const context = await browser.newContext({ viewport: { width, height }, colorScheme })
    context.setDefaultTimeout(LONGEST_MS)
    const page = await context.newPage()
    await page.goto(url)
    return page
}

async function says(page: Page, text: string): Promise<void> {
    await page.getByRole("status").filter({ hasText: text }).waitFor()
}

async function take(page: Page, { name }: Look): Promise<void> {
    const path = join(PICTURES, `${name}.png`)
    await page.screenshot({ path: join(ROOT, path), animations: "disabled" })
    console.log(path)
}
