/** A page of which a test hears what it plays: everything that goes to the loudspeaker of the computer is kept. */

import { type Browser, type BrowserContext, type Page } from "playwright-core"
import { resample } from "../../../sim/audio/resample.ts"
import { LINE_RATE } from "../../../sim/protocol/frame.ts"

/** In the order in which the page connects them. */
export type Played = "ear" | "speaker"

/** A computer that has other work, and builds the firmware first, takes its time: only a page that hangs is to fail by this. */
const LONGEST_MS = 120_000

/** @param options `bypassCSP` lets a test look into the page by scripts of its own; the page never does without its policy */
export async function openPage(
    browser: Browser,
    url: string,
    options: Parameters<Browser["newContext"]>[0] = {}
): Promise<Page> {
    const context = await browser.newContext({ permissions: ["microphone"], ...options })
    context.setDefaultTimeout(LONGEST_MS)
    await keepSound(context)
    const page = await context.newPage()
    await page.goto(url)
    return page
}

/** Runs in the page before anything else: taps whatever is connected to the destination. */
async function keepSound(context: BrowserContext): Promise<void> {
    await context.addInitScript(() => {
        const taps: { rate: number; blocks: Float32Array[] }[] = []
        Object.assign(window, { taps })
        const connect = AudioNode.prototype.connect as (...args: unknown[]) => AudioNode
        const prototype = AudioNode.prototype as { connect: unknown }
        // Without a name of its own: the tests' compiler would mark it with a helper that the page lacks.
        prototype.connect = function (this: AudioNode, ...args: unknown[]): AudioNode {
            const [target] = args
            if (target instanceof AudioDestinationNode) {
                const tap = { rate: this.context.sampleRate, blocks: [] as Float32Array[] }
                const ear = (this.context as AudioContext).createScriptProcessor(4096, 1, 1)
                ear.onaudioprocess = e => tap.blocks.push(e.inputBuffer.getChannelData(0).slice())
                taps.push(tap)
                connect.call(this, ear)
                connect.call(ear, target)
            }
            return connect.apply(this, args)
        }
    })
}

/** What was played so far, 8000 Hz. */
export async function played(page: Page, what: Played): Promise<Float32Array> {
    const { rate, base64 } = await page.evaluate(
        index => {
            const { taps } = window as unknown as {
                taps: { rate: number; blocks: Float32Array[] }[]
            }
            const { rate, blocks } = taps[index]!
            const bytes = blocks.flatMap(block => [...new Uint8Array(block.buffer)])
            let text = ""
            for (const byte of bytes) text += String.fromCharCode(byte)
            return { rate, base64: btoa(text) }
        },
        what === "ear" ? 0 : 1
    )
    const bytes = Buffer.from(base64, "base64")
    const copy = new Uint8Array(bytes).buffer
    return resample(new Float32Array(copy), rate, LINE_RATE)
}

/** Forget what was played so far. */
export async function forgetPlayed(page: Page): Promise<void> {
    await page.evaluate(() => {
        const { taps } = window as unknown as { taps: { blocks: Float32Array[] }[] }
        for (const tap of taps) tap.blocks.length = 0
    })
}

/** Waits: until the status line says so. */
export async function statusSays(
    page: Page,
    text: string | RegExp,
    options: { readonly timeout?: number } = {}
): Promise<void> {
    await page.getByRole("status").filter({ hasText: text }).waitFor(options)
}

/** Waits: until the lamp is seen like that. */
export async function lampIs(page: Page, word: "off" | "on" | "blinking"): Promise<void> {
    await page.getByRole("img", { name: `Message lamp: ${word}` }).waitFor()
}
