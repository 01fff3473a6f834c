/** Reading files of a ZIP by their names. */
import { buffer } from "node:stream/consumers"
import { promisify } from "node:util"
import yauzl from "yauzl"
import { CardError } from "../../sim/card/card-error.ts"
import { isSystemError, reasonOf } from "../../sim/card/system-words.ts"

export class ZipReader {
    private constructor(
        readonly path: string,
        private readonly zip: yauzl.ZipFile,
        private readonly entries: ReadonlyMap<string, yauzl.Entry>
    ) {}

    /** @throws CardError: no ZIP file */
    static async open(path: string): Promise<ZipReader> {
        try {
            const open = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open)
            const zip = await open(path, { lazyEntries: true, autoClose: false })
            return new ZipReader(path, zip, await listEntries(zip))
        } catch (error) {
            if (isSystemError(error))
                throw new CardError(`${path}: can't be read: ${reasonOf(error)}`)
            throw new CardError(
                `${path}: is no ZIP file that can be read, or damaged: is it one that "card backup" has made? (${(error as Error).message})`
            )
        }
    }

    has(name: string): boolean {
        return this.entries.has(name)
    }

    get names(): readonly string[] {
        return [...this.entries.keys()]
    }

    /** @throws CardError: there is none, or it is damaged */
    async read(name: string): Promise<Buffer> {
        const entry = this.entries.get(name)
        if (!entry) throw new CardError(`${this.path}: ${name} is missing in it`)
        try {
            const open = promisify(this.zip.openReadStream.bind(this.zip) as OpenStream)
            return await buffer(await open(entry))
        } catch (error) {
            throw new CardError(`${this.path}: ${name} is damaged: ${(error as Error).message}`)
        }
    }

    close(): void {
        this.zip.close()
    }
}

type OpenStream = (
    entry: yauzl.Entry,
    callback: (error: Error | null, stream: NodeJS.ReadableStream) => void
) => void

async function listEntries(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
    return await new Promise((resolve, reject) => {
        const entries = new Map<string, yauzl.Entry>()
        zip.on("entry", (entry: yauzl.Entry) => {
            entries.set(entry.fileName, entry)
            zip.readEntry()
        })
        zip.on("end", () => resolve(entries))
        zip.on("error", reject)
        zip.readEntry()
    })
}
