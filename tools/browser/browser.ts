/** Debian's Chromium, with a microphone that plays a WAV file; one at a time. */

import { spawnSync } from "node:child_process"
import { chromium, type Browser } from "playwright-core"
import { ToolError } from "../project.ts"

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

/** Where it is. @throws ToolError: it is not installed */
export function findChromium(): string {
    const { status, stdout } = spawnSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" })
    if (status !== 0) throw new ToolError("chromium is not installed: run 'npm run judges'")
    return stdout.trim()
}

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
