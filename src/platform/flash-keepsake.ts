import { readSetting, writeSetting } from "@devicescript/settings"
import { Keepsake } from "../hal/keepsake"

/** In the runtime's own settings. */
export class FlashKeepsake implements Keepsake {
    async read(key: string): Promise<number> {
        const value = await readSetting(key, 0)
        return typeof value === "number" ? value : 0
    }

    async write(key: string, value: number): Promise<void> {
        await writeSetting(key, value)
        // Writing is only asked for by then; the answer to a question after it comes when it is done.
        await this.read(key)
    }
}
