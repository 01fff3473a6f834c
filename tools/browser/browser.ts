/** Debian's Chromium, with a microphone that plays a WAV file; one at a time. */

import { chromium, type Browser } from "playwright-core"

const FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]

/**
 * @param executablePath the browser
 * @param microphoneWav 16-bit WAV that the microphone plays, over and over
 */
export async function openChromium(
    executablePath: string,
    microphoneWav: string
): Promise<Browser> {
    return await chromium.launch({
        executablePath,
        ignoreDefaultArgs: ["--mute-audio"],
        args: [...FLAGS, `--use-file-for-fake-audio-capture=${microphoneWav}`],
    })
}
