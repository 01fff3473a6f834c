import { Keepsake } from "../../../src/hal/keepsake"

/** Flash that holds one number, whatever its key, and texts by theirs. */
export class FakeKeepsake implements Keepsake {
    value = 0
    writeCount = 0
    texts: any = {}
    textCount = 0

    async read(key: string): Promise<number> {
        return this.value
    }

    async write(key: string, value: number): Promise<void> {
        this.value = value
        this.writeCount++
    }

    async readText(key: string): Promise<string> {
        return this.texts[key] ?? ""
    }

    async writeText(key: string, text: string): Promise<void> {
        if (text.includes('"') || key.length + text.byteLength > 229)
            throw new RangeError("not for flash: " + text)
        this.texts[key] = text
        this.textCount++
    }
}
