/** `npm run page-pictures`: opens the page in Chromium, lets a first call be played on it, and takes the README's pictures. */

import { mkdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { type Browser, type Page } from "playwright-core"
import { findChromium, openChromium } from "./browser/browser.ts"
import { RunningMachine } from "./browser/running-machine.ts"
import { ROOT, runTool } from "./project.ts"

const PICTURES = "docs/pictures"
const OUT = "out/page-pictures"
/** A first call and its playback last a minute. */
const LONGEST_MS = 120_000
/** So long the caller has spoken when the picture of the call is taken. */
const SPOKEN_MS = 1500

/** The stretch of time in view: all of the call, and its playback. */
const WHOLE_RUN = "90 seconds"
/** So long a stretch is drawn now and then only. */
const DRAWN_MS = 3000

interface Look {
    readonly name: string
    readonly width: number
    readonly height: number
    readonly colorScheme: "light" | "dark"
    /** What is taken; the window where nothing is said. */
    readonly part?: string
    /** The view of the inside that is opened. */
    readonly tab?: string
}

const VISIT: Look = { name: "page-first-visit", width: 390, height: 844, colorScheme: "light" }
const CALL: Look = { name: "page-call", width: 1280, height: 1000, colorScheme: "light" }
const WIDE = { width: 1280, height: 1400, part: ".inside" } as const
const AFTER: readonly Look[] = [
    { ...WIDE, name: "page-timeline", colorScheme: "light", tab: "Timeline" },
    { ...WIDE, name: "page-card", colorScheme: "dark", tab: "Card" },
]

await runTool(async () => {
    const folder = join(ROOT, OUT)
    rmSync(folder, { recursive: true, force: true })
    for (const each of [folder, join(ROOT, PICTURES)]) mkdirSync(each, { recursive: true })
    const machine = await RunningMachine.start(folder)
    try {
        const microphone = join(ROOT, "sounds/callers/second-call.wav")
        const browser = await openChromium(findChromium(), microphone)
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

async function takeAll(browser: Browser, url: string): Promise<void> {
    const visit = await openAs(browser, url, VISIT)
    await says(visit, "waits for a call")
    await visit.getByRole("group", { name: "Display" }).getByText(/New/).waitFor()
    await take(visit, VISIT)
    await visit.context().close()
    const call = await openAs(browser, url, CALL)
    const after = await Promise.all(AFTER.map(look => openAs(browser, url, look)))
    await call.getByRole("button", { name: "Let somebody call" }).click()
    await says(call, "The machine records")
    await call.waitForTimeout(SPOKEN_MS)
    await take(call, CALL)
    await call.getByRole("button", { name: "Press Play for me" }).click()
    await says(call, "plays messages")
    await says(call, "waits for a call")
    for (const [i, look] of AFTER.entries()) await takeInside(after[i]!, look)
}

async function takeInside(page: Page, look: Look): Promise<void> {
    await page.getByRole("tab", { name: look.tab!, exact: true }).click()
    if (look.tab === "Card") {
        await page.locator(".waveform").scrollIntoViewIfNeeded()
        await page.getByRole("img", { name: /Waveform: .* \d+ seconds/ }).waitFor()
    } else {
        await page.getByRole("combobox", { name: /^In view/ }).selectOption(WHOLE_RUN)
        await page.waitForTimeout(DRAWN_MS)
    }
    await take(page, look)
}

async function openAs(browser: Browser, url: string, look: Look): Promise<Page> {
    const { width, height, colorScheme } = look
    const context = await browser.newContext({ viewport: { width, height }, colorScheme })
    context.setDefaultTimeout(LONGEST_MS)
    const page = await context.newPage()
    await page.goto(`${url}&lang=en`)
    return page
}

async function says(page: Page, text: string): Promise<void> {
    await page.getByRole("status").filter({ hasText: text }).waitFor()
}

async function take(page: Page, { name, part }: Look): Promise<void> {
    const file = join(PICTURES, `${name}.png`)
    const options = { path: join(ROOT, file), animations: "disabled" } as const
    if (part === undefined) await page.screenshot(options)
    else await page.locator(part).screenshot(options)
    console.log(file)
}
