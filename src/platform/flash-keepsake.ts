import { readSetting, settings } from "@devicescript/settings"
import { Keepsake } from "../hal/keepsake"

/** In the runtime's own settings, as JSON: the runtime's own way there has no letters beyond ASCII in the simulator. */
export class FlashKeepsake implements Keepsake {
    async read(key: string): Promise<number> {
        const value = await readSetting(key, 0)
        return typeof value === "number" ? value : 0
    }

    async write(key: string, value: number): Promise<void> {
        await this.put(key, "" + value)
    }

    async readText(key: string): Promise<string> {
        const value = await readSetting(key, "")
        return typeof value === "string" ? value : ""
    }

    async writeText(key: string, text: string): Promise<void> {
        await this.put(key, '"' + text + '"')
    }

    private async put(key: string, json: string): Promise<void> {
        await settings.set(key, Buffer.from(json))
        // Writing is only asked for by then; the answer to a question after it comes when it is done.
        await readSetting(key)
    }
}
