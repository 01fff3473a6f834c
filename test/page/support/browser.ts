/** The browser of the tests: the judge of that name. */

import { type Browser } from "playwright-core"
import { openChromium } from "../../../tools/browser/browser.ts"
import { judge } from "../../support/judges.ts"

/** @param microphoneWav 16-bit WAV that the microphone plays, over and over */
export async function openBrowser(microphoneWav: string): Promise<Browser> {
    return await openChromium(judge("chromium")!, microphoneWav)
}
