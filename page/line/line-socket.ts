/** The worker that owns the socket for sound: there from the beginning, for the picture of the line. */

import { LINE_PATH } from "../../sim/protocol/messages.ts"
import { addLineFrame, type LineFrame } from "../state/line-sound.ts"
import { type WorkerOrder } from "./line-worker.ts"

/** @param page name of this page */
export function openLine(page: string): Worker {
    const worker = new Worker("line-worker.js", { type: "module" })
    worker.onmessage = ({ data }: MessageEvent<LineFrame>) => addLineFrame(data)
    const url = `ws://${location.host}${LINE_PATH}?page=${encodeURIComponent(page)}`
    const order: WorkerOrder = { url }
    worker.postMessage(order)
    return worker
}
