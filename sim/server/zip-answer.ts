/** Several files as one, packed while they are sent. */

import { type ServerResponse } from "node:http"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import yazl from "yazl"
import { type SavedFile } from "../scenario/saved/saved-run.ts"
import { SAFE_HEADERS } from "./assets.ts"

/**
 * @param name of ours, never of a stranger's making
 * Waits: until all is sent. What fails half-way ends the answer without its end, and is thrown.
 */
export async function sendZip(
    response: ServerResponse,
    files: readonly SavedFile[],
    name: string
): Promise<void> {
    const zip = new yazl.ZipFile()
    for (const { name, content } of files) {
        if (content instanceof Uint8Array) zip.addBuffer(Buffer.from(content), name)
        else
            zip.addReadStreamLazy(name, give => {
                const stream = Readable.from(content)
                stream.on("error", error => zip.emit("error", error))
                give(null, stream)
            })
    }
    zip.end()
    response.writeHead(200, {
        ...SAFE_HEADERS,
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="${name}"`,
    })
    const output = zip.outputStream as Readable
    zip.on("error", error => output.destroy(error as Error))
    await pipeline(output, response)
}
