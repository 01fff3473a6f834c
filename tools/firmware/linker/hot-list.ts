/**
 * What is put into these callers although others call it too: a call and its frame cost a device 26 µs, as much as 16
 * instructions, and these are called for every few bytes of sound. Each costs the code of a copy. What is called from one
 * place only needs no entry. See docs/decisions/027.
 */

import type { Origin } from "./image.ts"

interface Listed {
    /** The source that the function is in. */
    readonly path: string
    readonly name: string
    /** Names of the functions that have a copy of it, wherever they are. */
    readonly into: readonly string[]
}

export const HOT: readonly Listed[] = [
    // Both ways.
    { path: "src/drivers/v253/modem.ts", name: "nextEvent", into: ["check", "hasRung"] },
    { path: "src/util/channel.ts", name: "poll", into: ["nextEvent", "nextKeyEvent"] },
    // Recording.
    { path: "src/audio/recorder.ts", name: "flushRun", into: ["run"] },
    { path: "src/audio/recorder.ts", name: "put", into: ["run"] },
    { path: "src/drivers/v253/modem.ts", name: "takePiece", into: ["poll"] },
    { path: "src/util/fifo-frames.ts", name: "longest", into: ["forReading"] },
    { path: "src/util/fifo-frames.ts", name: "forReading", into: ["read"] },
    // Playing.
    { path: "src/util/fifo-frames.ts", name: "longest", into: ["forWriting"] },
    { path: "src/util/fifo-frames.ts", name: "forWriting", into: ["write"] },
    { path: "src/drivers/v253/sound-sender.ts", name: "leftBytes", into: ["send"] },
    { path: "src/owner/panel-keys.ts", name: "hasRung", into: ["check"] },
    { path: "src/owner/gestures.ts", name: "next", into: ["check"] },
    { path: "src/owner/gestures.ts", name: "heldUntil", into: ["next"] },
    { path: "src/platform/panel.ts", name: "nextKeyEvent", into: ["next"] },
    // A USB host: each packet is three calls of the chip, or four, and what is in between them would be as many again.
    { path: "src/drivers/max3421e/usb-host.ts", name: "launch", into: ["ask", "push"] },
    { path: "src/drivers/max3421e/usb-host.ts", name: "hasPacket", into: ["ask"] },
    { path: "src/drivers/max3421e/usb-host.ts", name: "ask", into: ["read"] },
    { path: "src/drivers/max3421e/usb-modem.ts", name: "takeFifo", into: ["read"] },
    { path: "src/drivers/max3421e/usb-host.ts", name: "take", into: ["takeFifo"] },
    { path: "src/util/fifo-frames.ts", name: "forReading", into: ["take"] },
    { path: "src/drivers/max3421e/usb-host.ts", name: "read", into: ["result"] },
    { path: "src/drivers/max3421e/usb-host.ts", name: "result", into: ["push"] },
    { path: "src/drivers/max3421e/usb-modem.ts", name: "push", into: ["write"] },
    { path: "src/util/fifo-frames.ts", name: "forWriting", into: ["fill"] },
    { path: "src/drivers/max3421e/usb-host.ts", name: "fill", into: ["write"] },
    { path: "src/drivers/max3421e/usb-host.ts", name: "commit", into: ["fill"] },
    { path: "src/drivers/max3421e/usb-host.ts", name: "write", into: ["commit"] },
]

/** Called now and then by what is copied, and long: they are not in it. */
export const APART: readonly Origin[] = [{ path: "src/hearing/hearing.ts", name: "hear" }]

/** @returns true: to be put into that caller, whoever else calls it; false: into none; undefined: as any other function */
export function isHot(callee: Origin | undefined, caller: Origin | undefined): boolean | undefined {
    if (APART.some(({ path, name }) => callee?.path === path && callee.name === name)) return false
    return (
        HOT.some(
            ({ path, name, into }) =>
                callee?.path === path && callee.name === name && into.includes(caller?.name ?? "")
        ) || undefined
    )
}
