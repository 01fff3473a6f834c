import { Keepsake } from "../../../src/hal/keepsake"

/** Flash that holds one number, whatever its key. */
export class FakeKeepsake implements Keepsake {
    value = 0
    writeCount = 0

    async read(key: string): Promise<number> {
        return this.value
    }

    async write(key: string, value: number): Promise<void> {
        this.value = value
        this.writeCount++
    }
}
