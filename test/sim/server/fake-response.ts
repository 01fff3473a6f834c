/** An answer of node:http as far as the routes use it, which keeps what it was given. */

import { Writable } from "node:stream"

export class FakeResponse extends Writable {
    status = 0
    private readonly chunks: Buffer[] = []

    writeHead(status: number): this {
        this.status = status
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
