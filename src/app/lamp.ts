import * as ds from "@devicescript/core"
import { Panel } from "../hal/panel"

/** What the lamp says. */
export enum LampPattern {
    /** Nothing to be heard. */
    Dark,
    /** Unheard messages: half a second on, half a second off. */
    Unheard,
    /** The card is missing or useless: a short flash every two seconds. */
    Trouble,
}

/** The lamp's fiber: shows `pattern`, which others set. */
export class Lamp {
    pattern = LampPattern.Dark

    constructor(private panel: Panel) {}

    async run(): Promise<void> {
        while (true) {
            switch (this.pattern) {
                case LampPattern.Dark:
                    await this.show(0, 500)
                    break
                case LampPattern.Unheard:
                    await this.show(1, 500)
                    await this.show(0, 500)
                    break
                case LampPattern.Trouble:
                    await this.show(1, 100)
                    await this.show(0, 1900)
                    break
            }
        }
    }

    private async show(brightness: number, lengthMs: number): Promise<void> {
        await this.panel.setLamp(brightness)
        await ds.sleep(lengthMs)
    }
}
