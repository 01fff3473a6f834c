/** Opens an address in the browser of whoever sits at this computer, where there is one. */

import { spawn } from "node:child_process"

export interface Desk {
    readonly platform: NodeJS.Platform
    readonly env: Readonly<NodeJS.ProcessEnv>
    /** Somebody sits at this terminal. */
    readonly isTTY: boolean
}

/** The program that opens an address, and its arguments; undefined: there is none, or nobody wants it. */
export function openerOf({ platform, env, isTTY }: Desk): readonly string[] | undefined {
    // What many programs understand, and what says that the screen is elsewhere.
    if (!isTTY || env["BROWSER"] === "none" || env["SSH_CONNECTION"] || env["CI"]) return undefined
    if (platform === "darwin") return ["open"]
    // The address goes through no shell: its "&" would be one more command there.
    if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler"]
    return env["DISPLAY"] || env["WAYLAND_DISPLAY"] ? ["xdg-open"] : undefined
}

/** Does not wait; a computer without such a program is as well, since the address was printed. */
export function openBrowser(url: string, opener: readonly string[]): void {
    const [program, ...args] = opener
    const child = spawn(program!, [...args, url], { stdio: "ignore", detached: true })
    child.on("error", () => undefined)
    child.unref()
}
