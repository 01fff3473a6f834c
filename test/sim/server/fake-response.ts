/** An answer of node:http as far as the routes use it, which keeps what it was given. */

import { Writable } from "node:stream"

export class FakeResponse extends Writable {
    status = 0
    headers: Readonly<Record<string, unknown>> = {}
    private readonly chunks: Buffer[] = []

    writeHead(status: number, headers: Readonly<Record<string, unknown>> = {}): this {
        this.status = status
        this.headers = headers
        return this
    }

    override _write(chunk: Buffer, _: string, done: () => void): void {
        this.chunks.push(Buffer.from(chunk))
        done()
    }

    get body(): Buffer {
        return Buffer.concat(this.chunks)
    }

    get text(): string {
        return this.body.toString()
    }
}
