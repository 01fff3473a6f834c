import assert from "node:assert/strict"
import { type ServerResponse } from "node:http"
import { PassThrough } from "node:stream"
import { buffer } from "node:stream/consumers"
import { test } from "node:test"
import { promisify } from "node:util"
import yauzl from "yauzl"
import { type SavedFile } from "../../../sim/scenario/saved/saved-run.ts"
import { sendZip } from "../../../sim/server/zip-answer.ts"

function bench() {
    const head: { status?: number; headers?: Record<string, unknown> } = {}
    const stream = new PassThrough()
    const response = Object.assign(stream, {
        writeHead: (status: number, headers: Record<string, unknown>) =>
            Object.assign(head, { status, headers }),
    })
    return { head, stream, response: response as unknown as ServerResponse }
}

async function filesIn(zip: Buffer): Promise<Record<string, string>> {
    const open = promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer)
    const file = await open(zip, { lazyEntries: true })
    const found: Record<string, string> = {}
    const read = promisify(
        file.openReadStream.bind(file) as (
            entry: yauzl.Entry,
            done: (error: Error | null, stream: NodeJS.ReadableStream) => void
        ) => void
    )
    await new Promise<void>((resolve, reject) => {
        file.on("end", resolve)
        file.on("error", reject)
        file.on("entry", (entry: yauzl.Entry) => {
            read(entry)
                .then(stream => buffer(stream as PassThrough))
                .then(content => {
                    found[entry.fileName] = content.toString()
                    file.readEntry()
                }, reject)
        })
        file.readEntry()
    })
    return found
}

async function* portions(...texts: string[]): AsyncGenerator<Uint8Array> {
    for (const text of texts) yield Buffer.from(text)
}

test("all files are in it, those that come in portions, too, and it is a download", async () => {
    const { head, stream, response } = bench()
    const files: SavedFile[] = [
        { name: "scenario.json", content: Buffer.from("{}") },
        { name: "card.sectors", content: portions("one ", "two") },
        { name: "last.txt", content: Buffer.from("end") },
    ]
    const [zip] = await Promise.all([buffer(stream), sendZip(response, files, "run.zip")])
    assert.deepEqual(await filesIn(zip), {
        "scenario.json": "{}",
        "card.sectors": "one two",
        "last.txt": "end",
    })
    assert.equal(head.status, 200)
    assert.match(String(head.headers!["content-disposition"]), /attachment; filename="run\.zip"/)
})

test("what fails half-way ends the answer without its end, and is thrown", async () => {
    const { stream, response } = bench()
    async function* broken(): AsyncGenerator<Uint8Array> {
        yield Buffer.from("one")
        throw new Error("the disk is gone")
    }
    stream.resume()
    const files = [{ name: "card.sectors", content: broken() }]
    await assert.rejects(sendZip(response, files, "run.zip"), /the disk is gone/)
    assert.ok(stream.destroyed)
})
