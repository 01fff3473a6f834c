/** What a file of browser tests stands on: a machine of its own, a browser with a microphone, and a page that shows the machine. */

import { join } from "node:path"
import { after, before } from "node:test"
import { type Browser, type Page } from "playwright-core"
import { writeWav16 } from "../../../sim/audio/wav.ts"
import { judge } from "../../support/judges.ts"
import { openBrowser } from "./browser.ts"
import { openPage, statusSays } from "./listening-page.ts"
import { newFolder } from "./new-folder.ts"
import { RunningMachine } from "./running-machine.ts"

/** Where the program was not built before, that takes longer than anything that a test waits for. */
const BUILD_MS = 180_000

export interface Bench {
    /** Where its card, `card.img`, and whatever the tests make lie. */
    readonly folder: string
    readonly machine: RunningMachine
    readonly browser: Browser
    readonly page: Page
}

/**
 * To be called once in a file, outside of its tests. Where there is no browser, nothing is done: each test asks for its judge.
 *
 * @param microphone what the browser's microphone hears, over and over; 8000 Hz, 1.0 = full scale
 * @param onReady told when the machine waits for a call, before the first test
 */
export function useBench(microphone: Float32Array, onReady: (bench: Bench) => void): void {
    let folder: ReturnType<typeof newFolder> | undefined
    let machine: RunningMachine | undefined
    let browser: Browser | undefined

    before(async () => {
        if (judge("chromium") === undefined) return
        folder = newFolder()
        const wav = join(folder.path, "microphone.wav")
        writeWav16(wav, microphone)
        machine = await RunningMachine.start(folder.path)
        browser = await openBrowser(wav)
        const page = await openPage(browser, machine.url)
        await statusSays(page, "waits for a call", { timeout: BUILD_MS })
        onReady({ folder: folder.path, machine, browser, page })
    })

    after(async () => {
        if (process.env["SHOW"]) console.log(machine?.printed)
        await browser?.close()
        await machine?.interrupt()
        folder?.remove()
    })
}

/** A second of a quiet room. */
export function silence(): Float32Array {
    return new Float32Array(8000)
}
